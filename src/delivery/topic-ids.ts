import { zeroUuid } from '../bytes/uuid.ts';
import type { ClusterClient } from '../wire/cluster-client.ts';
import type { ClientConnection } from '../wire/connection.ts';
import type { Api } from '../wire/definition.ts';

/** From this version on, Produce and Fetch name topics by their ids alone (KIP-516). */
const firstVersionWithIds = 13;

export interface NamedTopic {
  readonly name: string;
  /** All zeros where it is not known. */
  readonly topicId: string;
}

/** The topics of one request, by name and by id. */
export class TopicIds {
  readonly all: readonly NamedTopic[];

  constructor(cluster: ClusterClient, topics: Iterable<string>) {
    this.all = [...new Set(topics)].map((name) => ({ name, topicId: cluster.topic(name)?.id ?? zeroUuid }));
  }

  /** The highest version that both sides know; where an id is not known, the highest that names topics by name. */
  versionFor(connection: ClientConnection, api: Api): number {
    const highest = connection.versionOf(api);
    const knowsAll = this.all.every(({ topicId }) => topicId !== zeroUuid);
    return knowsAll ? highest : Math.min(highest, firstVersionWithIds - 1);
  }

  /** The name of a topic in the answer, which has either a name or an id; empty where it was not asked for. */
  nameOf(name: string, topicId: string): string {
    if (name !== '') return name;
    return this.all.find((topic) => topic.topicId === topicId)?.name ?? '';
  }
}
