import assert from 'node:assert/strict';
import { test } from 'node:test';
import { linesOf, settingsIn } from './settings-text.ts';

test('settings are lines, and lines are settings', () => {
  const text = 'linger.ms=40\nbatch.size=32768';
  assert.deepEqual(
    [...settingsIn(text)],
    [
      ['linger.ms', '40'],
      ['batch.size', '32768'],
    ],
  );
  assert.equal(linesOf(settingsIn(text)), text);
});

test('a setting without a value is left out', () => {
  assert.equal(linesOf(settingsIn('linger.ms=\nbatch.size = 1')), 'batch.size=1');
});
