import type { Memory } from '../bytes/memory.ts';
import type { DiskError, World } from '../world/world.ts';
import type { StorageEvent } from './events.ts';
import type { LeaderEpochs } from './leader-epochs.ts';
import type { OpenSegments } from './open-segments.ts';
import type { ProducerSnapshots } from './producer-snapshots.ts';
import type { ProducerStates } from './producer-states.ts';
import type { RecoveryProgress } from './recovery.ts';
import type { StorageRules } from './rules.ts';
import type { IndexContext, Indexing, Segment } from './segment.ts';
import type { SegmentList } from './segment-list.ts';
import type { LogSettings } from './settings.ts';

/** What a log stands on: given by the data folder that it lies in. */
export interface LogSurroundings {
  readonly world: World;
  readonly rules: StorageRules;
  readonly openSegments: OpenSegments;
  /** For large pieces that are needed for a moment. */
  readonly memory: Memory;
  /** `producer.id.expiration.ms` */
  readonly producerIdExpirationMs: number;
  /** Resolves when the log start offset is safe from a loss of power. */
  saveLogStartOffsets(): Promise<void>;
  /** Brings down to the disk how far each log is flushed, where that has become less. Rejects with a `DiskError`. */
  saveRecoveryPoints(): Promise<void>;
  /** Hears how far the check of a large log has come. */
  recoveryAdvanced(progress: RecoveryProgress): void;
  /** The disk refused something for which its folder is given up: all logs in it go offline. */
  noticeFailure(error: DiskError): void;
}

/** What a log is at one moment: its files' contents in short, and the four offsets that say what of them counts. */
export interface LogState {
  readonly surroundings: LogSurroundings;
  /** `payments-0` */
  readonly partition: string;
  readonly folder: string;
  settings: LogSettings;
  readonly segments: SegmentList;
  readonly snapshots: ProducerSnapshots;
  readonly epochs: LeaderEpochs;
  producers: ProducerStates;
  /** Nothing below it can be read: it was deleted. */
  logStartOffset: number;
  /** The offset of the next record. */
  logEndOffset: number;
  /** Up to where the cleaner has compacted it; undefined where it never has. Gaps between offsets are as they should be then. */
  cleanedOffset: number | undefined;
  /** Changes with the beginning and with the end of a truncation: what the cleaner has read before says nothing then. */
  truncations: number;
  /** Below it every replica that counts has the records. */
  highWatermark: number;
  /** Why nothing may be appended any more, until it is opened again. */
  failure: string | undefined;
  /** Nothing may be read any more either: its disk failed. */
  isOffline: boolean;
}

export function tellOf(state: LogState, event: StorageEvent): void {
  state.surroundings.world.tell?.(event);
}

export function indexingOf({ settings, surroundings }: LogState): Indexing {
  return {
    indexIntervalBytes: settings.indexIntervalBytes,
    indexEntryDue: surroundings.rules.indexEntryDue,
  };
}

/** What a segment of the log asks for when its indexes are needed. */
export function indexContextOf(state: LogState, segment: Segment): IndexContext {
  return {
    endOffset: state.segments.endOffsetOf(segment, state.logEndOffset),
    indexing: indexingOf(state),
    mended: (path, because) => tellOf(state, { name: 'file mended', path, because }),
  };
}
