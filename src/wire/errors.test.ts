import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeOf, errorNamed, errorOf, KafkaError, kafkaErrors } from './errors.ts';

test('every number from −1 to 133 has its error', () => {
  assert.deepEqual(
    kafkaErrors.map(({ code }) => code),
    Array.from({ length: 135 }, (_, index) => index - 1),
  );
});

test('an error is found by its number and by its name', () => {
  assert.equal(errorOf(6).name, 'NOT_LEADER_OR_FOLLOWER');
  assert.equal(codeOf('NOT_LEADER_OR_FOLLOWER'), 6);
  for (const error of kafkaErrors) {
    assert.equal(errorOf(error.code), error);
    assert.equal(errorNamed(error.name), error);
  }
});

test('a number that nobody knows is an unknown server error', () => {
  assert.equal(errorOf(134).name, 'UNKNOWN_SERVER_ERROR');
  assert.equal(errorOf(-2).name, 'UNKNOWN_SERVER_ERROR');
});

test('what misleads a client about the metadata may be tried again', () => {
  for (const error of kafkaErrors) assert.ok(error.retriable || !error.metadataIsStale, error.name);
  assert.ok(errorNamed('LEADER_NOT_AVAILABLE').metadataIsStale);
  assert.ok(!errorNamed('NOT_ENOUGH_REPLICAS').metadataIsStale);
});

test('a thrown error carries its number, its name and a sentence', () => {
  const error = new KafkaError('OFFSET_OUT_OF_RANGE', 'payments-0 ends at 7');
  assert.equal(error.code, 1);
  assert.equal(error.message, 'payments-0 ends at 7');
  assert.equal(new KafkaError('OFFSET_OUT_OF_RANGE').message, errorNamed('OFFSET_OUT_OF_RANGE').meaning);
});
