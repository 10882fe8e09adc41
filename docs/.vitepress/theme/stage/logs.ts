import type { RecordPreview } from '../../../../src/storage/events.ts';
import { isInternal, type Told } from './told.ts';

/** One partition's log on one broker, as a strip of cells. */
export interface LogPicture {
  readonly broker: string;
  readonly partition: string;
  readonly startOffset: number;
  /** The offset that the next record gets. */
  readonly endOffset: number;
  /** The last of the records, by offset; older ones are only counted. */
  readonly cells: readonly Cell[];
  /** Where segments begin, the first one's start left out. */
  readonly segments: readonly number[];
}

export interface Cell extends RecordPreview {
  /** How often the producer sent it again, and was told that it is already there. */
  readonly recognised: number;
}

/** More cells than any screen has room for. */
const mostCells = 100;

export function applyToLogs(logs: readonly LogPicture[], event: Told): readonly LogPicture[] {
  if (!('partition' in event) || typeof event.partition !== 'string' || isInternal(event.partition)) return logs;
  if (event.name === 'log removed') {
    return logs.filter(({ broker, partition }) => broker !== event.node || partition !== event.partition);
  }
  const known = logs.find(({ broker, partition }) => broker === event.node && partition === event.partition);
  const next = logAfter(known ?? emptyLog(event.node, event.partition), event);
  if (next === undefined || next === known) return logs;
  return known === undefined ? [...logs, next] : logs.map((log) => (log === known ? next : log));
}

function emptyLog(broker: string, partition: string): LogPicture {
  return { broker, partition, startOffset: 0, endOffset: 0, cells: [], segments: [] };
}

/** Undefined where the event says nothing about a log. */
function logAfter(log: LogPicture, event: Told): LogPicture | undefined {
  switch (event.name) {
    case 'log opened':
      return reaching(log, event.logStartOffset, event.logEndOffset);
    case 'appended': {
      const added = event.records.map((record) => ({ ...record, recognised: 0 }));
      return { ...log, endOffset: event.lastOffset + 1, cells: [...log.cells, ...added].slice(-mostCells) };
    }
    case 'duplicate recognised':
      return { ...log, cells: log.cells.map((cell) => recognise(cell, event.baseOffset)) };
    case 'segment rolled':
      return { ...log, segments: [...log.segments, event.baseOffset] };
    case 'truncated':
      return reaching(log, log.startOffset, event.offset);
    case 'records deleted':
      return reaching(log, event.logStartOffset, log.endOffset);
    default:
      return undefined;
  }
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
    cells: log.cells.filter(({ offset }) => offset >= startOffset && offset < endOffset),
    segments: log.segments.filter((offset) => offset > startOffset && offset < endOffset),
  };
}
