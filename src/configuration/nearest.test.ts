import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { didYouMean, editDistance, nearest } from './nearest.ts';
import { settingsOf } from './tables.ts';

test('the known key that takes the fewest slips is meant', () => {
  const meant: [string, string][] = [
    ['retention.mss', 'retention.ms'],
    ['retnetion.ms', 'retention.ms'],
    ['RETENTION_MS', 'retention.ms'],
    ['retentionMs', 'retention.ms'],
    ['cleanup.polcy', 'cleanup.policy'],
    ['min.insync.replica', 'min.insync.replicas'],
    ['max.mesage.bytes', 'max.message.bytes'],
    ['segment.byte', 'segment.bytes'],
    ['unclean', 'unclean.leader.election.enable'],
  ];
  for (const [word, key] of meant) assert.equal(nearest(word, settingsOf.topic.keys()), key, word);
  assert.equal(nearest('idempotence', settingsOf.producer.keys()), 'enable.idempotence');
});

test('nothing is meant by what is near nothing', () => {
  for (const word of ['', '...', 'x', 'colour.of.the.sky', 'z'.repeat(5000)]) {
    assert.equal(nearest(word, settingsOf.topic.keys()), undefined, word.slice(0, 20));
  }
  assert.equal(didYouMean('colour.of.the.sky', settingsOf.topic.keys()), '');
});

test('one slip costs one: a letter too many, missing, wrong, or two swapped', () => {
  for (const word of ['brokers', 'brker', 'braker', 'borker']) assert.equal(editDistance(word, 'broker'), 1, word);
  fc.assert(
    fc.property(fc.string(), fc.string(), (one, other) => {
      const distance = editDistance(one, other);
      assert.equal(distance, editDistance(other, one));
      assert.equal(distance === 0, one === other);
      assert.ok(distance <= Math.max(one.length, other.length));
    }),
  );
});
