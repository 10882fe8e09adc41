import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lacksReference } from '../testing/reference.ts';
import { apis } from './apis.ts';
import { describeOurs, describeTheirs } from './testing/compare-definitions.ts';
import { messages } from './testing/messages.ts';
import { readJson, referenceDefinition } from './testing/reference.ts';

/** Access control, delegation tokens, quotas, credentials; telemetry; share groups, streams groups, and the voters between. */
const notPlanned = [29, 30, 31, 38, 39, 40, 41, 48, 49, 50, 51, 71, 72].concat(
  Array.from({ length: 17 }, (_, more) => 76 + more),
);

test('every definition is what Apache Kafka 4.3 has', { skip: lacksReference }, async (context) => {
  for (const message of messages) {
    await context.test(message.name, () => {
      assert.deepEqual(describeOurs(message), describeTheirs(referenceDefinition('clients', message.name)));
    });
  }
});

test('every API has its number and its name', { skip: lacksReference }, () => {
  for (const { key, name } of apis) {
    assert.equal(referenceDefinition('clients', `${name}Request`).apiKey, key);
    assert.equal(referenceDefinition('clients', `${name}Response`).apiKey, key);
  }
});

test('what is not defined is what is not planned', { skip: lacksReference }, () => {
  const { apis: theirs } = readJson('kafka-messages/apis.json') as {
    apis: { apiKey: number; validVersions: string }[];
  };
  const withVersions = theirs.filter(({ validVersions }) => validVersions !== 'none').map(({ apiKey }) => apiKey);
  const ours = apis.map(({ key }) => key);
  assert.deepEqual(
    withVersions.filter((key) => !ours.includes(key)),
    notPlanned.filter((key) => withVersions.includes(key)),
  );
  assert.deepEqual(
    ours.filter((key) => notPlanned.includes(key)),
    [],
  );
});
