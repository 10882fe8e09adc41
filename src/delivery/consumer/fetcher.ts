import { Fetch } from '../../wire/apis/fetch.ts';
import type { BrokerNode, ClusterClient } from '../../wire/cluster-client.ts';
import { type ClientConnection, ConnectionError } from '../../wire/connection.ts';
import type { RequestTo, ResponseFrom } from '../../wire/definition.ts';
import { partitionName } from '../partitions.ts';
import { TopicIds } from '../topic-ids.ts';
import type { AssignedPartition } from './assigned-partition.ts';
import type { ConsumerConfiguration } from './configuration.ts';

export type FetchedPartition = ResponseFrom<typeof Fetch>['responses'][number]['partitions'][number];

export interface FetchOutcome {
  /** `offset` is what was asked for; undefined in place of an answer where the broker sent none for the partition. */
  answered(partition: AssignedPartition, offset: number, fetched: FetchedPartition | undefined): void;
  /** There was no answer to the request: why is told beside the connection, which is over. */
  failed(partition: AssignedPartition): void;
  /** All of a request's partitions have their outcome. */
  done(): void;
}

interface Asked {
  readonly partition: AssignedPartition;
  readonly offset: number;
  readonly era: number;
}

/** Asks leaders for records: one request at a time to each broker, for all partitions that need some. */
export class Fetcher {
  readonly #cluster: ClusterClient;
  readonly #configuration: ConsumerConfiguration;
  readonly #outcome: FetchOutcome;
  readonly #busyBrokers = new Set<number>();

  constructor(cluster: ClusterClient, configuration: ConsumerConfiguration, outcome: FetchOutcome) {
    this.#cluster = cluster;
    this.#configuration = configuration;
    this.#outcome = outcome;
  }

  /** Asks for the partitions whose leader is known, connected and not asked already; the others are for the next time. */
  fetch(partitions: readonly AssignedPartition[]): void {
    const byLeader = new Map<BrokerNode, AssignedPartition[]>();
    for (const partition of partitions) {
      const leader = this.#cluster.leaderOf(partition.topic, partition.partition);
      if (leader === undefined) this.#cluster.renew();
      else if (!this.#busyBrokers.has(leader.id)) {
        const asked = byLeader.get(leader);
        if (asked === undefined) byLeader.set(leader, [partition]);
        else asked.push(partition);
      }
    }
    for (const [leader, asked] of byLeader) {
      const connection = this.#cluster.connectionTo(leader);
      if (connection !== undefined) this.#ask(leader, connection, asked);
    }
  }

  #ask(leader: BrokerNode, connection: ClientConnection, partitions: readonly AssignedPartition[]): void {
    const topics = new TopicIds(
      this.#cluster,
      partitions.map(({ topic }) => topic),
    );
    const asked = partitions.map((partition): Asked => {
      partition.isAsked = true;
      return { partition, offset: partition.position!, era: partition.era };
    });
    this.#busyBrokers.add(leader.id);
    try {
      const { 'fetch.max.wait.ms': maxWaitMs, 'request.timeout.ms': requestTimeoutMs } = this.#configuration;
      connection.ask(
        Fetch,
        this.#body(asked, topics),
        {
          answered: (response) => this.#answered(leader, asked, topics, response),
          failed: () => this.#failed(leader, asked),
        },
        { version: topics.versionFor(connection, Fetch), timeoutMs: maxWaitMs + requestTimeoutMs },
      );
    } catch (error) {
      if (!(error instanceof ConnectionError)) throw error;
      this.#failed(leader, asked);
    }
  }

  #body(asked: readonly Asked[], topicIds: TopicIds): RequestTo<typeof Fetch> {
    const {
      'fetch.max.wait.ms': maxWaitMs,
      'fetch.min.bytes': minBytes,
      'fetch.max.bytes': maxBytes,
    } = this.#configuration;
    const topics = topicIds.all.map(({ name: topic, topicId }) => ({
      topic,
      topicId,
      partitions: asked
        .filter(({ partition }) => partition.topic === topic)
        .map(({ partition: { partition }, offset: fetchOffset }) => ({
          partition,
          currentLeaderEpoch: this.#cluster.topic(topic)?.partitions[partition]?.leaderEpoch ?? -1,
          fetchOffset,
          partitionMaxBytes: this.#configuration['max.partition.fetch.bytes'],
        })),
    }));
    return { maxWaitMs, minBytes, maxBytes, isolationLevel: this.#configuration.isReadCommitted ? 1 : 0, topics };
  }

  #answered(leader: BrokerNode, asked: readonly Asked[], topics: TopicIds, response: ResponseFrom<typeof Fetch>): void {
    this.#busyBrokers.delete(leader.id);
    const open = new Map(asked.map((one) => [one.partition.name, one]));
    for (const topic of response.responses) {
      const name = topics.nameOf(topic.topic, topic.topicId);
      for (const fetched of topic.partitions) {
        const key = partitionName({ topic: name, partition: fetched.partitionIndex });
        const one = open.get(key);
        open.delete(key);
        if (one !== undefined) this.#settle(one, fetched);
      }
    }
    for (const one of open.values()) this.#settle(one, undefined);
    this.#outcome.done();
  }

  #settle({ partition, offset, era }: Asked, fetched: FetchedPartition | undefined): void {
    if (partition.era !== era) return;
    partition.isAsked = false;
    this.#outcome.answered(partition, offset, fetched);
  }

  #failed(leader: BrokerNode, asked: readonly Asked[]): void {
    this.#busyBrokers.delete(leader.id);
    this.#cluster.renew();
    for (const { partition, era } of asked) {
      if (partition.era !== era) continue;
      partition.isAsked = false;
      this.#outcome.failed(partition);
    }
    this.#outcome.done();
  }
}
