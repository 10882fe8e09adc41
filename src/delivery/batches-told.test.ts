import assert from 'node:assert/strict';
import { test } from 'node:test';
import { batchesAfter, noBatches, type ToldBatches, wasSent } from './batches-told.ts';
import { valuesOf } from './shared-queue.ts';

type Told = Parameters<typeof batchesAfter>[1];

function after(events: readonly object[], from: ToldBatches = noBatches): ToldBatches {
  return events.reduce<ToldBatches>((batches, event) => batchesAfter(batches, event as Told), from);
}

const accepted = (value: string) => ({ name: 'record accepted', topic: 'payments', partition: 0, value });
const sent = (records: number, attempt = 1) => ({ name: 'batch sent', partition: 'payments-0', records, attempt });
const asked = (correlationId: number) => ({ name: 'request sent', api: 'Produce', to: 'broker-1:9092', correlationId });
const answered = (correlationId: number) => ({
  name: 'response received',
  api: 'Produce',
  from: 'broker-1:9092',
  correlationId,
});
const retried = { name: 'batch will be retried', partition: 'payments-0' };
const acknowledged = (value: string) => ({ name: 'record acknowledged', partition: 'payments-0', offset: 0, value });

/** A and B are under way, in requests 4 and 5. */
const twoUnderWay = after([accepted('A'), sent(1), asked(4), accepted('B'), sent(1), asked(5)]);

test('of two batches on their way the answer says which is sent again', () => {
  for (const [request, value] of [
    [4, 'A'],
    [5, 'B'],
  ] as const) {
    const waiting = after([answered(request), retried], twoUnderWay);
    assert.deepEqual(waiting.about?.values, [value]);
    const again = after([sent(1, 2)], waiting);
    assert.deepEqual([again.about?.values, again.about?.attempt], [[value], 2]);
  }
});

test('where the connection is lost both fail, the first that was sent first, and go again in that order', () => {
  const lost = after([answered(4), { name: 'connection lost' }, retried, retried], twoUnderWay);
  const first = after([sent(1, 2)], lost);
  assert.deepEqual(first.about?.values, ['A']);
  assert.deepEqual(after([asked(0), sent(1, 2)], first).about?.values, ['B']);
});

test('a batch is done with when each of its records has an outcome', () => {
  const batches = after([accepted('A'), accepted('B'), accepted('C'), sent(2), asked(1)]);
  assert.deepEqual(batches.about?.values, ['A', 'B']);
  assert.deepEqual(valuesOf(batches.gathered['payments-0']!), ['C']);
  const half = after([answered(1), acknowledged('A')], batches);
  assert.ok(wasSent(half, 'payments-0', 'B') && !wasSent(half, 'payments-0', 'A') && !wasSent(half, 'payments-0', 'C'));
  const done = after([acknowledged('B')], half);
  assert.deepEqual(done.open, []);
  const failed = after([{ name: 'record failed', partition: 'payments-0', value: 'C' }], done);
  assert.deepEqual(valuesOf(failed.gathered['payments-0']!), []);
});
