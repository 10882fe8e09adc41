import { errorOf } from '../wire/errors.ts';

/** A decoded message, seen without knowing which. */
export type Body = { readonly [field: string]: unknown };

/** How Kafka calls the same things in different messages. */
export const partitionFields = ['partition', 'partitionIndex', 'index'];
export const topicFields = ['topic', 'name', 'topicName'];

const mostNamed = 3;

/** What a request is about: `payments-0, payments-1 …`. Topics that it names by id only are looked up. */
export function subjectsOf(request: Body, nameOf: (topicId: string) => string | undefined): string {
  const subjects = [...topicsIn(request)].flatMap(({ topic, topicId, partitions }) => {
    const name = topic ?? (topicId === undefined ? undefined : nameOf(topicId));
    if (name === undefined) return [];
    return partitions.length === 0 ? [name] : partitions.map((partition) => `${name}-${partition}`);
  });
  const named = subjects.slice(0, mostNamed).join(', ');
  return subjects.length > mostNamed ? `${named} …` : named;
}

/** The names of the errors in an answer, each once: `NOT_LEADER_OR_FOLLOWER`. */
export function errorsOf(response: Body): string {
  return [...new Set(errorCodesIn(response))].map((code) => errorOf(code).name).join(', ');
}

/** Ids and names of topics, where a message tells both. */
export function* topicIdsIn(body: Body): Generator<readonly [topicId: string, name: string]> {
  for (const { topic, topicId } of topicsIn(body)) if (topic && topicId) yield [topicId, topic];
}

interface NamedTopic {
  readonly topic: string | undefined;
  readonly topicId: string | undefined;
  readonly partitions: readonly number[];
}

function* topicsIn(body: Body): Generator<NamedTopic> {
  for (const [field, list] of Object.entries(body)) {
    if (!Array.isArray(list)) continue;
    for (const entry of list as unknown[]) {
      if (typeof entry === 'string' && field === 'topicNames')
        yield { topic: entry, topicId: undefined, partitions: [] };
      if (typeof entry !== 'object' || entry === null) continue;
      const topic = topicFields
        .map((name) => (entry as Body)[name])
        .find((name) => typeof name === 'string' && name !== '');
      const topicId = (entry as Body)['topicId'] as string | undefined;
      if (topic === undefined && topicId === undefined) continue;
      yield { topic: topic as string | undefined, topicId, partitions: partitionsIn(entry as Body) };
    }
  }
}

function partitionsIn(topic: Body): readonly number[] {
  const list = Object.values(topic).find((value) => Array.isArray(value)) as unknown[] | undefined;
  return (list ?? []).flatMap((entry) => {
    if (typeof entry === 'number') return [entry];
    const index = partitionFields
      .map((name) => (entry as Body | null)?.[name])
      .find((each) => typeof each === 'number');
    return index === undefined ? [] : [index as number];
  });
}

function* errorCodesIn(value: unknown): Generator<number> {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return;
  for (const [field, inner] of Object.entries(value)) {
    if (field === 'errorCode' && typeof inner === 'number' && inner !== 0) yield inner;
    else yield* errorCodesIn(inner);
  }
}
