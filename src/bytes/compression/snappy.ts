import type { Memory } from '../memory.ts';
import { DecodeError, Reader } from '../reader.ts';
import { BoundedOutput, LimitExceededError } from './bounded-output.ts';
import { findMatches } from './matches.ts';

/** How Java's stream begins: eight bytes of magic, its version, and the oldest version that reads it. */
const javaHeader = Uint8Array.of(0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0, 0, 0, 0, 1, 0, 0, 0, 1);
const javaMagicBytes = 8;
const blockSizeBytes = 32768;

/** The longest literal that a tag holds itself, and the longest copy. */
const shortLiteralBytes = 60;
const maximalCopyBytes = 64;
/** No element decodes to more for each of its bytes. */
const maximalExpansion = 22;

/** Snappy in the framing of Java's library, as Kafka's Java client writes it: blocks of 32 KiB, each behind its length. */
export function compressSnappy(bytes: Uint8Array): Uint8Array {
  const blocks = Math.ceil(bytes.length / blockSizeBytes);
  const output = new Uint8Array(javaHeader.length + bytes.length + Math.ceil(bytes.length / 6) + blocks * 40);
  const view = new DataView(output.buffer);
  output.set(javaHeader);
  let position = javaHeader.length;
  for (let start = 0; start < bytes.length; start += blockSizeBytes) {
    const end = Math.min(start + blockSizeBytes, bytes.length);
    const blockEnd = compressBlock(bytes, start, end, output, position + 4);
    view.setInt32(position, blockEnd - position - 4);
    position = blockEnd;
  }
  return output.subarray(0, position);
}

/**
 * What snappy bytes hold, in either of the framings that Kafka's clients send: Java's, or one block without any.
 *
 * @throws DecodeError
 */
export function decompressSnappy(bytes: Uint8Array, limitBytes: number, memory?: Memory): Uint8Array {
  const output = new BoundedOutput(limitBytes, bytes.length * 3, memory);
  if (!startsWithJavaMagic(bytes, 0)) {
    decompressBlock(bytes, output, limitBytes);
    return output.written();
  }
  const reader = new Reader(bytes);
  reader.skip(javaHeader.length);
  while (reader.remaining > 0) {
    // Streams that were written one behind the other repeat the header; read as a length it would be negative.
    if (startsWithJavaMagic(bytes, reader.position)) reader.skip(javaHeader.length);
    else decompressBlock(reader.slice(reader.int32()), output, limitBytes);
  }
  return output.written();
}

function startsWithJavaMagic(bytes: Uint8Array, position: number): boolean {
  for (let index = 0; index < javaMagicBytes; index++) {
    if (bytes[position + index] !== javaHeader[index]) return false;
  }
  return true;
}

/** Writes a block, behind its uncompressed length, and returns where it ends. */
function compressBlock(bytes: Uint8Array, start: number, end: number, output: Uint8Array, position: number): number {
  let length = end - start;
  for (; length > 0x7f; length >>>= 7) output[position++] = (length & 0x7f) | 0x80;
  output[position++] = length;
  const rest = findMatches(bytes, start, end, (literalStart, matchStart, distance, lengthBytes) => {
    position = putLiteral(bytes, literalStart, matchStart, output, position);
    position = putCopies(distance, lengthBytes, output, position);
  });
  return putLiteral(bytes, rest, end, output, position);
}

function putLiteral(bytes: Uint8Array, start: number, end: number, output: Uint8Array, position: number): number {
  const lengthBytes = end - start;
  if (lengthBytes === 0) return position;
  if (lengthBytes <= shortLiteralBytes) output[position++] = (lengthBytes - 1) << 2;
  else {
    const long = lengthBytes > 256;
    output[position++] = (shortLiteralBytes + (long ? 1 : 0)) << 2;
    output[position++] = (lengthBytes - 1) & 0xff;
    if (long) output[position++] = (lengthBytes - 1) >>> 8;
  }
  if (lengthBytes > 32) output.set(bytes.subarray(start, end), position);
  else for (let index = 0; index < lengthBytes; index++) output[position + index] = bytes[start + index]!;
  return position + lengthBytes;
}

function putCopies(distance: number, lengthBytes: number, output: Uint8Array, position: number): number {
  while (lengthBytes > 0) {
    // A copy is of four bytes at least, so fewer must not be left for the last one.
    const leavesTooFew = lengthBytes > maximalCopyBytes && lengthBytes < maximalCopyBytes + 4;
    const copyBytes = leavesTooFew ? maximalCopyBytes - 4 : Math.min(lengthBytes, maximalCopyBytes);
    if (copyBytes < 12 && distance < 2048) {
      output[position++] = 1 | ((copyBytes - 4) << 2) | ((distance >>> 8) << 5);
      output[position++] = distance & 0xff;
    } else {
      output[position++] = 2 | ((copyBytes - 1) << 2);
      output[position++] = distance & 0xff;
      output[position++] = distance >>> 8;
    }
    lengthBytes -= copyBytes;
  }
  return position;
}

function decompressBlock(block: Uint8Array, output: BoundedOutput, limitBytes: number): void {
  const reader = new Reader(block);
  const declaredBytes = reader.unsignedVarint();
  const start = output.lengthBytes;
  if (start + declaredBytes > limitBytes)
    throw new LimitExceededError(`a snappy block declares ${declaredBytes} bytes, ${limitBytes} are allowed`);
  if (declaredBytes > maximalExpansion * block.length)
    throw new DecodeError(`a snappy block of ${block.length} bytes cannot hold the ${declaredBytes} that it declares`);
  const end = block.length;
  let position = reader.position;
  while (position < end) {
    const tag = block[position++]!;
    const kind = tag & 3;
    if (kind === 0) {
      const short = tag >>> 2;
      const extraBytes = Math.max(0, short - shortLiteralBytes + 1);
      const literalBytes = (extraBytes === 0 ? short : littleEndian(block, position, extraBytes)) + 1;
      position += extraBytes;
      if (literalBytes > end - position) throw new DecodeError('a snappy block ends within a literal');
      output.append(block, position, position + literalBytes);
      position += literalBytes;
    } else {
      const distanceBytes = kind === 3 ? 4 : kind;
      if (distanceBytes > end - position) throw new DecodeError('a snappy block ends within a copy');
      const low = littleEndian(block, position, distanceBytes);
      position += distanceBytes;
      const distance = kind === 1 ? low + ((tag >>> 5) << 8) : low;
      if (distance > output.lengthBytes - start) throw new DecodeError('a snappy copy starts before its block');
      output.repeat(distance, kind === 1 ? ((tag >>> 2) & 7) + 4 : (tag >>> 2) + 1);
    }
    if (output.lengthBytes - start > declaredBytes)
      throw new DecodeError(`a snappy block holds more than the ${declaredBytes} bytes that it declares`);
  }
  if (output.lengthBytes - start !== declaredBytes)
    throw new DecodeError(`a snappy block holds less than the ${declaredBytes} bytes that it declares`);
}

function littleEndian(block: Uint8Array, position: number, lengthBytes: number): number {
  let value = 0;
  for (let index = lengthBytes - 1; index >= 0; index--) value = value * 256 + (block[position + index] ?? 0);
  return value;
}
