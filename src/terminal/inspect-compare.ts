import { dataFolder } from '../cluster/simulated-broker.ts';
import { sheetWords, type Sheets } from '../narration/sheet-words.ts';
import { parseSegmentFile, type SegmentFileKind } from '../storage/file-names.ts';
import { type Compared, compareParts, type Part } from './compare-parts.ts';
import { type FileContents, partsOf, wrongChecksums } from './file-parts.ts';
import { bareSheet, type Sheet } from './inspect-sheet.ts';
import type { Run } from './run.ts';

/** What a file is compared with: a file of the same run or of the other one that is shown, at the same instant or another. */
export interface Counterpart {
  readonly file: string;
  readonly broker: string;
  /** As it was just before this event of the run; what led to it at that very instant does not count. */
  readonly before?: number;
  readonly atUs?: number;
  /** In which of the runs that are shown, by its place; left out, in the same. */
  readonly run?: number;
}

/** Something to choose. */
export interface Companion {
  readonly is: 'earlier' | 'another file';
  readonly label: string;
  /** Of an earlier state, the instant before which it was so. */
  readonly atUs?: number;
  readonly with: Counterpart;
}

/** Two files beside each other: plain data of bounded size, so that it can cross to a page. */
export interface Comparison {
  /** In a sentence or more: up to where they are the same, and what is first different. */
  readonly says: string;
  readonly one: SideSeen;
  readonly other: SideSeen;
  readonly stretches: readonly Stretch[];
  /** So many stretches are not among them. */
  readonly hidden: number;
}

export interface SideSeen {
  /** File, broker and instant. */
  readonly name: string;
  /** How long it is, and what of it a loss of power would leave. */
  readonly says: string;
  /** Nothing behind it is flushed for certain. */
  readonly flushedBytes: number;
}

/** Neighbours that are equally alike, folded; of what is different, one field. */
export interface Stretch {
  readonly is: Compared['is'];
  /** What it is: `batch at offset 0`, `5 fields, from …`. */
  readonly name: string;
  /** What it is a part of; empty where that is the file. */
  readonly within: string;
  readonly one: Piece | undefined;
  readonly other: Piece | undefined;
}

export interface Piece {
  readonly position: number;
  readonly sizeBytes: number;
  /** Of a field that is different, those around the first byte that is. */
  readonly bytes: readonly number[];
  /** Which of its bytes is the first of these. */
  readonly from: number;
  /** Empty where there is no one value, or none that can be read. */
  readonly value: string;
}

/** A file of a run, at the instant at which that run stands. */
export interface FileAt {
  readonly run: Run;
  readonly file: string;
  readonly broker: string;
  /** Its instant, in words. */
  readonly when: string;
}

const mostStretches = 300;
const mostOfPiece = 32;
const mostOfText = 120;

interface Read extends FileAt, FileContents {
  readonly flushedBytes: number;
  readonly unflushedBytes: number;
}

/** What a process on each broker would read of the two files, byte by byte. */
export function comparisonSheet(one: FileAt, other: FileAt): Sheet {
  const words = sheetWords(one.run.language).compare;
  const isItself = one.file === other.file && one.broker === other.broker;
  const title = isItself ? words.titleOf(fileName(one.file)) : words.title;
  const [left, right] = [readFile(one, words), readFile(other, words)];
  if (typeof left === 'string') return bareSheet(title, left);
  if (typeof right === 'string') return bareSheet(title, right);
  const [parts, otherParts] = [partsOf(left, right), partsOf(right, left)];
  const compared = compareParts(parts, otherParts);
  const stretches = folded(compared, words);
  const comparison: Comparison = {
    says: summaryOf(compared, stretches, knownOf(left, parts), knownOf(right, otherParts), words),
    one: sideOf(left, isItself, words),
    other: sideOf(right, isItself, words),
    stretches: stretches.slice(0, mostStretches),
    hidden: Math.max(0, stretches.length - mostStretches),
  };
  return { ...bareSheet(title, comparison.says), comparison };
}

type Words = Sheets['compare'];

/** Or why there is nothing to read, in a sentence. */
function readFile(at: FileAt, words: Words): Read | string {
  const { run, file, broker, when } = at;
  const path = `${dataFolder}/${file}`;
  const platter = run.cluster.brokers.find(({ name }) => name === broker)?.node.platter;
  const segment = parseSegmentFile(fileName(file));
  if (platter?.tree.find(path) === undefined || segment === undefined) return words.isGone(file, broker, when);
  const { flushedBytes, unflushedBytes } = platter.tree.file(path);
  const kind: SegmentFileKind = segment.kind;
  return { ...at, kind, baseOffset: segment.offset, bytes: platter.read(path), flushedBytes, unflushedBytes };
}

function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** @param isItself the two are one file, whose name stands above them */
function sideOf(
  { file, broker, when, bytes, flushedBytes, unflushedBytes }: Read,
  isItself: boolean,
  words: Words,
): SideSeen {
  const { length } = bytes;
  const says = unflushedBytes === 0 ? words.allFlushed(length) : words.notFlushed(length, unflushedBytes, flushedBytes);
  const name = isItself ? when : words.side(file, broker, when);
  return { name, says, flushedBytes: unflushedBytes === 0 ? length : flushedBytes };
}

