import { ApiVersions } from './apis/api-versions.ts';
import { CreateTopics } from './apis/create-topics.ts';
import { Fetch } from './apis/fetch.ts';
import { Heartbeat } from './apis/heartbeat.ts';
import { InitProducerId } from './apis/init-producer-id.ts';
import { ListOffsets } from './apis/list-offsets.ts';
import { Metadata } from './apis/metadata.ts';
import { Produce } from './apis/produce.ts';
import type { Api } from './definition.ts';

/** Every API that has a definition here, by number. What Apache Kafka 4.3 has besides is for share groups, streams groups and security. */
export const apis: readonly Api[] = [
  Produce,
  Fetch,
  ListOffsets,
  Metadata,
  Heartbeat,
  ApiVersions,
  CreateTopics,
  InitProducerId,
];

const byKey = new Map(apis.map((api) => [api.key, api]));

/** The API with this number; undefined where there is none, or none that is defined here. */
export function findApi(key: number): Api | undefined {
  return byKey.get(key);
}
