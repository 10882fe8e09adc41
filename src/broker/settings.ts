import { brokerSettingsIn, type Layers, topicSettingsIn } from '../configuration/layers.ts';
import { type BrokerSettings, settingsOf, type Texts, type TopicSettings } from '../configuration/tables.ts';
import { configurationOf, type MetadataImage, resourceTypes } from '../metadata/image.ts';
import type { CleanerSettings } from '../storage/cleaning-pace.ts';
import type { LogSettings } from '../storage/settings.ts';
import type { Broker } from './broker.ts';

/** Who set what for a broker: at its start, and in the metadata since. */
export function layersIn(image: MetadataImage, nodeId: number, atStart: Layers['atStart']): Layers {
  return {
    thisBroker: known(configurationOf(image, resourceTypes.broker, String(nodeId))),
    allBrokers: known(configurationOf(image, resourceTypes.broker, '')),
    atStart,
  };
}

/** Apache Kafka takes any key for a broker, in case some plugin knows it. */
function known(texts: Texts): Texts {
  return Object.fromEntries(Object.entries(texts).filter(([key]) => settingsOf.broker.has(key)));
}

export function layersOf({ controller, identity, settingsAtStart }: Broker): Layers {
  return layersIn(controller.image, identity.nodeId, settingsAtStart);
}

/** Tells the settings in force at any moment; computed anew only when the metadata's settings have changed. */
export function settingsReader(nodeId: number, atStart: Texts): (image: MetadataImage) => BrokerSettings {
  let latest:
    | { readonly configurations: MetadataImage['configurations']; readonly settings: BrokerSettings }
    | undefined;
  return (image) => {
    const { configurations } = image;
    if (latest?.configurations !== configurations) {
      latest = { configurations, settings: brokerSettingsIn(layersIn(image, nodeId, atStart)) };
    }
    return latest.settings;
  };
}

/** What holds for the logs of a topic; where the cluster has no such topic, what would hold. */
export function logSettingsIn(image: MetadataImage, topic: string, broker: BrokerSettings): LogSettings {
  return logSettingsOf(topicSettingsIn(configurationOf(image, resourceTypes.topic, topic), broker));
}

/** What a log is told of its topic's settings. */
function logSettingsOf(topic: TopicSettings): LogSettings {
  const codec = topic['compression.type'] as LogSettings['compressionType'];
  const levels: Partial<Record<LogSettings['compressionType'], number>> = {
    gzip: topic['compression.gzip.level'],
    zstd: topic['compression.zstd.level'],
  };
  return {
    segmentBytes: topic['internal.segment.bytes'] ?? topic['segment.bytes'],
    segmentMs: topic['segment.ms'],
    segmentJitterMs: topic['segment.jitter.ms'],
    segmentIndexBytes: topic['segment.index.bytes'],
    indexIntervalBytes: topic['index.interval.bytes'],
    flushMessages: topic['flush.messages'],
    flushMs: topic['flush.ms'],
    retentionMs: orNoLimit(topic['retention.ms']),
    retentionBytes: orNoLimit(topic['retention.bytes']),
    fileDeleteDelayMs: topic['file.delete.delay.ms'],
    maxMessageBytes: topic['max.message.bytes'],
    messageTimestampType: topic['message.timestamp.type'] as LogSettings['messageTimestampType'],
    messageTimestampBeforeMaxMs: topic['message.timestamp.before.max.ms'],
    messageTimestampAfterMaxMs: topic['message.timestamp.after.max.ms'],
    compressionType: codec,
    compressionLevel: levels[codec] === -1 ? undefined : levels[codec],
    deletesOldSegments: topic['cleanup.policy'].includes('delete'),
    isCompacted: topic['cleanup.policy'].includes('compact'),
    minCleanableDirtyRatio: topic['min.cleanable.dirty.ratio'],
    minCompactionLagMs: topic['min.compaction.lag.ms'],
    maxCompactionLagMs: topic['max.compaction.lag.ms'],
    deleteRetentionMs: topic['delete.retention.ms'],
  };
}

/** What the cleaner is told of a broker's settings. */
export function cleanerSettingsOf(broker: BrokerSettings): CleanerSettings {
  const mostBytesPerSecond = broker['log.cleaner.io.max.bytes.per.second'];
  return {
    isEnabled: broker['log.cleaner.enable'],
    threads: broker['log.cleaner.threads'],
    ioBufferBytes: broker['log.cleaner.io.buffer.size'],
    dedupeBufferBytes: broker['log.cleaner.dedupe.buffer.size'],
    loadFactor: broker['log.cleaner.io.buffer.load.factor'],
    mostBytesPerSecond: mostBytesPerSecond === Number.MAX_VALUE ? Infinity : mostBytesPerSecond,
    backoffMs: broker['log.cleaner.backoff.ms'],
  };
}

/** Kafka writes −1 where there is none. */
export function orNoLimit(limit: number): number {
  return limit < 0 ? Infinity : limit;
}
