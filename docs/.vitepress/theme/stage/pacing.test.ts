import assert from 'node:assert/strict';
import { test } from 'node:test';
import { beatsOf } from './pacing.ts';
import type { Told } from './told.ts';

function acknowledged(node: string, atUs: number, offset: number): Told {
  return { name: 'record acknowledged', node, atUs, partition: 'payments-0', offset, value: null };
}

function accepted(atUs: number): Told {
  return { name: 'record accepted', node: 'teller', atUs, topic: 'payments', partition: 0, key: null, value: null };
}

test('the records of a batch are accepted in one beat and acknowledged in one, those of another answer in another', () => {
  const events = [
    accepted(1),
    accepted(1),
    acknowledged('teller', 5, 0),
    acknowledged('teller', 5, 1),
    acknowledged('teller', 5, 2),
    acknowledged('clerk', 5, 0),
    acknowledged('clerk', 9, 1),
  ];
  const beats = beatsOf(events, [...events.keys()]);
  assert.deepEqual(
    beats.map(({ event }) => event),
    [0, 2, 5, 6],
  );
});
