import { boolean, day, double, hour, int, kibibyte, list, long, mebibyte, minute, noLimit, string } from './setting.ts';

export const compressionTypes = ['uncompressed', 'zstd', 'lz4', 'snappy', 'gzip', 'producer'] as const;

/** Every setting of a topic in Kafka 4.3. Where a topic has none of its own, the broker's stands in: see `synonyms.ts`. */
export const topicSettings = {
  'cleanup.policy': list('delete')
    .oneOf('compact', 'delete')
    .about(
      'What happens to old segments: delete them by age and size, compact them to the last record of each key, or both.',
    ),
  'compression.gzip.level': int(-1).between(1, 9).or(-1).about('Level of gzip where the broker compresses.'),
  'compression.lz4.level': int(9).between(1, 17).withoutEffect().about('Level of lz4 where the broker compresses.'),
  'compression.type': string('producer')
    .oneOf(...compressionTypes)
    .about("How batches are compressed in the log; 'producer' keeps what the producer chose, so nothing is rewritten."),
  'compression.zstd.level': int(3).between(-131072, 22).about('Level of zstd where the broker compresses.'),
  'delete.retention.ms': long(day)
    .atLeast(0)
    .about('How long a compacted log keeps a tombstone, so that whoever reads from the start can still see it.'),
  'file.delete.delay.ms': long(minute)
    .atLeast(0)
    .about('How long a removed segment stays on disk under a name that ends in .deleted.'),
  'flush.messages': long(noLimit)
    .atLeast(1)
    .about('After how many records the log is forced to disk; 1 flushes before each acknowledgement.'),
  'flush.ms': long(noLimit).atLeast(0).about('After how long what was written is forced to disk.'),
  'follower.replication.throttled.replicas': list()
    .withoutEffect()
    .about('Followers whose replication is slowed down, as partition:broker pairs, or *.'),
  'index.interval.bytes': int(4 * kibibyte)
    .atLeast(0)
    .about('How many bytes of log lie between two entries of the offset index.'),
  'leader.replication.throttled.replicas': list()
    .withoutEffect()
    .about('Leaders whose replication is slowed down, as partition:broker pairs, or *.'),
  'local.retention.bytes': long(-2)
    .atLeast(-2)
    .withoutEffect()
    .about('Size kept on the local disk under tiered storage.'),
  'local.retention.ms': long(-2).atLeast(-2).withoutEffect().about('Age kept on the local disk under tiered storage.'),
  'max.compaction.lag.ms': long(noLimit).atLeast(1).about('After how long a record must have been open to compaction.'),
  'max.message.bytes': int(1048588)
    .atLeast(0)
    .about('The largest batch of records the topic takes, as it is compressed.'),
  'message.timestamp.after.max.ms': long(hour)
    .atLeast(0)
    .about("How far a record's timestamp may be ahead of the broker's clock."),
  'message.timestamp.before.max.ms': long(noLimit)
    .atLeast(0)
    .about("How far a record's timestamp may be behind the broker's clock."),
  'message.timestamp.type': string('CreateTime')
    .oneOf('CreateTime', 'LogAppendTime')
    .about('Whether a record keeps the time its producer gave, or gets the time of the append.'),
  'min.cleanable.dirty.ratio': double(0.5)
    .between(0, 1)
    .about('Which part of a compacted log must be uncleaned before it is worth cleaning.'),
  'min.compaction.lag.ms': long(0).atLeast(0).about('How long a record is safe from compaction.'),
  'min.insync.replicas': int(1)
    .atLeast(1)
    .withoutEffect()
    .about('How many replicas must be in sync for a write with acks=all to be taken.'),
  preallocate: boolean(false).withoutEffect().about('Whether a new segment takes its full size on disk at once.'),
  'remote.log.copy.disable': boolean(false).withoutEffect().about('Whether tiered storage stops copying.'),
  'remote.log.delete.on.disable': boolean(false)
    .withoutEffect()
    .about('Whether switching tiered storage off deletes there.'),
  'remote.storage.enable': boolean(false).withoutEffect().about('Whether segments go to tiered storage.'),
  'retention.bytes': long(-1).about('How large a partition may grow before its oldest segments go; -1 means no limit.'),
  'retention.ms': long(7 * day)
    .atLeast(-1)
    .about('How old the newest record of a segment may get before the segment goes; -1 means no limit.'),
  'segment.bytes': int(1024 * mebibyte)
    .atLeast(mebibyte)
    .about('How large a segment file may get before a new one is begun.'),
  'segment.index.bytes': int(10 * mebibyte)
    .atLeast(4)
    .about('How large an index file may get; a full index begins a new segment too.'),
  'segment.jitter.ms': long(0)
    .atLeast(0)
    .about('By how much at most segment.ms is shortened at random, so that not all logs roll together.'),
  'segment.ms': long(7 * day)
    .atLeast(1)
    .about("After how long, by the records' own timestamps, a new segment is begun."),
  'unclean.leader.election.enable': boolean(false)
    .withoutEffect()
    .about(
      'Whether a replica that is not in sync may lead when no other is left, at the price of acknowledged records.',
    ),
  'internal.segment.bytes': int(null).internal().about('Allows segments smaller than segment.bytes does; for tests.'),
} as const;

export type TopicKey = keyof typeof topicSettings;
