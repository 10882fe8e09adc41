import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConnectionError } from '../wire/connection-error.ts';
import { codeOf, kafkaErrors } from '../wire/errors.ts';
import { NetworkError } from '../world/world.ts';
import { exceptionNameOf, KafkaException } from './kafka-exception.ts';

test("errors of the protocol have the names of Kafka's exceptions", () => {
  assert.equal(exceptionNameOf('NOT_LEADER_OR_FOLLOWER'), 'NotLeaderOrFollowerException');
  assert.equal(exceptionNameOf('MESSAGE_TOO_LARGE'), 'RecordTooLargeException');
  const names = kafkaErrors.map(({ name }) => exceptionNameOf(name));
  assert.equal(new Set(names).size, names.length);
  for (const name of names) assert.match(name, /^([A-Z][a-z]*)+$/);
});

test('what a broker answers keeps its error, its message, and whether it may pass', () => {
  const passing = KafkaException.answered(codeOf('NOT_ENOUGH_REPLICAS'));
  assert.deepEqual([passing.kafkaName, passing.isRetriable], ['NotEnoughReplicasException', true]);
  assert.match(passing.message, /min\.insync\.replicas/);
  const lasting = KafkaException.answered(codeOf('INVALID_CONFIG'), 'retention.ms=long: not a number');
  assert.deepEqual([lasting.message, lasting.isRetriable], ['retention.ms=long: not a number', false]);
  assert.equal(lasting.error!.name, 'INVALID_CONFIG');
});

test("what the wire throws gets Kafka's name; a mistake of ours is thrown again", () => {
  const names = (['timed out', 'lost', 'closed', 'unsupported version'] as const).map(
    (code) => KafkaException.from(new ConnectionError(code, 'why')).kafkaName,
  );
  assert.deepEqual(names, ['TimeoutException', 'NetworkException', 'KafkaException', 'UnsupportedVersionException']);
  assert.equal(KafkaException.from(new NetworkError('refused', 'why')).kafkaName, 'NetworkException');
  assert.throws(() => KafkaException.from(new RangeError('ours')), RangeError);
});
