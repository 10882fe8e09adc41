import { Deflate, Inflate } from 'pako';
import type { Memory } from '../memory.ts';
import { DecodeError } from '../reader.ts';
import { BoundedOutput } from './bounded-output.ts';

type Level = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;

/** The window of 2^15 bytes, and 16 for 'gzip alone', as zlib wants it told. */
const gzipWindowBits = 15 + 16;

/** @param level 1 (fast) to 9 (small), as `compression.gzip.level`; what is outside is taken as the nearest */
export function compressGzip(bytes: Uint8Array, level = 6): Uint8Array {
  const deflate = new Deflate({ gzip: true, level: Math.max(1, Math.min(level, 9)) as Level });
  deflate.push(bytes, true);
  return deflate.result as Uint8Array;
}

/**
 * What gzip bytes hold; members one behind the other are joined.
 *
 * @throws DecodeError
 */
export function decompressGzip(bytes: Uint8Array, limitBytes: number, memory?: Memory): Uint8Array {
  const output = new BoundedOutput(limitBytes, bytes.length * 3, memory);
  const inflate = new Inflate({ windowBits: gzipWindowBits, chunkSize: Math.min(65536, 256 + bytes.length * 3) });
  inflate.onData = (chunk) => {
    const piece = chunk as Uint8Array;
    output.append(piece, 0, piece.length);
  };
  inflate.push(bytes, true);
  if (inflate.err !== 0) throw new DecodeError(`no gzip stream: ${inflate.msg || `zlib's error ${inflate.err}`}`);
  return output.written();
}
