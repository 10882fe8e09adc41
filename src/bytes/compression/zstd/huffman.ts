import { DecodeError } from '../../reader.ts';
import { BackwardBits } from './backward-bits.ts';
import { highestBit, readStateTable } from './finite-state.ts';

const maximalBits = 11;
const maximalWeights = 255;

/** What to read for each sequence of `bits` bits: the symbol in the upper bits, and in the lower four how many bits it takes. */
export interface HuffmanTable {
  readonly bits: number;
  readonly entries: Uint16Array;
}

/**
 * Reads a Huffman tree's description: the weight of each symbol, four bits each or compressed themselves (RFC 8878, 4.2.1).
 *
 * @returns the table, and the position behind the description
 */
export function readHuffmanTable(
  bytes: Uint8Array,
  start: number,
  end: number,
): { table: HuffmanTable; position: number } {
  if (start >= end) throw new DecodeError('a zstd block ends before its Huffman tree');
  const header = bytes[start]!;
  const position = start + 1 + (header < 128 ? header : (header - 126) >>> 1);
  if (position > end) throw new DecodeError('a zstd block ends within its Huffman tree');
  const weights =
    header < 128 ? compressedWeights(bytes, start + 1, position) : plainWeights(bytes, start + 1, header - 127);
  return { table: huffmanTable(weights), position };
}

function plainWeights(bytes: Uint8Array, start: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => {
    const byte = bytes[start + (index >>> 1)]!;
    return index % 2 === 0 ? byte >>> 4 : byte & 15;
  });
}

/** Two states take turns, until the bits are used up; then the other one's symbol is the last. */
function compressedWeights(bytes: Uint8Array, start: number, end: number): number[] {
  const { table, position } = readStateTable(bytes, start, end, 6, maximalWeights);
  const bits = new BackwardBits(bytes, position, end);
  const weights: number[] = [];
  let state = bits.read(table.accuracyLog);
  let other = bits.read(table.accuracyLog);
  for (;;) {
    weights.push(table.symbols[state]!);
    const bitCount = table.bitCounts[state]!;
    if (bits.left < bitCount) break;
    const next = table.baselines[state]! + bits.read(bitCount);
    state = other;
    other = next;
    if (weights.length >= maximalWeights) throw new DecodeError('a zstd Huffman tree of too many symbols');
  }
  weights.push(table.symbols[other]!);
  return weights;
}

/** A weight of w takes 2^(w−1) places of the table; 0 is a symbol that does not occur. The last one is what fills it up. */
function huffmanTable(weights: number[]): HuffmanTable {
  let sum = 0;
  for (const weight of weights) {
    if (weight > maximalBits) throw new DecodeError(`a zstd Huffman weight of ${weight}`);
    sum += weight === 0 ? 0 : 1 << (weight - 1);
  }
  if (sum === 0) throw new DecodeError('a zstd Huffman tree without symbols');
  const bits = highestBit(sum) + 1;
  const rest = (1 << bits) - sum;
  if (bits > maximalBits || (rest & (rest - 1)) !== 0 || weights.length > maximalWeights)
    throw new DecodeError('a zstd Huffman tree that does not add up');
  weights.push(highestBit(rest) + 1);

  const entries = new Uint16Array(1 << bits);
  let place = 0;
  for (let weight = 1; weight <= bits; weight++) {
    weights.forEach((symbolWeight, symbol) => {
      if (symbolWeight !== weight) return;
      const end = place + (1 << (weight - 1));
      entries.fill((symbol << 4) | (bits + 1 - weight), place, end);
      place = end;
    });
  }
  return { bits, entries };
}

/** Decodes one stream into `target` from `position` to before `targetEnd`; it must hold exactly that. */
export function decodeHuffman(
  { bits: tableBits, entries }: HuffmanTable,
  bits: BackwardBits,
  target: Uint8Array,
  position: number,
  targetEnd: number,
): void {
  for (; position < targetEnd; position++) {
    const entry = entries[bits.peek(tableBits)]!;
    bits.skip(entry & 15);
    target[position] = entry >>> 4;
  }
  if (bits.left !== 0) throw new DecodeError('a zstd Huffman stream is longer than what it holds');
}
