import { crc32c, crc32cByTables, crc32cUsesWebAssembly } from '../src/bytes/crc32c.ts';
import { type Benchmark, median, type Row } from './table.ts';

const sizesBytes = [1024, 16384, 131072];

/** The checksum of every batch that a broker is given: most of its work with one. */
export const checksum: Benchmark = {
  name: 'crc32c',
  about: 'CRC-32C of one batch, processor time, WebAssembly against tables',
  async run(say) {
    if (!crc32cUsesWebAssembly) say('this host has no WebAssembly: both are tables');
    return sizesBytes.flatMap((sizeBytes) => rowsOf(sizeBytes));
  },
};

function rowsOf(sizeBytes: number): Row[] {
  const bytes = Uint8Array.from({ length: sizeBytes }, (_, index) => Math.imul(index, 2654435761) >>> 24);
  const chosen: number[] = [];
  const tables: number[] = [];
  for (let run = 0; run < 7; run++) {
    chosen.push(gigabytesPerSecond(crc32c, bytes));
    tables.push(gigabytesPerSecond(crc32cByTables, bytes));
  }
  const what = `crc32c of ${sizeBytes / 1024} KiB`;
  return [
    {
      what,
      unit: 'GB per processor second',
      ours: median(chosen),
      ...(sizeBytes === 16384 ? { wanted: { least: 1 } } : {}),
    },
    { what: `${what} by tables`, unit: 'GB per processor second', ours: median(tables) },
  ];
}

function gigabytesPerSecond(checksumOf: (bytes: Uint8Array) => number, bytes: Uint8Array): number {
  const rounds = Math.ceil(100_000_000 / bytes.length);
  const before = process.cpuUsage();
  for (let round = 0; round < rounds; round++) checksumOf(bytes);
  const { user, system } = process.cpuUsage(before);
  return (rounds * bytes.length) / 1000 / (user + system);
}
