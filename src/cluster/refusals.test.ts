import assert from 'node:assert/strict';
import { test } from 'node:test';
import { zeroUuid } from '../bytes/uuid.ts';
import { Writer } from '../bytes/writer.ts';
import { apis } from '../wire/apis.ts';
import { Fetch } from '../wire/apis/fetch.ts';
import { Metadata } from '../wire/apis/metadata.ts';
import { Produce } from '../wire/apis/produce.ts';
import type { Api } from '../wire/definition.ts';
import { codeOf } from '../wire/errors.ts';
import type { AnyField, Shape } from '../wire/fields.ts';
import { errorsOf } from './message-subjects.ts';
import { refusal } from './refusals.ts';

const errorCode = codeOf('NOT_LEADER_OR_FOLLOWER');

/** A body with one of everything. */
function sample(shape: Shape, version: number): Record<string, unknown> {
  const known = Object.entries(shape).filter(([, { options }]) => version >= options.since && version <= options.until);
  return Object.fromEntries(known.map(([name, field]) => [name, sampleValue(field, version)]));
}

function sampleValue({ options }: AnyField, version: number): unknown {
  switch (options.kind) {
    case 'array':
      return [sampleValue(options.element!, version)];
    case 'struct':
      return sample(options.fields!, version);
    case 'string':
      return 'payments';
    case 'uuid':
      return zeroUuid;
    default:
      return options.kind.includes('int') ? 1 : options.default;
  }
}

function hasErrorCode(shape: Shape, version: number): boolean {
  return Object.entries(shape).some(
    ([name, { options }]) =>
      version >= options.since &&
      version <= options.until &&
      (name === 'errorCode' || hasErrorCode(options.element?.options.fields ?? options.fields ?? {}, version)),
  );
}

/** Their answers list other things than their requests: folders, or topics that stood within folders. */
const others = ['AlterReplicaLogDirs', 'DescribeLogDirs'];

test('a request can be refused with an error that its answer carries, whatever the API and the version', () => {
  const failed = new Set<string>();
  for (const api of apis) {
    for (let version = api.versions[0]; version <= api.versions[1]; version++) {
      const writer = new Writer();
      api.response.write(writer, version, refusal(api, sample(api.request.fields, version), version, errorCode));
      const answer = api.response.decode(writer.toBytes(), version);
      const expected = hasErrorCode(api.response.fields, version) ? 'NOT_LEADER_OR_FOLLOWER' : '';
      if (errorsOf(answer) !== expected) failed.add(api.name);
    }
  }
  assert.deepEqual([...failed], others);
});

test('each partition that was asked for gets the error, under its own name', () => {
  const request = {
    topicData: [
      { name: 'payments', partitionData: [{ index: 0 }, { index: 2 }] },
      { name: 'orders', partitionData: [{ index: 1 }] },
    ],
  };
  const answer = refusal(Produce as unknown as Api, request, 9, errorCode) as unknown as Answer;
  assert.deepEqual(
    answer.responses.map(({ name, partitionResponses }) => [name, partitionResponses.map(({ index }) => index)]),
    [
      ['payments', [0, 2]],
      ['orders', [1]],
    ],
  );
  assert.ok(answer.responses.every((topic) => topic.partitionResponses.every((each) => each.errorCode === errorCode)));
});

test('an error of the whole answer is given only where nothing in it can have its own', () => {
  const asked = { topics: [{ topicId: zeroUuid, partitions: [{ partition: 4 }] }] };
  const answer = refusal(Fetch as unknown as Api, asked, 16, errorCode);
  assert.equal(answer['errorCode'], 0);
  assert.deepEqual(JSON.parse(JSON.stringify(answer['responses']))[0].partitions[0].partitionIndex, 4);
  assert.equal(refusal(Fetch as unknown as Api, { topics: [] }, 16, errorCode)['errorCode'], errorCode);
  assert.deepEqual(refusal(Metadata as unknown as Api, { topics: null }, 12, errorCode)['topics'], []);
});

interface Answer {
  readonly responses: readonly {
    readonly name: string;
    readonly partitionResponses: readonly { readonly index: number; readonly errorCode: number }[];
  }[];
}
