import type { RecordPreview } from '../../../../src/storage/events.ts';
import { isInternal, type Told } from './told.ts';

/** One partition's log on one broker, as a strip of cells. */
export interface LogPicture {
  readonly broker: string;
  readonly partition: string;
  readonly startOffset: number;
  /** The offset that the next record gets. */
  readonly endOffset: number;
  /** Below it every record may be read. A replica that is alone is in sync with itself, so all that it has may be. */
  readonly highWatermark: number;
  /** Below it every record is safe from a loss of power. */
  readonly flushedOffset: number;
  /** Where the records of a leader epoch begin. */
  readonly epochs: readonly EpochStart[];
  /** The last of the records, by offset; older ones are only counted. */
  readonly cells: readonly Cell[];
  /** Where segments begin, the first one's start left out. */
  readonly segments: readonly number[];
}

export interface Cell extends RecordPreview {
  /** How often the producer sent it again, and was told that it is already there. */
  readonly recognised: number;
}

export interface EpochStart {
  readonly epoch: number;
  readonly offset: number;
}

/** More cells than any screen has room for. */
const mostCells = 100;

export const emptyLog: LogPicture = {
  broker: '',
  partition: '',
  startOffset: 0,
  endOffset: 0,
  highWatermark: 0,
  flushedOffset: 0,
  epochs: [],
  cells: [],
  segments: [],
};

export function applyToLogs(logs: readonly LogPicture[], event: Told): readonly LogPicture[] {
  if (!('partition' in event) || typeof event.partition !== 'string' || isInternal(event.partition)) return logs;
  if (event.name === 'log removed') {
    return logs.filter(({ broker, partition }) => broker !== event.node || partition !== event.partition);
  }
  const known = logs.find(({ broker, partition }) => broker === event.node && partition === event.partition);
  const next = logAfter(known ?? { ...emptyLog, broker: event.node, partition: event.partition }, event);
  if (next === undefined || next === known) return logs;
  return known === undefined ? withLog(logs, next) : logs.map((log) => (log === known ? next : log));
}

/** A topic's partitions stand in the order of their numbers, whichever of them was made first. */
function withLog(logs: readonly LogPicture[], log: LogPicture): readonly LogPicture[] {
  const { topic, number } = partsOf(log);
  const next = logs.findIndex((other) => {
    const parts = partsOf(other);
    return other.broker === log.broker && parts.topic === topic && parts.number > number;
  });
  return next < 0 ? [...logs, log] : logs.toSpliced(next, 0, log);
}

/** `payments-12` */
function partsOf({ partition }: LogPicture): { readonly topic: string; readonly number: number } {
  const dash = partition.lastIndexOf('-');
  return { topic: partition.slice(0, dash), number: Number(partition.slice(dash + 1)) };
}

/** Undefined where the event says nothing about a log. */
function logAfter(log: LogPicture, event: Told): LogPicture | undefined {
  switch (event.name) {
    case 'log opened':
      return reaching(log, event.logStartOffset, event.logEndOffset);
    case 'appended': {
      const added = event.records.map((record) => ({ ...record, recognised: 0 }));
      const endOffset = event.lastOffset + 1;
      const cells = [...log.cells, ...added].slice(-mostCells);
      return { ...log, endOffset, highWatermark: endOffset, epochs: epochsAfter(log.epochs, event), cells };
    }
    case 'duplicate recognised':
      return { ...log, cells: log.cells.map((cell) => recognise(cell, event.baseOffset)) };
    case 'segment rolled':
      return { ...log, segments: [...log.segments, event.baseOffset] };
    case 'flushed':
      return { ...log, flushedOffset: Math.max(log.flushedOffset, event.offset) };
    case 'truncated':
      return reaching(log, log.startOffset, event.offset);
    case 'segments compacted': {
      const { baseOffset, endOffset, removed } = event;
      const isGone = (offset: number) => removed.some(([first, last]) => offset >= first && offset <= last);
      const cells = log.cells.filter(({ offset }) => !isGone(offset));
      return { ...log, cells, segments: log.segments.filter((offset) => offset <= baseOffset || offset >= endOffset) };
    }
    case 'records deleted':
      return reaching(log, event.logStartOffset, log.endOffset);
    default:
      return undefined;
  }
}

function epochsAfter(
  epochs: readonly EpochStart[],
  { leaderEpoch, baseOffset }: { readonly leaderEpoch: number; readonly baseOffset: number },
): readonly EpochStart[] {
  return epochs.at(-1)?.epoch === leaderEpoch ? epochs : [...epochs, { epoch: leaderEpoch, offset: baseOffset }];
}

function recognise(cell: Cell, offset: number): Cell {
  return cell.offset === offset ? { ...cell, recognised: cell.recognised + 1 } : cell;
}

/** The log with nothing outside the two offsets. */
function reaching(log: LogPicture, startOffset: number, endOffset: number): LogPicture {
  return {
    ...log,
    startOffset,
    endOffset,
    highWatermark: endOffset,
    flushedOffset: Math.min(log.flushedOffset, endOffset),
    epochs: log.epochs.filter(({ offset }) => offset < endOffset),
    cells: log.cells.filter(({ offset }) => offset >= startOffset && offset < endOffset),
    segments: log.segments.filter((offset) => offset > startOffset && offset < endOffset),
  };
}
