import {
  boolean,
  day,
  double,
  hour,
  int,
  kibibyte,
  list,
  long,
  mebibyte,
  minute,
  noLimit,
  optionalList,
  second,
  string,
} from './setting.ts';
import { compressionTypes } from './topic.ts';

/**
 * The settings of a broker that something here reads, by Kafka's keys. Kafka has some two hundred more: `accepted.ts` lists
 * those, which a broker takes without doing anything about them.
 */
const node = {
  'node.id': int(null).atLeast(0).required().about('The number by which the cluster knows this node.'),
  'process.roles': list()
    .oneOf('broker', 'controller')
    .required()
    .about('What this node is: broker, controller, or both.'),
  'broker.rack': string(null).about('Where the broker stands, so that replicas can be spread over racks.'),
  'log.dir': list('/tmp/kafka-logs').about('The folders of all data, where log.dirs names none.'),
  'log.dirs': optionalList().about(
    'The folders of all data, each best on a disk of its own: where one fails the others serve.',
  ),
  'metadata.log.dir': string(null).about(
    "The folder of the cluster's metadata; the first of log.dirs, where it is left out.",
  ),
} as const;

const network = {
  listeners: list('PLAINTEXT://:9092').about('Where the node listens: name://host:port, one per listener.'),
  'advertised.listeners': optionalList().about(
    'The addresses that clients are told, where they differ from listeners.',
  ),
  'listener.security.protocol.map': string(
    'SASL_SSL:SASL_SSL,PLAINTEXT:PLAINTEXT,SSL:SSL,SASL_PLAINTEXT:SASL_PLAINTEXT',
  ).about('The protocol of each listener that is not called by its protocol: name:protocol.'),
  'controller.listener.names': list().about('Which listeners belong to the controller alone.'),
  'socket.request.max.bytes': int(100 * mebibyte)
    .atLeast(1)
    .about('The largest request; a connection that announces a larger one is closed.'),
  'connections.max.idle.ms': long(10 * minute).about('After how long without a request a connection is closed.'),
  'max.connections': int(2147483647)
    .atLeast(0)
    .dynamic('cluster-wide')
    .about('How many connections are open at once; further ones are closed at once.'),
  'max.connections.per.ip': int(2147483647)
    .atLeast(0)
    .dynamic('cluster-wide')
    .about('How many connections may come from one address.'),
  'fetch.max.bytes': int(55 * mebibyte)
    .atLeast(kibibyte)
    .about('The largest answer to a fetch, whatever the request allows.'),
  'max.request.partition.size.limit': int(2000)
    .atLeast(1)
    .about('How many partitions one answer to DescribeTopicPartitions holds at most.'),
} as const;

const topics = {
  'auto.create.topics.enable': boolean(true).about('Whether a topic is made when somebody asks for its metadata.'),
  'delete.topic.enable': boolean(true).about('Whether topics may be deleted.'),
  'num.partitions': int(1).atLeast(1).about('Partitions of a topic that is created without saying how many.'),
  'default.replication.factor': int(1).about('Replicas of a topic that is created without saying how many.'),
} as const;

