import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Reader } from '../bytes/reader.ts';
import { lacksReference, referenceFolder } from '../testing/reference.ts';
import { findApi } from '../wire/apis.ts';
import { errorOf } from '../wire/errors.ts';
import { readResponseHeader } from '../wire/headers.ts';
import { servedApi } from './served.ts';
import { OneBroker } from './testing/one-broker.ts';
import { RawClient } from './testing/raw-client.ts';

/**
 * What Apache Kafka's admin client sends, byte for byte, put to our broker; the answers are compared with those that Apache
 * Kafka's broker gave, field by field, but for what is random, where it listens, and the wording of errors.
 */
interface Frame {
  readonly connection: number;
  readonly from: 'client' | 'broker';
  readonly api: string;
  readonly apiKey: number;
  readonly version: number;
  readonly headerHex: string;
  readonly hex: string;
  readonly json: unknown;
}

function framesOf(conversation: string): readonly Frame[] {
  const path = join(referenceFolder()!, 'wire/conversations', `${conversation}.jsonl`);
  return readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Frame);
}

test('the admin client of Apache Kafka gets the answers that its own broker gives', {
  skip: lacksReference,
}, async () => {
  const frames = framesOf('admin').filter(({ connection }) => connection === 2);
  const broker = await OneBroker.start({ clusterId: 'MkU3OEVBNTcwNTJENDM2Qg' });
  const client = await RawClient.connect(broker.simulation);
  const compared: string[] = [];
  for (const [index, asked] of frames.entries()) {
    if (asked.from !== 'client' || servedApi(asked.apiKey, asked.version) === undefined) continue;
    if (asked.api === 'ApiVersions') continue; // what is served differs, of course
    const answered = client.frames.length;
    await client.sendFrame(bytesOf(asked.headerHex + asked.hex));
    await client.wait(answered + 1);
    const api = findApi(asked.apiKey)!;
    const reader = new Reader(client.frames[answered]!);
    readResponseHeader(reader, api, asked.version);
    const ours = api.response.read(reader, asked.version);
    const theirs = frames[index + 1]!;
    assert.equal(theirs.from, 'broker');
    assert.deepEqual(
      comparable(ours, theirs.json),
      comparable(theirs.json, theirs.json),
      `${asked.api}, frame ${index}`,
    );
    compared.push(asked.api);
  }
  const apis = [...new Set(compared)].sort();
  assert.deepEqual(apis, [
    'CreatePartitions',
    'CreateTopics',
    'DeleteTopics',
    'DescribeCluster',
    'DescribeConfigs',
    'DescribeTopicPartitions',
    'IncrementalAlterConfigs',
  ]);
});

const differs = ['port', 'host', 'errorMessage', 'topicId'];

/** An answer in a form that can be compared: only fields that theirs has too, errors by name, lists of settings sorted. */
function comparable(value: unknown, theirs: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item, index) =>
      comparable(item, (theirs as unknown[])[index] ?? (theirs as unknown[])[0]),
    );
    return items.every((item) => typeof item === 'object' && item !== null && 'name' in item)
      ? items.sort((one, other) => ((one as { name: string }).name < (other as { name: string }).name ? -1 : 1))
      : items;
  }
  if (typeof value !== 'object' || value === null) return value;
  const known = Object.keys((theirs ?? {}) as object);
  const entries = Object.entries(value).filter(([name]) => known.includes(name) && !differs.includes(name));
  return Object.fromEntries(
    entries.map(([name, field]) =>
      name === 'errorCode'
        ? [name, errorOf(field as number).name]
        : [name, comparable(field, (theirs as Record<string, unknown>)[name])],
    ),
  );
}

function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
