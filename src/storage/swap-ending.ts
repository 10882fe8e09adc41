import type { Memory } from '../bytes/memory.ts';
import type { Tell } from '../world/world.ts';
import { readPieces } from './batch-pieces.ts';
import { LogFileError } from './errors.ts';
import type { StorageEvent } from './events.ts';
import { swapSuffix } from './file-names.ts';
import type { LogSurroundings } from './log-state.ts';
import type { FoundFile } from './rules/unfinished-swap.ts';
import { SegmentFile } from './segment-file.ts';

const pieceBytes = 1024 * 1024;
const fileName = /^(\d{20})\.(log|index|timeindex|txnindex)(?:\.(cleaned|swap|deleted))?$/;

/**
 * Ends what a compaction was about when the process ended, before anything of the log is believed. For good when it resolves.
 *
 * @throws LogFileError where the compacted segment is not what it must be, and `DiskError`
 */
export async function endUnfinishedSwap({ world, rules, memory }: LogSurroundings, folder: string): Promise<void> {
  const { disk } = world;
  const tell: Tell<StorageEvent> | undefined = world.tell;
  const names = disk.list(folder);
  if (!names.some((name) => /\.(cleaned|swap)$/.test(name))) return;
  const files: FoundFile[] = [];
  for (const name of names) {
    const found = fileName.exec(name);
    if (found === null) continue;
    const [, baseOffset, kind, suffix] = found;
    const isSwapLog = kind === 'log' && suffix === 'swap';
    files.push({
      name,
      baseOffset: Number(baseOffset),
      suffix: suffix as FoundFile['suffix'],
      swapEndOffset: isSwapLog
        ? await endOffsetOf(new SegmentFile(disk, `${folder}/${name}`), Number(baseOffset), memory)
        : undefined,
    });
  }
  const { remove, putInPlace } = rules.endOfSwap(files);
  for (const name of remove) disk.remove(`${folder}/${name}`);
  for (const name of putInPlace) {
    const path = `${folder}/${name.slice(0, -swapSuffix.length)}`;
    disk.rename(`${folder}/${name}`, path);
    if (path.endsWith('.log'))
      tell?.({ name: 'file mended', path, because: 'a compaction had not put it in its place' });
  }
  await disk.flushFolder(folder);
}

/** Only what is whole takes the place of other segments: as long as that is not known they are there. */
async function endOffsetOf(file: SegmentFile, baseOffset: number, memory: Memory): Promise<number> {
  let endOffset = baseOffset;
  try {
    const all = { from: 0, to: file.sizeBytes(), pieceBytes, memory };
    await readPieces(file, all, (batches) => {
      for (const batch of batches) {
        if (!batch.checkCrc()) throw new LogFileError(file.path, `the batch at offset ${batch.baseOffset} is damaged`);
        endOffset = batch.nextOffset;
      }
      return Promise.resolve();
    });
    return endOffset;
  } finally {
    file.close();
  }
}
