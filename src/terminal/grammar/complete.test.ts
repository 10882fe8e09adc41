import assert from 'node:assert/strict';
import { test } from 'node:test';
import { namesThere } from '../mistypings.ts';
import { complete } from './index.ts';

function offered(line: string): readonly string[] {
  return complete(line, line.length, namesThere).candidates.map(({ text }) => text);
}

test('an empty line offers the verbs, and the beginning of one completes it', () => {
  assert.ok(offered('').includes('create') && offered('').includes('kafka-topics'));
  assert.deepEqual(offered('cr'), ['create']);
  assert.deepEqual(offered('at 5s ki'), ['kill']);
});

test('behind a verb come its nouns, behind a noun the names of the cluster', () => {
  assert.deepEqual(offered('create '), ['cluster', 'topic', 'producer', 'consumer']);
  assert.deepEqual(offered('kill b'), ['broker-1', 'broker-2', 'broker-3', 'bank']);
  assert.deepEqual(offered('show log of p'), ['payments', 'payments-0', 'payments-1']);
  assert.deepEqual(offered('seek c'), ['clerk']);
  assert.deepEqual(offered('cut broker-1 from broker-2 '), ['oneway']);
  assert.deepEqual(offered('drop next produce '), ['request', 'response']);
  assert.deepEqual(offered('expect log of payments-0 '), ['on', 'holds']);
});

test("options and Kafka's settings are offered by key, then by value", () => {
  assert.deepEqual(offered('create producer teller enable.i'), ['enable.idempotence=']);
  assert.deepEqual(offered('create producer teller enable.idempotence='), [
    'enable.idempotence=true',
    'enable.idempotence=false',
  ]);
  assert.deepEqual(offered('create topic payments par'), ['partitions=']);
  assert.deepEqual(offered('create topic payments partitions=3 par'), []);
  assert.deepEqual(offered('consume payments from=e'), ['from=earliest']);
});

test('within a value nothing is offered, and neither behind what cannot be read', () => {
  assert.deepEqual(offered('produce payments "he'), []);
  assert.deepEqual(offered('xyzzy '), []);
  assert.deepEqual(offered('kill broker-1 '), []);
});

test('what stands behind the cursor is left alone', () => {
  const line = 'kill brok # for a while';
  assert.deepEqual(
    complete(line, 9, namesThere).candidates.map(({ text }) => text),
    ['broker-1', 'broker-2', 'broker-3'],
  );
  assert.deepEqual([complete(line, 9, namesThere).from, complete(line, 9, namesThere).to], [5, 9]);
});

test('the forms that a line can still become are shown while it is typed', () => {
  assert.deepEqual(complete('pause cl', 8, namesThere).forms, ['pause NODE [for TIME]']);
});

test('it is said whether the line can be run, and what is expected where nothing can be offered', () => {
  const at = (line: string) => complete(line, line.length, namesThere);
  assert.deepEqual(
    ['kill ', 'kill broker-1', 'kill broker-1 ', 'kill nobody', 'set payments '].map((line) => at(line).isWhole),
    [false, true, true, false, false],
  );
  assert.deepEqual(at('pause clerk for ').expects, ['a time, as in 30s or 200ms']);
  assert.deepEqual(at('produce payments "a" count=').expects, ['a number of at least 1']);
});

test('what works only from a later chapter on is marked', () => {
  const later = (line: string) =>
    complete(line, line.length, namesThere)
      .candidates.filter(({ isLater }) => isLater)
      .map(({ text }) => text);
  assert.ok(later('').includes('elect') && !later('').includes('kill') && !later('').includes('show'));
  assert.ok(later('show ').includes('transactions') && !later('show ').includes('log'));
});
