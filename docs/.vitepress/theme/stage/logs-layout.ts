import { cellHeight, cellsOf, type Strip } from './layout.ts';
import type { LogPicture } from './logs.ts';

/** Where the logs stand in the view that shows nothing else, in pixels: each replica's log a row, partition by partition. */
export interface LogsLayout {
  readonly width: number;
  readonly height: number;
  readonly rows: readonly LogRow[];
}

export interface LogRow {
  readonly strip: Strip;
  /** Above the first replica of a partition, where its name stands; undefined above the others. */
  readonly titleY: number | undefined;
  readonly segments: readonly SegmentPlace[];
  readonly marks: readonly MarkPlace[];
  readonly epochs: readonly EpochPlace[];
}

/** A segment, as far as it is shown. */
export interface SegmentPlace {
  readonly baseOffset: number;
  readonly x: number;
  readonly width: number;
}

export type LogMark = 'start' | 'flushed' | 'lastStable' | 'highWatermark' | 'end';

/** Marks that stand at one place, with one line of text. */
export interface MarkPlace {
  readonly offset: number;
  readonly marks: readonly LogMark[];
  readonly x: number;
  /** How many lines of text lie between it and the strip. */
  readonly level: number;
  readonly anchor: 'start' | 'end';
}

export interface EpochPlace {
  readonly epoch: number;
  readonly x: number;
}

const margin = 4;
const titleHeight = 26;
/** The broker's name and the files' names above a strip. */
const aboveStrip = 38;
export const markHeight = 16;
const belowMarks = 18;
/** Width of one letter of a mark. */
const letter = 6.6;
/** So many letters a mark's text has, at most: what is too near to another one stands lower. */
const longestMark = 34;

export function arrangeLogs(
  logs: readonly LogPicture[],
  width: number,
  { leastCell = 34 }: { readonly leastCell?: number },
): LogsLayout {
  const sorted = [...logs].sort(
    (one, other) => compare(one.partition, other.partition) || compare(one.broker, other.broker),
  );
  const rows: LogRow[] = [];
  let y = margin;
  for (const [index, log] of sorted.entries()) {
    const isFirst = sorted[index - 1]?.partition !== log.partition;
    const titleY = isFirst ? y + 16 : undefined;
    if (isFirst) y += titleHeight;
    const strip: Strip = { log, x: margin, y: y + aboveStrip, width: width - 2 * margin, leastCell };
    const marks = marksOf(strip);
    const lines = Math.max(...marks.map(({ level }) => level)) + 1;
    rows.push({ strip, titleY, segments: segmentsOf(strip), marks, epochs: epochsOf(strip) });
    y += aboveStrip + cellHeight + lines * markHeight + belowMarks;
  }
  return { width, height: y, rows };
}

function compare(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1;
}

/** Where a record of that offset stands, or would: in front of the first cell that is not before it. */
function xOf(offset: number, { log, ...strip }: Strip): number {
  const { first, places, free } = cellsOf({ log, ...strip });
  const index = log.cells.slice(first).findIndex((cell) => cell.offset >= offset);
  return index < 0 ? free.x : places[index]!.x;
}

function segmentsOf(strip: Strip): readonly SegmentPlace[] {
  const { log } = strip;
  const { first, free } = cellsOf(strip);
  const firstShown = log.cells[first]?.offset ?? log.endOffset;
  const bases = [log.startOffset, ...log.segments];
  const shown = bases.filter((_, index) => (bases[index + 1] ?? Infinity) > firstShown);
  return shown.map((baseOffset, index) => {
    const next = shown[index + 1];
    const x = xOf(baseOffset, strip);
    // The free place belongs to the segment that is written to.
    return { baseOffset, x, width: (next === undefined ? free.x + free.width : xOf(next, strip)) - x };
  });
}

function marksOf(strip: Strip): readonly MarkPlace[] {
  const { startOffset, flushedOffset, highWatermark, endOffset } = strip.log;
  const all: readonly (readonly [LogMark, number])[] = [
    ['start', startOffset],
    ...(flushedOffset > startOffset ? [['flushed', flushedOffset] as const] : []),
    ['highWatermark', highWatermark],
    ['end', endOffset],
  ];
  const places: MarkPlace[] = [];
  for (const offset of new Set(all.map(([, at]) => at))) {
    const marks = all.filter(([, at]) => at === offset).map(([mark]) => mark);
    const x = xOf(offset, strip);
    const anchor = x > strip.width / 2 ? 'end' : 'start';
    const near = places.filter((other) => overlap(other, { x, anchor }));
    places.push({
      offset,
      marks,
      x,
      anchor,
      level: near.length === 0 ? 0 : Math.max(...near.map(({ level }) => level)) + 1,
    });
  }
  return places;
}

type TextPlace = Pick<MarkPlace, 'x' | 'anchor'>;

function overlap(one: TextPlace, other: TextPlace): boolean {
  const [first, second] = [extentOf(one), extentOf(other)];
  return first.from < second.to && second.from < first.to;
}

function extentOf({ x, anchor }: TextPlace): { readonly from: number; readonly to: number } {
  const width = longestMark * letter;
  return anchor === 'start' ? { from: x, to: x + width } : { from: x - width, to: x };
}

/** Where one epoch follows another; a log of one epoch has nothing to tell. */
function epochsOf(strip: Strip): readonly EpochPlace[] {
  const { epochs } = strip.log;
  if (epochs.length < 2) return [];
  return epochs.map(({ epoch, offset }) => ({ epoch, x: xOf(offset, strip) }));
}
