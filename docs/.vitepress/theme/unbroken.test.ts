import assert from 'node:assert/strict';
import { test } from 'node:test';
import { piecesOf } from './unbroken.ts';

const shown = (text: string) =>
  piecesOf(text).map(({ isWhole, parts }) => (isWhole ? `[${parts.join('|')}]` : parts.join('|')));

test('a name with a hyphen is one piece, and nothing is lost', () => {
  assert.deepEqual(shown('teller asks broker-1 for payments-0@0 again'), [
    'teller asks ',
    '[broker-1]',
    ' for ',
    '[payments-0@0]',
    ' again',
  ]);
});

test('a setting is one piece; one that is too long for a row breaks behind its signs', () => {
  assert.deepEqual(shown('set teller enable.idempotence=true'), ['set teller ', '[enable.idempotence=true]']);
  assert.deepEqual(shown('advertised.listeners=PLAINTEXT://broker-1:9092'), [
    '[advertised.listeners=|PLAINTEXT://|broker-1:9092]',
  ]);
});

test('a file breaks behind its folder', () => {
  assert.deepEqual(shown('payments-0/00000000000000000000.log, byte 0'), [
    '[payments-0/|00000000000000000000.log,]',
    ' byte 0',
  ]);
});

test('a name that is too long for a row breaks before a point', () => {
  assert.deepEqual(shown('log.retention.check.interval.ms'), ['[log|.retention|.check|.interval|.ms]']);
});

test('a short text in quotes is one piece; a long one is words', () => {
  assert.deepEqual(shown('produce prices "coffee 4 EUR" key=coffee'), [
    'produce prices ',
    '["coffee 4 EUR"]',
    ' ',
    '[key=coffee]',
  ]);
  assert.deepEqual(shown('"42 EUR to Ada, for the analytical-engine, second" count=3'), [
    '"42 EUR to Ada, for the ',
    '[analytical-engine,]',
    ' second" ',
    '[count=3]',
  ]);
  assert.deepEqual(shown('a "quote that has no end'), ['a "quote that has no end']);
});

test('what is too long for a row may break anywhere', () => {
  assert.deepEqual(shown(`a-${'b'.repeat(40)}`), [`a-${'b'.repeat(40)}`]);
});