/** What stands in for a topic's own settings: see `synonyms.ts`. */
const topicDefaults = {
  'compression.gzip.level': int(-1)
    .between(1, 9)
    .or(-1)
    .dynamic('cluster-wide')
    .about('Default of compression.gzip.level.'),
  'compression.lz4.level': int(9)
    .between(1, 17)
    .withoutEffect()
    .dynamic('cluster-wide')
    .about('Default of compression.lz4.level.'),
  'compression.type': string('producer')
    .oneOf(...compressionTypes)
    .dynamic('cluster-wide')
    .about('Default of the topics’ compression.type.'),
  'compression.zstd.level': int(3)
    .between(-131072, 22)
    .dynamic('cluster-wide')
    .about('Default of compression.zstd.level.'),
  'log.cleaner.backoff.ms': long(15_000)
    .atLeast(0)
    .dynamic('cluster-wide')
    .about('How long the cleaner rests when there was nothing to clean.'),
  'log.cleaner.dedupe.buffer.size': long(128 * mebibyte)
    .dynamic('cluster-wide')
    .about('How much memory the cleaner takes for keys, 24 bytes each; where they do not fit it takes several rounds.'),
  'log.cleaner.delete.retention.ms': long(day)
    .atLeast(0)
    .dynamic('cluster-wide')
    .about('Default of delete.retention.ms.'),
  'log.cleaner.enable': boolean(true).about('Whether the cleaner compacts logs at all.'),
  'log.cleaner.io.buffer.load.factor': double(0.9)
    .dynamic('cluster-wide')
    .about('How full the table of keys may become.'),
  'log.cleaner.io.buffer.size': int(524_288)
    .atLeast(0)
    .dynamic('cluster-wide')
    .about('How much the cleaner reads at a time.'),
  'log.cleaner.io.max.bytes.per.second': double(1.7976931348623157e308)
    .dynamic('cluster-wide')
    .about('How much the cleaner reads and writes in a second, at most.'),
  'log.cleaner.max.compaction.lag.ms': long(noLimit)
    .atLeast(1)
    .dynamic('cluster-wide')
    .about('Default of max.compaction.lag.ms.'),
  'log.cleaner.min.cleanable.ratio': double(0.5)
    .between(0, 1)
    .dynamic('cluster-wide')
    .about('Default of min.cleanable.dirty.ratio.'),
  'log.cleaner.min.compaction.lag.ms': long(0)
    .atLeast(0)
    .dynamic('cluster-wide')
    .about('Default of min.compaction.lag.ms.'),
  'log.cleaner.threads': int(1)
    .atLeast(0)
    .dynamic('cluster-wide')
    .about('How many pieces the cleaner reads before others have their turn; 0: nothing is cleaned.'),
  'log.cleanup.policy': list('delete')
    .oneOf('compact', 'delete')
    .dynamic('cluster-wide')
    .about('Default of cleanup.policy.'),
  'log.flush.interval.messages': long(noLimit).atLeast(1).dynamic('cluster-wide').about('Default of flush.messages.'),
  'log.flush.interval.ms': long(null)
    .dynamic('cluster-wide')
    .about('Default of flush.ms; without it log.flush.scheduler.interval.ms.'),
  'log.flush.scheduler.interval.ms': long(noLimit).about('How often logs are looked at for a flush.'),
  'log.index.interval.bytes': int(4 * kibibyte)
    .atLeast(0)
    .dynamic('cluster-wide')
    .about('Default of index.interval.bytes.'),
  'log.index.size.max.bytes': int(10 * mebibyte)
    .atLeast(4)
    .dynamic('cluster-wide')
    .about('Default of segment.index.bytes.'),
  'log.message.timestamp.after.max.ms': long(hour)
    .atLeast(0)
    .dynamic('cluster-wide')
    .about('Default of message.timestamp.after.max.ms.'),
  'log.message.timestamp.before.max.ms': long(noLimit)
    .atLeast(0)
    .dynamic('cluster-wide')
    .about('Default of message.timestamp.before.max.ms.'),
  'log.message.timestamp.type': string('CreateTime')
    .oneOf('CreateTime', 'LogAppendTime')
    .dynamic('cluster-wide')
    .about('Default of message.timestamp.type.'),
  'log.retention.bytes': long(-1).dynamic('cluster-wide').about('Default of retention.bytes.'),
  'log.retention.hours': int(168).about('Default of retention.ms, where neither minutes nor milliseconds are given.'),
  'log.retention.minutes': int(null).about('Default of retention.ms, where no milliseconds are given.'),
  'log.retention.ms': long(null).dynamic('cluster-wide').about('Default of retention.ms.'),
  'log.roll.hours': int(168).atLeast(1).about('Default of segment.ms, where no milliseconds are given.'),
  'log.roll.jitter.hours': int(0).atLeast(0).about('Default of segment.jitter.ms, where no milliseconds are given.'),
  'log.roll.jitter.ms': long(null).dynamic('cluster-wide').about('Default of segment.jitter.ms.'),
  'log.roll.ms': long(null).dynamic('cluster-wide').about('Default of segment.ms.'),
  'log.segment.bytes': int(1024 * mebibyte)
    .atLeast(mebibyte)
    .dynamic('cluster-wide')
    .about('Default of segment.bytes.'),
  'log.segment.delete.delay.ms': long(minute)
    .atLeast(0)
    .dynamic('cluster-wide')
    .about('Default of file.delete.delay.ms.'),
  'message.max.bytes': int(1048588).atLeast(0).dynamic('cluster-wide').about('Default of max.message.bytes.'),
  'min.insync.replicas': int(1)
    .atLeast(1)
    .dynamic('cluster-wide')
    .withoutEffect()
    .about('Default of min.insync.replicas.'),
  'unclean.leader.election.enable': boolean(false)
    .dynamic('cluster-wide')
    .withoutEffect()
    .about('Default of unclean.leader.election.enable.'),
} as const;

const logs = {
  'log.flush.offset.checkpoint.interval.ms': int(minute)
    .atLeast(0)
    .about('How often the points from which recovery starts are written.'),
  'log.flush.start.offset.checkpoint.interval.ms': int(minute)
    .atLeast(0)
    .about('How often the logs’ start offsets are written.'),
  'replica.high.watermark.checkpoint.interval.ms': long(5 * second).about(
    'How often it is written down how far the logs are copied.',
  ),
  'log.retention.check.interval.ms': long(5 * minute)
    .atLeast(1)
    .about('How often old segments are looked for.'),
  'producer.id.expiration.ms': int(day)
    .atLeast(1)
    .dynamic('cluster-wide')
    .about('After how long without a write a producer’s sequence numbers are forgotten.'),
} as const;

const metadataLog = {
  'metadata.log.segment.bytes': int(1024 * mebibyte)
    .atLeast(8 * mebibyte)
    .about('How large a segment of the metadata log may get.'),
  'metadata.log.segment.ms': long(7 * day).about('After how long a new segment of the metadata log is begun.'),
  'metadata.log.max.record.bytes.between.snapshots': long(20 * mebibyte)
    .atLeast(1)
    .about('After how many bytes in the metadata log a snapshot of it is written.'),
  'metadata.log.max.snapshot.interval.ms': long(60 * minute)
    .atLeast(0)
    .about('After how long, where anything was written, a snapshot of the metadata is; 0: by bytes alone.'),
  'metadata.max.retention.bytes': long(100 * mebibyte).about(
    'How large the metadata log and its snapshots may get together before the oldest go; -1: no limit.',
  ),
  'metadata.max.retention.ms': long(7 * day).about(
    'How old a snapshot of the metadata may get before it goes, with the log before the next one; -1: no limit.',
  ),
  'controller.quorum.voters': list().about('The controllers: id@host:port of each. None: this node alone.'),
  'metadata.max.idle.interval.ms': int(second / 2)
    .atLeast(0)
    .withoutEffect()
    .about('How often a quiet leader writes a record that says nothing.'),
} as const;

export const brokerSettings = { ...node, ...network, ...topics, ...topicDefaults, ...logs, ...metadataLog } as const;

export type BrokerKey = keyof typeof brokerSettings;
