import { zeroUuid } from '../../bytes/uuid.ts';
import { Fetch } from '../../wire/apis/fetch.ts';
import type { BrokerNode, ClusterClient } from '../../wire/cluster-client.ts';
import { type ClientConnection, ConnectionError } from '../../wire/connection.ts';
import type { RequestTo, ResponseFrom } from '../../wire/definition.ts';
import type { AssignedPartition } from './assigned-partition.ts';
import type { ConsumerConfiguration } from './configuration.ts';

/** From this version on a topic is named by its id (KIP-516). */
const firstVersionWithTopicIds = 13;

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
    const topicIds = new Map<string, string>();
    const asked = partitions.map((partition): Asked => {
      partition.isAsked = true;
      topicIds.set(partition.topic, this.#cluster.topic(partition.topic)?.id ?? zeroUuid);
      return { partition, offset: partition.position!, era: partition.era };
    });
    this.#busyBrokers.add(leader.id);
    try {
      const knowsIds = [...topicIds.values()].every((id) => id !== zeroUuid);
      const highest = connection.versionOf(Fetch);
      const version = knowsIds ? highest : Math.min(highest, firstVersionWithTopicIds - 1);
      const { 'fetch.max.wait.ms': maxWaitMs, 'request.timeout.ms': requestTimeoutMs } = this.#configuration;
      connection.ask(
        Fetch,
        this.#body(asked, topicIds),
        {
          answered: (response) => this.#answered(leader, asked, topicIds, response),
          failed: () => this.#failed(leader, asked),
        },
        { version, timeoutMs: maxWaitMs + requestTimeoutMs },
      );
    } catch (error) {
      if (!(error instanceof ConnectionError)) throw error;
      this.#failed(leader, asked);
    }
  }

  #body(asked: readonly Asked[], topicIds: ReadonlyMap<string, string>): RequestTo<typeof Fetch> {
    const {
      'fetch.max.wait.ms': maxWaitMs,
      'fetch.min.bytes': minBytes,
      'fetch.max.bytes': maxBytes,
    } = this.#configuration;
    const topics = [...topicIds].map(([topic, topicId]) => ({
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

  #answered(
    leader: BrokerNode,
    asked: readonly Asked[],
    topicIds: ReadonlyMap<string, string>,
    response: ResponseFrom<typeof Fetch>,
  ): void {
    this.#busyBrokers.delete(leader.id);
    for (const { partition, offset, era } of asked) {
      if (partition.era !== era) continue;
      partition.isAsked = false;
      const topicId = topicIds.get(partition.topic);
      const topic = response.responses.find(
        ({ topic: name, topicId: id }) => name === partition.topic || (name === '' && id === topicId),
      );
      const fetched = topic?.partitions.find(({ partitionIndex }) => partitionIndex === partition.partition);
      this.#outcome.answered(partition, offset, fetched);
    }
    this.#outcome.done();
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
