import type { Memory } from '../memory.ts';
import { DecodeError, Reader } from '../reader.ts';
import { BoundedOutput } from './bounded-output.ts';
import { findMatches } from './matches.ts';
import { xxhash32 } from './xxhash32.ts';

const magic = [0x04, 0x22, 0x4d, 0x18];
/** The flags: version 1 in the upper two bits. */
const flag = {
  version1: 0x40,
  independentBlocks: 0x20,
  blockChecksums: 0x10,
  contentSize: 0x08,
  contentChecksum: 0x04,
};
const blockSizeBytes = 65536;
const blockIsPlain = 0x8000_0000;

/**
 * An lz4 frame as Kafka's Java client writes it: independent blocks of 64 KiB without checksums, the header's own checksum,
 * neither size nor checksum of the content (lz4 frame format 1.6).
 */
export function compressLz4(bytes: Uint8Array): Uint8Array {
  const blocks = Math.ceil(bytes.length / blockSizeBytes);
  const output = new Uint8Array(magic.length + 7 + bytes.length + Math.ceil(bytes.length / 255) + blocks * 20);
  const descriptor = Uint8Array.of(flag.version1 | flag.independentBlocks, 4 << 4);
  output.set(magic);
  output.set(descriptor, 4);
  output[6] = (xxhash32(descriptor) >>> 8) & 0xff;
  let position = 7;
  for (let start = 0; start < bytes.length; start += blockSizeBytes) {
    const end = Math.min(start + blockSizeBytes, bytes.length);
    const blockEnd = compressBlock(bytes, start, end, output, position + 4);
    if (blockEnd - position - 4 < end - start) {
      position = putWord(output, position, blockEnd - position - 4) + blockEnd - position - 4;
    } else {
      position = putWord(output, position, blockIsPlain + end - start);
      output.set(bytes.subarray(start, end), position);
      position += end - start;
    }
  }
  return output.subarray(0, putWord(output, position, 0));
}

/**
 * What an lz4 frame holds. Blocks that depend on each other and dictionaries are refused, as Kafka refuses them; what follows
 * the frame is not read.
 *
 * @throws DecodeError
 */
export function decompressLz4(bytes: Uint8Array, limitBytes: number, memory?: Memory): Uint8Array {
  const reader = new Reader(bytes);
  const { flags, maximalBlockBytes } = readHeader(reader);
  const output = new BoundedOutput(limitBytes, bytes.length * 3, memory);
  for (;;) {
    const word = readWord(reader);
    if (word === 0) break;
    const block = reader.slice(word % blockIsPlain);
    const start = output.lengthBytes;
    if (word >= blockIsPlain) output.append(block, 0, block.length);
    else decompressBlock(block, output);
    if (output.lengthBytes - start > maximalBlockBytes)
      throw new DecodeError(`an lz4 block holds more than the ${maximalBlockBytes} bytes that its frame allows`);
    if (flags & flag.blockChecksums && readWord(reader) !== xxhash32(block))
      throw new DecodeError('the checksum of an lz4 block is wrong');
  }
  if (flags & flag.contentChecksum && readWord(reader) !== xxhash32(output.written()))
    throw new DecodeError('the checksum of an lz4 frame is wrong');
  return output.written();
}

function readHeader(reader: Reader): { flags: number; maximalBlockBytes: number } {
  for (const byte of magic)
    if (reader.uint8() !== byte) throw new DecodeError('no lz4 frame: its magic number is missing');
  const start = reader.position;
  const flags = reader.uint8();
  if (flags >>> 6 !== 1) throw new DecodeError(`lz4 frame version ${flags >>> 6} is not 1`);
  if ((flags & flag.independentBlocks) === 0)
    throw new DecodeError('lz4 blocks that depend on each other are not supported');
  if ((flags & 0x03) !== 0) throw new DecodeError('an lz4 frame with a dictionary or a reserved flag');
  const blockSize = reader.uint8();
  if ((blockSize & 0x8f) !== 0 || blockSize >>> 4 < 4)
    throw new DecodeError(`lz4 block size code ${blockSize} is unknown`);
  if (flags & flag.contentSize) reader.skip(8);
  const descriptor = reader.bytes.subarray(start, reader.position);
  if (reader.uint8() !== ((xxhash32(descriptor) >>> 8) & 0xff))
    throw new DecodeError('the checksum of an lz4 header is wrong');
  return { flags, maximalBlockBytes: 1 << (8 + 2 * (blockSize >>> 4)) };
}

/** Writes a block of sequences (literals, then a match) and returns where it ends. */
function compressBlock(bytes: Uint8Array, start: number, end: number, output: Uint8Array, position: number): number {
  const rest = findMatches(bytes, start, end, (literalStart, matchStart, distance, lengthBytes) => {
    const token = position;
    position = putLiterals(bytes, literalStart, matchStart, output, position);
    output[position++] = distance & 0xff;
    output[position++] = distance >>> 8;
    output[token]! |= Math.min(lengthBytes - 4, 15);
    if (lengthBytes - 4 >= 15) position = putLength(output, position, lengthBytes - 19);
  });
  return putLiterals(bytes, rest, end, output, position);
}

/** A token with the literals' length in its upper half, and the literals. */
function putLiterals(bytes: Uint8Array, start: number, end: number, output: Uint8Array, position: number): number {
  const lengthBytes = end - start;
  output[position++] = Math.min(lengthBytes, 15) << 4;
  if (lengthBytes >= 15) position = putLength(output, position, lengthBytes - 15);
  if (lengthBytes > 32) output.set(bytes.subarray(start, end), position);
  else for (let index = 0; index < lengthBytes; index++) output[position + index] = bytes[start + index]!;
  return position + lengthBytes;
}

function putLength(output: Uint8Array, position: number, rest: number): number {
  for (; rest >= 255; rest -= 255) output[position++] = 255;
  output[position++] = rest;
  return position;
}

function decompressBlock(block: Uint8Array, output: BoundedOutput): void {
  const blockStart = output.lengthBytes;
  const end = block.length;
  let position = 0;
  while (position < end) {
    const token = block[position++]!;
    let literalBytes = token >>> 4;
    if (literalBytes === 15) {
      let byte = 255;
      while (byte === 255 && position < end) literalBytes += byte = block[position++]!;
    }
    if (literalBytes > end - position) throw new DecodeError('an lz4 block ends within its literals');
    output.append(block, position, position + literalBytes);
    position += literalBytes;
    if (position === end) return;

    if (position + 2 > end) throw new DecodeError('an lz4 block ends within a match');
    const distance = block[position]! | (block[position + 1]! << 8);
    position += 2;
    let matchBytes = (token & 15) + 4;
    if (matchBytes === 19) {
      let byte = 255;
      while (byte === 255 && position < end) matchBytes += byte = block[position++]!;
    }
    if (distance > output.lengthBytes - blockStart) throw new DecodeError('an lz4 match starts before its block');
    output.repeat(distance, matchBytes);
  }
  throw new DecodeError('an lz4 block ends with a match');
}

/** Little-endian, as all of lz4. */
function putWord(output: Uint8Array, position: number, value: number): number {
  output[position] = value & 0xff;
  output[position + 1] = (value >>> 8) & 0xff;
  output[position + 2] = (value >>> 16) & 0xff;
  output[position + 3] = value >>> 24;
  return position + 4;
}

function readWord(reader: Reader): number {
  return (reader.uint8() | (reader.uint8() << 8) | (reader.uint8() << 16) | (reader.uint8() << 24)) >>> 0;
}
