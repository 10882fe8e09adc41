import { DecodeError } from '../../reader.ts';

/**
 * A table of finite state entropy coding: a state stands for a symbol, and says how many bits to read and what to add them to
 * for the next state (RFC 8878, 4.1).
 */
export interface StateTable {
  /** The table has 2^accuracyLog states; so many bits make the first one. */
  readonly accuracyLog: number;
  readonly symbols: Uint8Array;
  readonly bitCounts: Uint8Array;
  readonly baselines: Uint16Array;
}

/** A table that knows one symbol, and reads no bits for it. */
export function singleSymbolTable(symbol: number): StateTable {
  return {
    accuracyLog: 0,
    symbols: Uint8Array.of(symbol),
    bitCounts: new Uint8Array(1),
    baselines: new Uint16Array(1),
  };
}

/** @param probabilities of the symbols 0, 1, …, adding up to 2^accuracyLog; −1 is 'less than one', and counts as one */
export function stateTable(probabilities: readonly number[], accuracyLog: number): StateTable {
  const size = 1 << accuracyLog;
  const symbols = new Uint8Array(size);
  const next = probabilities.map((probability) => Math.abs(probability));
  let lastFree = size - 1;
  probabilities.forEach((probability, symbol) => {
    if (probability === -1) symbols[lastFree--] = symbol;
  });

  // The others are strewn over the rest with a step that visits every state once.
  const step = (size >>> 1) + (size >>> 3) + 3;
  let state = 0;
  probabilities.forEach((probability, symbol) => {
    for (let count = 0; count < probability; count++) {
      symbols[state] = symbol;
      do state = (state + step) & (size - 1);
      while (state > lastFree);
    }
  });

  const bitCounts = new Uint8Array(size);
  const baselines = new Uint16Array(size);
  for (state = 0; state < size; state++) {
    const numerator = next[symbols[state]!]!++;
    const bitCount = accuracyLog - highestBit(numerator);
    bitCounts[state] = bitCount;
    baselines[state] = (numerator << bitCount) - size;
  }
  return { accuracyLog, symbols, bitCounts, baselines };
}

/**
 * Reads a table as a frame describes it: the probabilities, in as few bits as what is left of their sum allows.
 *
 * @returns the table, and the position behind its description
 */
export function readStateTable(
  bytes: Uint8Array,
  start: number,
  end: number,
  maximalAccuracyLog: number,
  maximalSymbol: number,
): { table: StateTable; position: number } {
  let bit = start * 8;
  const peek = (count: number) => {
    const byte = bit >>> 3;
    return ((bytes[byte]! | (bytes[byte + 1]! << 8) | (bytes[byte + 2]! << 16)) >>> (bit & 7)) & ((1 << count) - 1);
  };
  const accuracyLog = peek(4) + 5;
  bit += 4;
  if (accuracyLog > maximalAccuracyLog) throw new DecodeError(`a zstd table of accuracy ${accuracyLog}`);

  const probabilities: number[] = [];
  let left = 1 << accuracyLog;
  while (left > 0) {
    if (probabilities.length > maximalSymbol || bit > end * 8)
      throw new DecodeError('a zstd table that does not add up');
    const bitCount = highestBit(left + 1) + 1;
    const half = 1 << (bitCount - 1);
    // Fewer values are possible than the bits could hold: the lowest ones do with one bit less.
    const shorter = 2 * half - 2 - left;
    let value = peek(bitCount);
    if ((value & (half - 1)) < shorter) {
      value &= half - 1;
      bit += bitCount - 1;
    } else {
      if (value >= half) value -= shorter;
      bit += bitCount;
    }
    const probability = value - 1;
    probabilities.push(probability);
    left -= Math.abs(probability);
    // Behind a zero stands how many more follow, two bits at a time.
    for (let zeros = probability === 0 ? 3 : 0; zeros === 3; ) {
      zeros = peek(2);
      bit += 2;
      for (let count = 0; count < zeros; count++) probabilities.push(0);
      if (probabilities.length > maximalSymbol + 1) throw new DecodeError('a zstd table of too many symbols');
    }
  }
  const position = (bit + 7) >>> 3;
  if (left < 0 || position > end || probabilities.length > maximalSymbol + 1)
    throw new DecodeError('a zstd table that does not add up');
  return { table: stateTable(probabilities, accuracyLog), position };
}

/** The place of the highest bit that is set, of a number above 0. */
export function highestBit(value: number): number {
  return 31 - Math.clz32(value);
}
