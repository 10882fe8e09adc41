/**
 * What can be set for a log, in the units that the code computes with; each field names the topic setting that it holds.
 * `Infinity` is 'no limit': where Kafka writes -1 or 9223372036854775807. Settings may change while the log is in use.
 */
export interface LogSettings {
  /** `segment.bytes`: no segment grows beyond it; a batch that is larger is refused. */
  readonly segmentBytes: number;
  /** `segment.ms`: the span of timestamps after which a new segment is begun, however small the old one is. */
  readonly segmentMs: number;
  /** `segment.jitter.ms`: taken off `segmentMs`, up to so much at random, so that not all logs roll at once. */
  readonly segmentJitterMs: number;
  /** `segment.index.bytes`: an index with so many bytes is full, and its segment with it. */
  readonly segmentIndexBytes: number;
  /** `index.interval.bytes`: more than so many bytes of batches lie between two index entries. */
  readonly indexIntervalBytes: number;
  /** `flush.messages`: so many records may be unflushed before an append waits for the disk. */
  readonly flushMessages: number;
  /** `flush.ms`: how old unflushed records may become before they are flushed in the background. */
  readonly flushMs: number;
  /** `retention.ms`: closed segments whose newest record is older may go. */
  readonly retentionMs: number;
  /** `retention.bytes`: the oldest segments may go while what remains is at least so large. */
  readonly retentionBytes: number;
  /** `file.delete.delay.ms`: how long files of removed segments are kept, for those who are reading them. */
  readonly fileDeleteDelayMs: number;
  /** `max.message.bytes`: the largest batch accepted. */
  readonly maxMessageBytes: number;
  /** `message.timestamp.type` */
  readonly messageTimestampType: 'CreateTime' | 'LogAppendTime';
  /** `message.timestamp.before.max.ms`: how far a record's timestamp may lie behind the broker's clock. */
  readonly messageTimestampBeforeMaxMs: number;
  /** `message.timestamp.after.max.ms`: how far it may lie before it. */
  readonly messageTimestampAfterMaxMs: number;
  /** `compression.type`; `producer` keeps what the producer chose. */
  readonly compressionType: 'producer' | 'uncompressed' | 'gzip' | 'snappy' | 'lz4' | 'zstd';
  /** `compression.gzip.level` or `compression.zstd.level`, of the type above; undefined: its default. */
  readonly compressionLevel: number | undefined;
  /** `cleanup.policy` has `delete`: old segments go by time and size. */
  readonly deletesOldSegments: boolean;
  /** `cleanup.policy` has `compact`: of each key the last record stays; records without a key are refused. */
  readonly isCompacted: boolean;
  /** `min.cleanable.dirty.ratio`: how much of a log must be dirty before it is compacted, 0 to 1. */
  readonly minCleanableDirtyRatio: number;
  /** `min.compaction.lag.ms`: how old a record must be before it may be compacted away. */
  readonly minCompactionLagMs: number;
  /** `max.compaction.lag.ms`: how old a dirty record may become before the log is compacted, however little of it is dirty. */
  readonly maxCompactionLagMs: number;
  /** `delete.retention.ms`: how long tombstones and transaction markers stay once there is nothing left for them to delete. */
  readonly deleteRetentionMs: number;
}

/** The span of timestamps of a segment: a compacted log must close its segments in time, too (KIP-354). */
export function segmentSpanMs({ segmentMs, isCompacted, maxCompactionLagMs }: LogSettings): number {
  return isCompacted && maxCompactionLagMs > 0 ? Math.min(segmentMs, maxCompactionLagMs) : segmentMs;
}

const day = 24 * 60 * 60 * 1000;

/** Kafka's defaults. */
export const defaultLogSettings: LogSettings = {
  segmentBytes: 1024 * 1024 * 1024,
  segmentMs: 7 * day,
  segmentJitterMs: 0,
  segmentIndexBytes: 10 * 1024 * 1024,
  indexIntervalBytes: 4096,
  flushMessages: Infinity,
  flushMs: Infinity,
  retentionMs: 7 * day,
  retentionBytes: Infinity,
  fileDeleteDelayMs: 60_000,
  maxMessageBytes: 1_048_588,
  messageTimestampType: 'CreateTime',
  messageTimestampBeforeMaxMs: Infinity,
  messageTimestampAfterMaxMs: 60 * 60 * 1000,
  compressionType: 'producer',
  compressionLevel: undefined,
  deletesOldSegments: true,
  isCompacted: false,
  minCleanableDirtyRatio: 0.5,
  minCompactionLagMs: 0,
  maxCompactionLagMs: Infinity,
  deleteRetentionMs: day,
};
