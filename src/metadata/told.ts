import type { MetadataEvent } from './events.ts';
import { type MetadataImage, resourceTypes, topicById } from './image.ts';
import type { MetadataRecord } from './records.ts';

/** What records did, for those who listen. */
export function eventsOf(
  records: readonly MetadataRecord[],
  before: MetadataImage,
  after: MetadataImage,
): readonly MetadataEvent[] {
  return records.flatMap((record) => eventOf(record, before, after) ?? []);
}

function eventOf(record: MetadataRecord, before: MetadataImage, after: MetadataImage): MetadataEvent | undefined {
  switch (record.type) {
    case 'TopicRecord': {
      const partitions = after.topics.get(record.data.name)?.partitions.length ?? 0;
      return { name: 'topic created', topic: record.data.name, partitions };
    }
    case 'PartitionRecord': {
      const [old, topic] = [topicById(before, record.data.topicId), topicById(after, record.data.topicId)];
      const isFirstNew = record.data.partitionId === old?.partitions.length;
      return isFirstNew
        ? { name: 'partitions added', topic: old.name, partitions: topic!.partitions.length }
        : undefined;
    }
    case 'RemoveTopicRecord':
      return { name: 'topic deleted', topic: topicById(before, record.data.topicId)!.name };
    case 'ConfigRecord': {
      const { resourceType, resourceName, name, value } = record.data;
      return { name: 'configuration changed', resource: resourceText(resourceType, resourceName), key: name, value };
    }
    case 'ProducerIdsRecord': {
      const first = before.nextProducerId;
      return { name: 'producer ids allocated', first, count: record.data.nextProducerId - first };
    }
    case 'RegisterBrokerRecord':
      return { name: 'broker registered', brokerId: record.data.brokerId, brokerEpoch: record.data.brokerEpoch };
    default:
      return undefined;
  }
}

/** `topic payments`, `broker 1`, `all brokers` */
export function resourceText(type: number, name: string): string {
  if (type === resourceTypes.broker) return name === '' ? 'all brokers' : `broker ${name}`;
  const kind = Object.entries(resourceTypes).find(([, number]) => number === type)?.[0];
  return `${kind ?? `resource of type ${type}`} ${name}`;
}
