import { freshMemory, type Memory } from '../bytes/memory.ts';
import { type CleanerSettings, defaultCleanerSettings } from './cleaning-pace.ts';
import type { TopicPartition } from './file-names.ts';
import type { RecoveryProgress } from './recovery.ts';
import { type StorageRules, storageRules } from './rules.ts';
import type { LogSettings } from './settings.ts';

/** Asked for every partition that is found; `topicId` is undefined where its folder does not say it. */
export type SettingsOf = (partition: TopicPartition, topicId: string | undefined) => LogSettings;

export interface LogFolderOptions extends FolderOptions {
  readonly settingsOf: SettingsOf;
}

/** What holds for all logs of a folder. */
export interface FolderOptions {
  readonly rules?: StorageRules;
  /** `log.flush.offset.checkpoint.interval.ms` */
  readonly recoveryPointCheckpointIntervalMs?: number;
  /** `log.flush.start.offset.checkpoint.interval.ms` */
  readonly startOffsetCheckpointIntervalMs?: number;
  /** `replica.high.watermark.checkpoint.interval.ms` */
  readonly highWatermarkCheckpointIntervalMs?: number;
  /** `log.retention.check.interval.ms` */
  readonly retentionCheckIntervalMs?: number;
  /** `producer.id.expiration.ms` */
  readonly producerIdExpirationMs?: number;
  /** `producer.id.expiration.check.interval.ms` */
  readonly producerIdExpirationCheckIntervalMs?: number;
  /** Where large pieces are taken that are needed for a moment, and given back. */
  readonly memory?: Memory;
  /** How many segments of all logs hold files open at a time. */
  readonly mostOpenSegments?: number;
  /** `log.cleaner.*`; asked for each time, as they may change. */
  readonly cleanerSettings?: () => CleanerSettings;
  /** Hears how far the check of a large log has come. */
  readonly recoveryAdvanced?: (progress: RecoveryProgress) => void;
  /** Hears that the folder is offline, and why. */
  readonly folderFailed?: (path: string, because: string) => void;
}

const minute = 60_000;
/** Kafka's defaults. */
export const defaultFolderOptions = {
  rules: storageRules,
  recoveryPointCheckpointIntervalMs: minute,
  startOffsetCheckpointIntervalMs: minute,
  highWatermarkCheckpointIntervalMs: 5000,
  retentionCheckIntervalMs: 5 * minute,
  producerIdExpirationMs: 24 * 60 * minute,
  producerIdExpirationCheckIntervalMs: 10 * minute,
  memory: freshMemory,
  mostOpenSegments: 256,
  cleanerSettings: () => defaultCleanerSettings,
  recoveryAdvanced: () => {},
  folderFailed: () => {},
};
