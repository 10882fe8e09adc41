import { zeroUuid } from '../../bytes/uuid.ts';
import { CreatePartitions } from '../../wire/apis/create-partitions.ts';
import { CreateTopics } from '../../wire/apis/create-topics.ts';
import { DeleteTopics } from '../../wire/apis/delete-topics.ts';
import { Metadata } from '../../wire/apis/metadata.ts';
import { metadataAfter, type TopicMetadata } from '../../wire/cluster-client-metadata.ts';
import { type AdminSession, throwIfFailed } from './session.ts';

export interface NewTopic {
  readonly name: string;
  /** As the broker's settings say where it is not given. */
  readonly partitions?: number;
  readonly replicationFactor?: number;
  /** The brokers of each partition, in its order, in place of the two numbers. */
  readonly assignments?: readonly (readonly number[])[];
  readonly configs?: Readonly<Record<string, string>>;
}

export interface CreatedTopic {
  readonly name: string;
  /** All zeros where the broker does not tell. */
  readonly id: string;
  /** −1 where the broker does not tell. */
  readonly partitions: number;
  readonly replicationFactor: number;
}

export interface TopicListing {
  readonly name: string;
  readonly id: string;
  readonly isInternal: boolean;
}

export interface NewPartitions {
  readonly topic: string;
  /** How many there shall be in all. */
  readonly count: number;
}

const brokersChoice = -1;

export async function createTopics(
  session: AdminSession,
  topics: readonly NewTopic[],
  validateOnly: boolean,
): Promise<readonly CreatedTopic[]> {
  const response = await session.ask({
    what: `create topics ${topics.map(({ name }) => name).join(', ')}`,
    api: CreateTopics,
    body: (_, timeoutMs) => ({
      topics: topics.map(({ name, partitions, replicationFactor, assignments = [], configs = {} }) => ({
        name,
        numPartitions: partitions ?? brokersChoice,
        replicationFactor: replicationFactor ?? brokersChoice,
        assignments: assignments.map((brokerIds, partitionIndex) => ({ partitionIndex, brokerIds })),
        configs: Object.entries(configs).map(([key, value]) => ({ name: key, value })),
      })),
      timeoutMs,
      validateOnly,
    }),
    check: (answer) => {
      for (const { name, errorCode, errorMessage } of answer.topics) throwIfFailed(name, errorCode, errorMessage);
    },
  });
  return response.topics.map(({ name, topicId: id, numPartitions: partitions, replicationFactor }) => ({
    name,
    id,
    partitions,
    replicationFactor,
  }));
}

export async function deleteTopics(session: AdminSession, names: readonly string[]): Promise<void> {
  await session.ask({
    what: `delete topics ${names.join(', ')}`,
    api: DeleteTopics,
    body: (version, timeoutMs) =>
      version >= 6
        ? { topics: names.map((name) => ({ name, topicId: zeroUuid })), timeoutMs }
        : { topicNames: names, timeoutMs },
    check: ({ responses }) => {
      for (const { name, errorCode, errorMessage } of responses) throwIfFailed(name ?? '', errorCode, errorMessage);
    },
  });
}

export async function createPartitions(
  session: AdminSession,
  topics: readonly NewPartitions[],
  validateOnly: boolean,
): Promise<void> {
  await session.ask({
    what: `create partitions of ${topics.map(({ topic }) => topic).join(', ')}`,
    api: CreatePartitions,
    body: (_, timeoutMs) => ({
      topics: topics.map(({ topic: name, count }) => ({ name, count, assignments: null })),
      timeoutMs,
      validateOnly,
    }),
    check: ({ results }) => {
      for (const { name, errorCode, errorMessage } of results) throwIfFailed(name, errorCode, errorMessage);
    },
  });
}

export async function listTopics(session: AdminSession, withInternal: boolean): Promise<readonly TopicListing[]> {
  const { topics } = metadataAfter(
    undefined,
    // Version 0 asks for all topics with an empty list, the later ones with null.
    await session.ask({ what: 'list topics', api: Metadata, body: (version) => question(version === 0 ? [] : null) }),
  );
  return [...topics.values()]
    .filter(({ isInternal }) => withInternal || !isInternal)
    .map(({ name, id, isInternal }) => ({ name, id, isInternal }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** In the order of the names. */
export async function describeTopics(
  session: AdminSession,
  names: readonly string[],
): Promise<readonly TopicMetadata[]> {
  if (names.length === 0) return [];
  const response = await session.ask({
    what: `describe topics ${names.join(', ')}`,
    api: Metadata,
    body: () => question(names),
  });
  const { topics } = metadataAfter(undefined, response);
  return names.map((name) => {
    const topic = topics.get(name);
    throwIfFailed(name, topic?.errorCode ?? -1);
    return topic!;
  });
}

function question(names: readonly string[] | null) {
  return { topics: names?.map((name) => ({ name })) ?? null, allowAutoTopicCreation: false };
}
