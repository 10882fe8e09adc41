import { createTopic, type NewTopic, type TopicDefaults } from '../metadata/changes/topics.ts';
import type { Placement } from '../metadata/changes/assignments.ts';
import { newId } from '../metadata/ids.ts';
import type { Broker } from './broker.ts';

/** Makes a topic, and resolves with its id when its partitions are there. Rejects with what `createTopic` throws. */
export async function createNewTopic(broker: Broker, topic: NewTopic): Promise<string> {
  const topicId = newId(broker.world.random);
  return broker.controller.change((image) => ({
    records: createTopic(image, topic, topicId, topicDefaults(broker), placementOf(broker)),
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

export function placementOf({ world, rules, identity }: Broker): Placement {
  return { rules, start: world.random.below(0x1_0000), directoryOf: () => identity.directoryId };
}
