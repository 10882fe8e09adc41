import type { IndexesSeen } from '../../../../src/terminal/inspect-files.ts';
import { flushedBytes, type LogFiles, type Piece, type SegmentFiles } from './files.ts';
import type { Place } from './things.ts';

/** Where the files stand in their view, in pixels: each log a block, its segments side by side as far as there is room. */
export interface FilesLayout {
  readonly width: number;
  readonly height: number;
  readonly rows: readonly FilesRow[];
}

export interface FilesRow {
  readonly log: LogFiles;
  readonly x: number;
  /** Of the line that names it. */
  readonly y: number;
  /** Older segments that are not drawn. */
  readonly hidden: number;
  readonly segments: readonly SegmentPlace[];
}

/** A segment's three files, one above the other: the `.log` lies between the two indexes that point into it. */
export interface SegmentPlace {
  readonly segment: SegmentFiles;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly isActive: boolean;
  readonly unflushedBytes: number;
  /** The `.log`: what there is of it, and how much of that is flushed. */
  readonly sizeWidth: number;
  readonly flushedWidth: number;
  /** What of it lies before the log start, and can no longer be read. */
  readonly goneWidth: number;
  readonly batches: readonly BatchPlace[];
  readonly index: EntriesPlace;
  readonly timeindex: EntriesPlace;
}

export interface BatchPlace {
  readonly baseOffset: number;
  readonly x: number;
  readonly width: number;
}

export interface EntriesPlace {
  /** Undefined until somebody has looked into the file. */
  readonly count: number | undefined;
  /** Those that there is room for, from the first to the last. */
  readonly entries: readonly EntryPlace[];
  /** Where they end. */
  readonly width: number;
}

/** An entry in its file, and the place in the `.log` to which it leads. */
export interface EntryPlace {
  readonly x: number;
  readonly toX: number;
}

const margin = 4;
const nameHeight = 26;
const leastSegment = 250;
const betweenSegments = 18;
const betweenRows = 14;
const mostSegments = 12;

/** Within a segment, from its top. */
export const fileRows = {
  name: 12,
  size: 28,
  timeindex: 40,
  log: 88,
  index: 146,
  indexHeight: 14,
  logHeight: 28,
  height: 176,
} as const;

const entryPitch = 6;
export const entryWidth = 4;
/** What stands beside the entries of an index. */
const besideEntries = 160;
/** Batches nearer to each other than this are drawn as one. */
const leastBatch = 3;

/**
 * @param seen what the indexes hold, as far as it is known
 * @param isSeenNow what was seen is of this very instant: then also what is flushed comes from there
 */
export function arrangeFiles(
  logs: readonly LogFiles[],
  seen: readonly IndexesSeen[],
  width: number,
  isSeenNow: boolean,
): FilesLayout {
  const sorted = [...logs].sort(
    (one, other) => compare(one.partition, other.partition) || compare(one.broker, other.broker),
  );
  const rows: FilesRow[] = [];
  let y = margin;
  for (const log of sorted) {
    const segments = log.segments.slice(-mostSegments);
    const hidden = log.segments.length - segments.length;
    const columns = Math.max(1, Math.min(segments.length, Math.floor(width / leastWidth(segments))));
    const slot = (width - 2 * margin + betweenSegments) / columns;
    const places = segments.map((segment, index): SegmentPlace => {
      const ofSegment = (each: IndexesSeen) =>
        each.broker === log.broker && each.partition === log.partition && each.baseOffset === segment.baseOffset;
      return placeSegment(segment, {
        log,
        seen: seen.find(ofSegment),
        isSeenNow,
        x: margin + (index % columns) * slot,
        y: y + nameHeight + Math.floor(index / columns) * fileRows.height,
        width: slot - betweenSegments,
        scaleBytes: scaleOf(segments),
      });
    });
    rows.push({ log, x: margin, y: y + 14, hidden, segments: places });
    y += nameHeight + Math.ceil(segments.length / columns) * fileRows.height + betweenRows;
  }
  return { width, height: y, rows };
}

