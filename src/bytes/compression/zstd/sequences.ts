import { DecodeError } from '../../reader.ts';
import type { BoundedOutput } from '../bounded-output.ts';
import { BackwardBits } from './backward-bits.ts';
import { maximalBlockBytes } from './block-size.ts';
import { readStateTable, singleSymbolTable, type StateTable, stateTable } from './finite-state.ts';

/** A field of a sequence: how its codes stand for numbers, and which table it has unless a block brings its own. */
interface Field {
  readonly maximalAccuracyLog: number;
  readonly baselines: readonly number[];
  readonly bitCounts: readonly number[];
  readonly predefined: StateTable;
}

/** What later blocks of a frame may refer to. */
export interface SequenceState {
  literalsTable?: StateTable;
  offsetsTable?: StateTable;
  matchesTable?: StateTable;
  /** The last three distances, the latest first. */
  readonly distances: [number, number, number];
}

export function newSequenceState(): SequenceState {
  return { distances: [1, 4, 8] };
}

const literalLengths = field(
  9,
  0,
  [...zeros(16), 1, 1, 1, 1, 2, 2, 3, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16],
  6,
  '4 3 2 2 2 2 2 2 2 2 2 2 2 1 1 1 2 2 2 2 2 2 2 2 2 3 2 1 1 1 1 1 -1 -1 -1 -1',
);

const matchLengths = field(
  9,
  3,
  [...zeros(32), 1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16],
  6,
  `1 4 3 2 2 2 2 2 2 ${'1 '.repeat(37)}-1 -1 -1 -1 -1 -1 -1`,
);

const offsets = field(
  8,
  1,
  Array.from({ length: 32 }, (_, code) => code),
  5,
  `1 1 1 1 1 1 2 2 2 ${'1 '.repeat(15)}-1 -1 -1 -1 -1`,
);

/**
 * Reads the sequences section of a block, and does what each says: some literals, then a repeat of what came before (RFC 8878,
 * 3.1.1.3.2). What literals are left then come last.
 */
export function decodeSequences(
  block: Uint8Array,
  start: number,
  literals: Uint8Array,
  state: SequenceState,
  output: BoundedOutput,
  frameStart: number,
): void {
  const { count, position } = readCount(block, start);
  const blockStart = output.lengthBytes;
  let literal = 0;
  if (count > 0) {
    const bits = readTables(block, position, state);
    literal = runSequences(count, bits, literals, state, output, frameStart);
    if (bits.left !== 0) throw new DecodeError('a zstd block has bits behind its last sequence');
  } else if (position !== block.length) throw new DecodeError('a zstd block goes on behind its literals');
  output.append(literals, literal, literals.length);
  if (output.lengthBytes - blockStart > maximalBlockBytes) throw new DecodeError('a zstd block holds too much');
}

/** @returns how many literals were used */
function runSequences(
  count: number,
  bits: BackwardBits,
  literals: Uint8Array,
  state: SequenceState,
  output: BoundedOutput,
  frameStart: number,
): number {
  const { literalsTable, offsetsTable, matchesTable } = state as Required<SequenceState>;
  const mostBytes = output.lengthBytes + maximalBlockBytes;
  let literal = 0;
  let literalState = bits.read(literalsTable.accuracyLog);
  let offsetState = bits.read(offsetsTable.accuracyLog);
  let matchState = bits.read(matchesTable.accuracyLog);
  for (let index = 0; index < count; index++) {
    const offsetCode = offsetsTable.symbols[offsetState]!;
    const offset = offsets.baselines[offsetCode]! + bits.readLong(offsets.bitCounts[offsetCode]!);
    const matchCode = matchesTable.symbols[matchState]!;
    const matchBytes = matchLengths.baselines[matchCode]! + bits.read(matchLengths.bitCounts[matchCode]!);
    const literalCode = literalsTable.symbols[literalState]!;
    const literalBytes = literalLengths.baselines[literalCode]! + bits.read(literalLengths.bitCounts[literalCode]!);
    if (literalBytes > literals.length - literal)
      throw new DecodeError('a zstd sequence wants more literals than there are');
    if (output.lengthBytes + literalBytes + matchBytes > mostBytes)
      throw new DecodeError('a zstd block holds too much');

    output.append(literals, literal, literal + literalBytes);
    literal += literalBytes;
    const distance = nextDistance(state.distances, offset, literalBytes);
    if (distance > output.lengthBytes - frameStart) throw new DecodeError('a zstd match starts before its frame');
    output.repeat(distance, matchBytes);
    if (index === count - 1) break;
    literalState = literalsTable.baselines[literalState]! + bits.read(literalsTable.bitCounts[literalState]!);
    matchState = matchesTable.baselines[matchState]! + bits.read(matchesTable.bitCounts[matchState]!);
    offsetState = offsetsTable.baselines[offsetState]! + bits.read(offsetsTable.bitCounts[offsetState]!);
  }
  return literal;
}

