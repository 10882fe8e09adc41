import { DecodeError } from '../../reader.ts';
import { BackwardBits } from './backward-bits.ts';
import { maximalBlockBytes } from './block-size.ts';
import { decodeHuffman, type HuffmanTable, readHuffmanTable } from './huffman.ts';

/** The bytes of a block that are not repeats, and what is needed of them later. */
export interface Literals {
  readonly bytes: Uint8Array;
  /** Behind the section. */
  readonly position: number;
  /** A later block may use the tree again. */
  readonly huffman: HuffmanTable | undefined;
}

const kinds = ['raw', 'one byte', 'compressed', 'compressed with the tree before'] as const;

/**
 * Reads the literals section of a block (RFC 8878, 3.1.1.3.1).
 *
 * @param earlier the Huffman tree of the frame's block before
 */
export function readLiterals(block: Uint8Array, earlier: HuffmanTable | undefined): Literals {
  if (block.length === 0) throw new DecodeError('an empty zstd block');
  const kind = kinds[block[0]! & 3]!;
  const format = (block[0]! >>> 2) & 3;
  if (kind === 'raw' || kind === 'one byte') {
    const headerBytes = [1, 2, 1, 3][format]!;
    const lengthBytes = littleEndian(block, headerBytes) >>> (headerBytes === 1 ? 3 : 4);
    refuseTooLong(lengthBytes);
    const end = headerBytes + (kind === 'raw' ? lengthBytes : 1);
    if (end > block.length) throw new DecodeError('a zstd block ends within its literals');
    const bytes =
      kind === 'raw' ? block.subarray(headerBytes, end) : new Uint8Array(lengthBytes).fill(block[headerBytes]!);
    return { bytes, position: end, huffman: earlier };
  }

  const sizeBits = [10, 10, 14, 18][format]!;
  const headerBytes = [3, 3, 4, 5][format]!;
  const sizes = Math.floor(littleEndian(block, headerBytes) / 16);
  const lengthBytes = sizes % (1 << sizeBits);
  const end = headerBytes + Math.floor(sizes / (1 << sizeBits));
  refuseTooLong(lengthBytes);
  if (end > block.length) throw new DecodeError('a zstd block ends within its literals');
  let huffman = earlier;
  let position = headerBytes;
  if (kind === 'compressed') ({ table: huffman, position } = readHuffmanTable(block, headerBytes, end));
  if (huffman === undefined) throw new DecodeError('a zstd block refers to a Huffman tree before the first');
  const bytes = new Uint8Array(lengthBytes);
  if (format === 0) decodeHuffman(huffman, new BackwardBits(block, position, end), bytes, 0, lengthBytes);
  else decodeFourStreams(huffman, block, position, end, bytes);
  return { bytes, position: end, huffman };
}

/** Four streams of a quarter each, behind the lengths of the first three. */
function decodeFourStreams(
  table: HuffmanTable,
  block: Uint8Array,
  start: number,
  end: number,
  target: Uint8Array,
): void {
  const quarterBytes = (target.length + 3) >>> 2;
  let position = start + 6;
  if (position > end) throw new DecodeError('a zstd block ends within its literals');
  for (let stream = 0; stream < 4; stream++) {
    const lengthBytes = block[start + 2 * stream]! | (block[start + 2 * stream + 1]! << 8);
    const streamEnd = stream === 3 ? end : position + lengthBytes;
    const targetEnd = stream === 3 ? target.length : (stream + 1) * quarterBytes;
    if (streamEnd > end || targetEnd > target.length) throw new DecodeError('a zstd block ends within its literals');
    decodeHuffman(table, new BackwardBits(block, position, streamEnd), target, stream * quarterBytes, targetEnd);
    position = streamEnd;
  }
}

function refuseTooLong(lengthBytes: number): void {
  if (lengthBytes > maximalBlockBytes) throw new DecodeError(`a zstd block declares ${lengthBytes} literals`);
}

function littleEndian(block: Uint8Array, lengthBytes: number): number {
  if (lengthBytes > block.length) throw new DecodeError('a zstd block ends within its header');
  let value = 0;
  for (let index = lengthBytes - 1; index >= 0; index--) value = value * 256 + block[index]!;
  return value;
}
