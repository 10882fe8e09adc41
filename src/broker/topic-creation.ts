import { createTopic, type NewTopic, type TopicDefaults } from '../metadata/changes/topics.ts';
import type { Placement } from '../metadata/changes/assignments.ts';
import { newId } from '../metadata/ids.ts';
import type { MetadataImage } from '../metadata/image.ts';
import type { Broker } from './broker.ts';

/** Makes a topic, and resolves with its id when its partitions are there. Rejects with what `createTopic` throws. */
export async function createNewTopic(broker: Broker, topic: NewTopic): Promise<string> {
  const topicId = newId(broker.world.random);
  return broker.controller.change((image) => ({
    records: createTopic(image, topic, topicId, topicDefaults(broker), placementOf(broker, image)),
    result: topicId,
  }));
}

/** A topic of which nothing is known but that somebody wants it. */
export async function createTopicByDefaults(broker: Broker, name: string): Promise<void> {
  await createNewTopic(broker, { name, partitions: -1, replicationFactor: -1, assignments: [], configuration: [] });
}

export function topicDefaults(broker: Broker): TopicDefaults {
  const settings = broker.settings();
  return { partitions: settings['num.partitions'], replicationFactor: settings['default.replication.factor'] };
}

/** Where replicas go, and in which data folder of this broker: the one with the fewest partitions, those to come among them. */
export function placementOf({ world, rules, identity, folders }: Broker, image: MetadataImage): Placement {
  const counts = new Map<string, number>();
  for (const topic of image.topics.values()) {
    for (const { replicas, directories } of topic.partitions) {
      const id = directories[replicas.indexOf(identity.nodeId)];
      if (id !== undefined) counts.set(id, (counts.get(id) ?? 0) + 1);
    }
  }
  const directoryOf = folders.choices((id) => counts.get(id) ?? 0);
  return { rules, start: world.random.below(0x1_0000), directoryOf };
}