/** Neighbours within the same that are equally alike become one stretch; what is different stands for itself. */
function folded(compared: readonly Compared[], words: Words): readonly Stretch[] {
  const runs: Compared[][] = [];
  for (const each of compared) {
    const last = runs.at(-1)?.at(-1);
    const joins = last !== undefined && each.is !== 'different' && last.is === each.is && isBeside(last, each);
    if (joins) runs.at(-1)!.push(each);
    else runs.push([each]);
  }
  return runs.map((run) => stretchOf(run, words));
}

function isBeside(one: Compared, other: Compared): boolean {
  const [before, after] = [partOf(one), partOf(other)];
  const areAlike = isWhole(before) === isWhole(after);
  return areAlike && one.within.join('\n') === other.within.join('\n');
}

/** Batches, records and entries are told apart from fields. */
function isWhole({ parts }: Part): boolean {
  return parts.length > 0;
}

function partOf(each: Compared): Part {
  return each.is === 'only in the other' ? each.other : each.one;
}

function stretchOf(run: readonly Compared[], words: Words): Stretch {
  const first = run[0]!;
  const name = words.run(partOf(first).kind, run.length, partOf(first).name, partOf(run.at(-1)!).name);
  const piece = (side: 'one' | 'other') => {
    const parts = run.flatMap((each): Part[] => (side in each ? [(each as Record<typeof side, Part>)[side]] : []));
    return pieceOf(parts, first.is === 'different' ? firstByte(first) - first.one.position : undefined);
  };
  return { is: first.is, name, within: first.within.join(', '), one: piece('one'), other: piece('other') };
}

/** @param differs where a field's first different byte is in it; undefined where none is to be shown */
function pieceOf(parts: readonly Part[], differs: number | undefined): Piece | undefined {
  const [first] = parts;
  if (first === undefined) return undefined;
  const from = Math.max(0, Math.floor(((differs ?? 0) - mostOfPiece / 2) / 8) * 8);
  return {
    position: first.position,
    sizeBytes: parts.reduce((sum, { bytes }) => sum + bytes.length, 0),
    bytes: differs === undefined ? [] : [...first.bytes.subarray(from, from + mostOfPiece)],
    from,
    value: parts.length === 1 ? cut(valueOf(first), from) : '',
  };
}

/** A record's is what was sent. */
function valueOf({ value, parts }: Part): string {
  return value === '' ? (parts.find(({ name }) => name === 'value')?.value ?? '') : value;
}

function cut(value: string, from: number): string {
  if (value.length <= mostOfText) return value;
  const end = from + mostOfText;
  return `${from > 0 ? '… ' : ''}${value.slice(from, end)}${end < value.length ? ' …' : ''}`;
}

interface Known {
  readonly sizeBytes: number;
  /** The batches whose checksum is. */
  readonly wrong: readonly string[];
}

function knownOf({ bytes }: Read, parts: readonly Part[]): Known {
  return { sizeBytes: bytes.length, wrong: wrongChecksums(parts) };
}

function summaryOf(
  compared: readonly Compared[],
  stretches: readonly Stretch[],
  left: Known,
  right: Known,
  words: Words,
): string {
  const index = compared.findIndex(({ is }) => is !== 'same');
  const first = compared[index];
  if (first === undefined) return words.allTheSame(left.sizeBytes);
  const beside = stretches.find(({ is }) => is !== 'same')!;
  const at = firstByte(first);
  const surplus = right.sizeBytes - left.sizeBytes;
  const size =
    surplus === 0 ? words.asLong(left.sizeBytes) : surplus < 0 ? words.shorter(-surplus) : words.longer(surplus);
  const count = (wanted: (is: Compared['is']) => boolean) => stretches.filter(({ is }) => wanted(is)).length;
  const different = count((is) => is === 'different');
  const onlyInOne = count((is) => is.startsWith('only'));
  const inAll = different + onlyInOne > 1 ? [words.count(different, onlyInOne)] : [];
  const says = firstSays(first, beside, at, compared.slice(index + 1), words);
  const checksums = words.checksums(left.wrong, right.wrong);
  return [words.sameUpTo(at), says, ...inAll, ...checksums, size].join(' ');
}

/** Where the first byte is that the other file does not have in its place. */
function firstByte(first: Compared): number {
  if (first.is !== 'different') return partOf(first).position;
  const { one, other } = first;
  const inside = one.bytes.findIndex((byte, index) => byte !== other.bytes[index]);
  return one.position + (inside < 0 ? one.bytes.length : inside);
}

function firstSays(first: Compared, stretch: Stretch, at: number, behind: readonly Compared[], words: Words): string {
  if (first.is === 'different') {
    const { one, other, within } = first;
    return words.says(
      at,
      within.at(-1) ?? '',
      one.name,
      saysOf(one, at - one.position),
      saysOf(other, at - one.position),
    );
  }
  const side = first.is === 'only in one' ? 'first' : 'second';
  const { sizeBytes } = (stretch.one ?? stretch.other)!;
  const isLast = behind.every(({ is }) => is === first.is);
  return (isLast ? words.goesOn : words.hasMore)(side, sizeBytes, stretch.name);
}

/** What bytes say, or else themselves. */
function saysOf(part: Part, differs: number): string {
  const { value, bytes, from } = pieceOf([part], differs)!;
  if (value !== '') return part.name === 'key' || part.name === 'value' ? `"${value}"` : value;
  const shown = bytes.map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
  return shown === '' ? '–' : `${from > 0 ? '… ' : ''}${shown}`;
}