/**
 * The distance that an offset means: 1 to 3 are the last three, one further on where no literals came between, and the last
 * of those is the latest less one. All others are three too large. What was used goes to the front.
 */
function nextDistance(distances: [number, number, number], offset: number, literalBytes: number): number {
  const latest = distances[0];
  const place = offset > 3 ? 3 : offset - (literalBytes > 0 ? 1 : 0);
  if (place === 0) return latest;
  const distance = offset > 3 ? offset - 3 : place === 3 ? latest - 1 : distances[place]!;
  if (place > 1) distances[2] = distances[1];
  distances[1] = latest;
  distances[0] = distance;
  return distance;
}

function readCount(block: Uint8Array, start: number): { count: number; position: number } {
  const [first = -1, second = -1, third = -1] = block.subarray(start, start + 3);
  const sizeBytes = first < 128 ? 1 : first < 255 ? 2 : 3;
  if (first < 0 || start + sizeBytes > block.length) throw new DecodeError('a zstd block ends before its sequences');
  const count =
    sizeBytes === 1 ? first : sizeBytes === 2 ? (first - 128) * 256 + second : second + third * 256 + 0x7f00;
  return { count, position: start + sizeBytes };
}

/** Reads the three tables, or takes those that are named, and returns the bits behind them. */
function readTables(block: Uint8Array, start: number, state: SequenceState): BackwardBits {
  const modes = block[start];
  if (modes === undefined || (modes & 3) !== 0) throw new DecodeError('a zstd block with unknown sequence modes');
  let position = start + 1;
  const read = (
    mode: number,
    { predefined, maximalAccuracyLog, baselines }: Field,
    earlier: StateTable | undefined,
  ) => {
    if (mode === 0) return predefined;
    if (mode === 3) {
      if (earlier === undefined) throw new DecodeError('a zstd block refers to a table before the first');
      return earlier;
    }
    if (mode === 1) {
      const symbol = block[position++] ?? baselines.length;
      if (symbol >= baselines.length) throw new DecodeError(`a zstd sequence code ${symbol} that does not exist`);
      return singleSymbolTable(symbol);
    }
    const described = readStateTable(block, position, block.length, maximalAccuracyLog, baselines.length - 1);
    position = described.position;
    return described.table;
  };
  state.literalsTable = read(modes >>> 6, literalLengths, state.literalsTable);
  state.offsetsTable = read((modes >>> 4) & 3, offsets, state.offsetsTable);
  state.matchesTable = read((modes >>> 2) & 3, matchLengths, state.matchesTable);
  return new BackwardBits(block, position, block.length);
}

/** @param first what code 0 means; each further code begins where the numbers of the one before end */
function field(
  maximalAccuracyLog: number,
  first: number,
  bitCounts: readonly number[],
  accuracyLog: number,
  probabilities: string,
): Field {
  let next = first;
  const baselines = bitCounts.map((bitCount) => {
    const baseline = next;
    next += 1 << bitCount;
    return baseline;
  });
  return {
    maximalAccuracyLog,
    baselines,
    bitCounts,
    predefined: stateTable(probabilities.split(' ').map(Number), accuracyLog),
  };
}

function zeros(count: number): number[] {
  return Array.from({ length: count }, () => 0);
}
