import { freshMemory, type Memory } from '../bytes/memory.ts';
import type { TopicPartition } from './file-names.ts';
import { type StorageRules, storageRules } from './rules.ts';
import type { LogSettings } from './settings.ts';

export interface LogFolderOptions {
  /** Asked for every partition that is found; `topicId` is undefined where its folder does not say it. */
  settingsOf(partition: TopicPartition, topicId: string | undefined): LogSettings;
  readonly rules?: StorageRules;
  /** `log.flush.offset.checkpoint.interval.ms` and `log.flush.start.offset.checkpoint.interval.ms` */
  readonly checkpointIntervalMs?: number;
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
}

const minute = 60_000;
/** Kafka's defaults. */
export const defaultFolderOptions = {
  rules: storageRules,
  checkpointIntervalMs: minute,
  highWatermarkCheckpointIntervalMs: 5000,
  retentionCheckIntervalMs: 5 * minute,
  producerIdExpirationMs: 24 * 60 * minute,
  producerIdExpirationCheckIntervalMs: 10 * minute,
  memory: freshMemory,
  mostOpenSegments: 256,
};
