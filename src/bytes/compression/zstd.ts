import { Decompress } from 'fzstd';
import { DecodeError } from '../reader.ts';
import { BoundedOutput } from './bounded-output.ts';

export function decompressZstd(bytes: Uint8Array, limitBytes: number): Uint8Array {
  const output = new BoundedOutput(limitBytes, bytes.length * 3);
  try {
    const decompress = new Decompress((chunk) => output.append(chunk, 0, chunk.length));
    decompress.push(bytes, true);
  } catch (error) {
    if (error instanceof DecodeError) throw error;
    throw new DecodeError(`no zstd frame: ${(error as Error).message}`);
  }
  return output.written();
}