/** `1,047,488 bytes, 1,037,416 not flushed` is not cut, nor does it run into the next segment; a character takes 6.6. */
function leastWidth(segments: readonly SegmentFiles[]): number {
  const characters = segments.map(({ sizeBytes }) => {
    const digits = String(sizeBytes).length;
    return 2 * (digits + Math.floor((digits - 1) / 3)) + ' bytes,  not flushed'.length;
  });
  return Math.max(leastSegment, Math.ceil(Math.max(...characters) * 6.6) + betweenSegments);
}

function compare(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1;
}

/** Bytes in a whole width: one scale for all segments of a log, and room to grow, so that it seldom changes. */
function scaleOf(segments: readonly SegmentFiles[]): number {
  const largest = Math.max(...segments.map(({ sizeBytes }) => sizeBytes));
  let scale = 256;
  while (scale < largest) scale *= 2;
  return scale;
}

interface Given {
  readonly log: LogFiles;
  readonly seen: IndexesSeen | undefined;
  readonly isSeenNow: boolean;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly scaleBytes: number;
}

function placeSegment(segment: SegmentFiles, { log, seen, isSeenNow, scaleBytes, ...place }: Given): SegmentPlace {
  const at = (position: number) => (position / scaleBytes) * place.width;
  const known = flushedBytes(segment, log.flushedOffset);
  const flushedNow = isSeenNow && seen !== undefined ? segment.sizeBytes - seen.unflushedBytes : 0;
  const flushed = Math.max(known, flushedNow);
  const gone = segment.pieces.filter(({ lastOffset }) => lastOffset < log.startOffset).at(-1);
  const room = Math.max(1, Math.floor((place.width - besideEntries) / entryPitch));
  return {
    segment,
    ...place,
    isActive: segment === log.segments.at(-1),
    unflushedBytes: segment.sizeBytes - flushed,
    sizeWidth: at(segment.sizeBytes),
    flushedWidth: at(flushed),
    goneWidth: gone === undefined ? 0 : at(gone.position + gone.sizeBytes),
    batches: batchesIn(segment.pieces, at),
    index: entriesIn(seen?.offsets.count, pointing(segment, seen?.offsets.seen ?? []), room, at),
    timeindex: entriesIn(seen?.times.count, timesPointing(segment, seen), room, at),
  };
}

function batchesIn(pieces: readonly Piece[], at: (position: number) => number): readonly BatchPlace[] {
  const batches: BatchPlace[] = [];
  for (const { baseOffset, position, sizeBytes } of pieces) {
    const x = at(position);
    const last = batches.at(-1);
    if (last !== undefined && x - last.x < leastBatch) batches.pop();
    const joins = last !== undefined && x - last.x < leastBatch ? last : { baseOffset, x };
    batches.push({ baseOffset: joins.baseOffset, x: joins.x, width: at(position + sizeBytes) - joins.x });
  }
  return batches;
}

/** Positions in the `.log`; entries that were seen later, or lie, lead beyond its end and are left out. */
function pointing({ sizeBytes }: SegmentFiles, seen: readonly { readonly position: number }[]): readonly number[] {
  return seen.map(({ position }) => position).filter((position) => position < sizeBytes);
}

/** A time leads to an offset, and that to the batch in which it is. */
function timesPointing({ pieces }: SegmentFiles, seen: IndexesSeen | undefined): readonly number[] {
  return (seen?.times.seen ?? []).flatMap(({ offset }) => {
    const piece = pieces.find((each) => each.baseOffset <= offset && offset <= each.lastOffset);
    return piece === undefined || piece.isCompacted ? [] : [piece.position];
  });
}

function entriesIn(
  count: number | undefined,
  positions: readonly number[],
  room: number,
  at: (position: number) => number,
): EntriesPlace {
  const shown = Math.min(positions.length, room);
  const entries = Array.from({ length: shown }, (_, index): EntryPlace => {
    const entry = shown < 2 ? 0 : Math.floor((index * (positions.length - 1)) / (shown - 1));
    return { x: index * entryPitch, toX: at(positions[entry]!) };
  });
  return { count, entries, width: shown * entryPitch };
}

export type FileKind = 'log' | 'index' | 'timeindex';

/** In the order in which they stand. */
export const fileKinds: readonly FileKind[] = ['timeindex', 'log', 'index'];

export function placeOf({ x, y, width }: SegmentPlace, kind: FileKind): Place {
  const height = kind === 'log' ? fileRows.logHeight : fileRows.indexHeight;
  return { x, y: y + fileRows[kind], width, height };
}
