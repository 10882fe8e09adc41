import type { Memory } from '../../memory.ts';
import { DecodeError, Reader } from '../../reader.ts';
import { BoundedOutput, LimitExceededError } from '../bounded-output.ts';
import { maximalBlockBytes } from './block-size.ts';
import type { HuffmanTable } from './huffman.ts';
import { readLiterals } from './literals.ts';
import { decodeSequences, newSequenceState } from './sequences.ts';

const frameMagic = 0xfd2fb528;
/** The lowest four bits may be anything: a frame to pass over. */
const skippableMagic = 0x184d2a50;

const blockKinds = ['raw', 'one byte', 'compressed', 'reserved'] as const;

/**
 * What zstd frames hold (RFC 8878), one behind the other; without dictionaries. It reads for itself and not by a library,
 * because a broker decodes what strangers send: here each step checks what it is about to do, and the work is bounded by the
 * input and the limit. A checksum of the content is not compared; the batch has its own.
 *
 * @throws DecodeError
 */
export function decompressZstd(bytes: Uint8Array, limitBytes: number, memory?: Memory): Uint8Array {
  const output = new BoundedOutput(limitBytes, bytes.length * 3, memory);
  const reader = new Reader(bytes);
  do {
    const magic = readLittleEndian(reader, 4);
    if (magic === frameMagic) decodeFrame(reader, output, limitBytes);
    else if (magic - (magic % 16) === skippableMagic) reader.skip(readLittleEndian(reader, 4));
    else throw new DecodeError('no zstd frame: its magic number is missing');
  } while (reader.remaining > 0);
  return output.written();
}

function decodeFrame(reader: Reader, output: BoundedOutput, limitBytes: number): void {
  const { contentBytes, hasChecksum } = readFrameHeader(reader);
  const start = output.lengthBytes;
  if (contentBytes !== undefined && start + contentBytes > limitBytes)
    throw new LimitExceededError(`a zstd frame declares ${contentBytes} bytes, ${limitBytes} are allowed`);
  const sequenceState = newSequenceState();
  let huffman: HuffmanTable | undefined;
  for (let isLast = false; !isLast; ) {
    const header = readLittleEndian(reader, 3);
    isLast = (header & 1) === 1;
    const kind = blockKinds[(header >>> 1) & 3]!;
    const sizeBytes = header >>> 3;
    if (sizeBytes > maximalBlockBytes || kind === 'reserved')
      throw new DecodeError(`a zstd block, ${kind}, of ${sizeBytes} bytes`);
    if (kind === 'one byte') output.fill(reader.uint8(), sizeBytes);
    else if (kind === 'raw') output.append(reader.slice(sizeBytes), 0, sizeBytes);
    else {
      const block = reader.slice(sizeBytes);
      const literals = readLiterals(block, huffman);
      huffman = literals.huffman;
      decodeSequences(block, literals.position, literals.bytes, sequenceState, output, start);
    }
  }
  if (hasChecksum) reader.skip(4);
  if (contentBytes !== undefined && output.lengthBytes - start !== contentBytes)
    throw new DecodeError(`a zstd frame declares ${contentBytes} bytes and holds ${output.lengthBytes - start}`);
}

function readFrameHeader(reader: Reader): { contentBytes: number | undefined; hasChecksum: boolean } {
  const descriptor = reader.uint8();
  if ((descriptor & 0x08) !== 0) throw new DecodeError('a zstd frame with a reserved flag');
  const isSingleSegment = (descriptor & 0x20) !== 0;
  // How far back matches may reach: here all that was decoded is there.
  if (!isSingleSegment) reader.skip(1);
  if (readLittleEndian(reader, [0, 1, 2, 4][descriptor & 3]!) !== 0)
    throw new DecodeError('a zstd frame that needs a dictionary');
  const sizeBytes = [isSingleSegment ? 1 : 0, 2, 4, 8][descriptor >>> 6]!;
  const size = readLittleEndian(reader, sizeBytes);
  const contentBytes = sizeBytes === 0 ? undefined : sizeBytes === 2 ? size + 256 : size;
  return { contentBytes, hasChecksum: (descriptor & 0x04) !== 0 };
}

function readLittleEndian(reader: Reader, lengthBytes: number): number {
  let value = 0;
  for (let scale = 1, index = 0; index < lengthBytes; index++, scale *= 256) value += reader.uint8() * scale;
  return value;
}
