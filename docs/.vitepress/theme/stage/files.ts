import { isInternal, type Told } from './told.ts';

/** A partition's files on one broker, as far as events tell of them: what its indexes hold they do not tell. */
export interface LogFiles {
  readonly broker: string;
  readonly partition: string;
  readonly startOffset: number;
  readonly endOffset: number;
  /** Below it every record is safe from a loss of power. */
  readonly flushedOffset: number;
  /** Oldest first; the last one is written to. */
  readonly segments: readonly SegmentFiles[];
}

/** A segment, named by the offset of its first record. */
export interface SegmentFiles {
  readonly baseOffset: number;
  /** Of its `.log`. */
  readonly sizeBytes: number;
  /** In the order of the file, which they fill. What was compacted is one piece: which of its batches are left is not told. */
  readonly pieces: readonly Piece[];
}

/** A batch, or what a compaction left of several. */
export interface Piece {
  readonly baseOffset: number;
  readonly lastOffset: number;
  /** Where it begins in its file. */
  readonly position: number;
  readonly sizeBytes: number;
  readonly isCompacted: boolean;
}

const newLog: Omit<LogFiles, 'broker' | 'partition'> = {
  startOffset: 0,
  endOffset: 0,
  flushedOffset: 0,
  segments: [],
};

/** The next files. What an event does not touch is the same object as before. */
export function filesAfter(logs: readonly LogFiles[], event: Told): readonly LogFiles[] {
  if (!('partition' in event) || typeof event.partition !== 'string' || isInternal(event.partition)) return logs;
  const { node: broker, partition } = event;
  const known = logs.find((log) => log.broker === broker && log.partition === partition);
  if (event.name === 'log removed') return known === undefined ? logs : logs.filter((log) => log !== known);
  const next = logAfter(known ?? { ...newLog, broker, partition }, event);
  if (next === undefined || next === known) return logs;
  return known === undefined ? [...logs, next] : logs.map((log) => (log === known ? next : log));
}

/** Undefined where the event says nothing about files. */
function logAfter(log: LogFiles, event: Told): LogFiles | undefined {
  switch (event.name) {
    case 'log opened':
      return beginning(endingAt(log, event.logEndOffset), event.logStartOffset);
    case 'recovered':
      return endingAt(log, event.logEndOffset);
    case 'truncated':
      return endingAt(log, event.offset);
    case 'appended':
      return withBatch(log, event);
    case 'segment rolled':
      return { ...log, segments: [...log.segments, emptySegment(event.baseOffset)] };
    case 'segment deleted':
      return { ...log, segments: log.segments.filter(({ baseOffset }) => baseOffset !== event.baseOffset) };
    case 'segments compacted':
      return { ...log, segments: compacted(log.segments, event) };
    case 'flushed':
      return { ...log, flushedOffset: Math.max(log.flushedOffset, event.offset) };
    case 'records deleted':
      return { ...log, startOffset: event.logStartOffset };
    default:
      return undefined;
  }
}

function emptySegment(baseOffset: number): SegmentFiles {
  return { baseOffset, sizeBytes: 0, pieces: [] };
}

/** A log that is opened has a segment, were it empty. */
function beginning(log: LogFiles, startOffset: number): LogFiles {
  const segments = log.segments.length > 0 ? log.segments : [emptySegment(startOffset)];
  return { ...log, startOffset, endOffset: Math.max(startOffset, log.endOffset), segments };
}

function withBatch(
  log: LogFiles,
  { baseOffset, lastOffset, sizeBytes }: Extract<Told, { name: 'appended' }>,
): LogFiles {
  const segments = log.segments.length > 0 ? log.segments : [emptySegment(baseOffset)];
  const active = segments.at(-1)!;
  const batch: Piece = { baseOffset, lastOffset, position: active.sizeBytes, sizeBytes, isCompacted: false };
  const grown = { ...active, sizeBytes: active.sizeBytes + sizeBytes, pieces: [...active.pieces, batch] };
  return { ...log, endOffset: lastOffset + 1, segments: [...segments.slice(0, -1), grown] };
}

/** The log with nothing at and behind an offset; its first segment stays, were it empty. */
function endingAt(log: LogFiles, endOffset: number): LogFiles {
  if (endOffset >= log.endOffset) return { ...log, endOffset };
  const kept = log.segments.filter(({ baseOffset }, index) => index === 0 || baseOffset < endOffset);
  return {
    ...log,
    endOffset,
    flushedOffset: Math.min(log.flushedOffset, endOffset),
    segments: kept.map((segment) => cutAt(segment, endOffset)),
  };
}

function cutAt(segment: SegmentFiles, endOffset: number): SegmentFiles {
  const pieces = segment.pieces.filter(({ baseOffset }) => baseOffset < endOffset);
  if (pieces.length === segment.pieces.length) return segment;
  return { ...segment, sizeBytes: endOf(pieces), pieces };
}

function endOf(pieces: readonly Piece[]): number {
  const last = pieces.at(-1);
  return last === undefined ? 0 : last.position + last.sizeBytes;
}

/** Several segments become the one that has the first one's name. */
function compacted(
  segments: readonly SegmentFiles[],
  { baseOffset, endOffset, bytesAfter }: Extract<Told, { name: 'segments compacted' }>,
): readonly SegmentFiles[] {
  const piece = { baseOffset, lastOffset: endOffset - 1, position: 0, sizeBytes: bytesAfter, isCompacted: true };
  const after: SegmentFiles = { baseOffset, sizeBytes: bytesAfter, pieces: bytesAfter === 0 ? [] : [piece] };
  const isOld = (segment: SegmentFiles) => segment.baseOffset >= baseOffset && segment.baseOffset < endOffset;
  return [
    ...segments.filter((segment) => segment.baseOffset < baseOffset),
    after,
    ...segments.filter((segment) => segment.baseOffset >= baseOffset && !isOld(segment)),
  ];
}

/** How many of a segment's bytes, from its start, are safe from a loss of power. */
export function flushedBytes({ pieces }: SegmentFiles, flushedOffset: number): number {
  return endOf(pieces.filter(({ lastOffset }) => lastOffset < flushedOffset));
}

/**
 * The files after any number of a run's events. Going on folds only what is new, and going back begins at the last state kept
 * before: one every so many events.
 */
export class FilesFilm {
  readonly #events: readonly Told[];
  readonly #kept: (readonly LogFiles[])[] = [[]];

  constructor(events: readonly Told[]) {
    this.#events = events;
  }

  after(events: number): readonly LogFiles[] {
    while (this.#kept.length <= Math.floor(events / keptEvery)) {
      const from = (this.#kept.length - 1) * keptEvery;
      this.#kept.push(this.#folded(this.#kept.at(-1)!, from, from + keptEvery));
    }
    const kept = Math.floor(events / keptEvery);
    return this.#folded(this.#kept[kept]!, kept * keptEvery, events);
  }

  #folded(logs: readonly LogFiles[], from: number, to: number): readonly LogFiles[] {
    return this.#events.slice(from, to).reduce(filesAfter, logs);
  }
}

const keptEvery = 128;
