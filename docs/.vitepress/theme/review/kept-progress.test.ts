import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayOf, keepProgress, keptProgress } from './kept-progress.ts';

const progress = new Map([['1-storage/which-file', { step: 1, dueDay: 20_003 }]]);

test('what is kept is there again; what somebody spoiled is as nothing', () => {
  const values = new Map<string, string>();
  const store = {
    getItem: (name: string) => values.get(name) ?? null,
    setItem: (name: string, value: string) => void values.set(name, value),
  };
  assert.ok(keepProgress(progress, () => store));
  assert.deepEqual(
    keptProgress(() => store),
    progress,
  );
  for (const name of values.keys()) values.set(name, 'spoiled');
  assert.equal(keptProgress(() => store).size, 0);
});

test('where nothing is kept it says so, and nothing fails', () => {
  const none = () => {
    throw new DOMException('storage is switched off', 'SecurityError');
  };
  assert.equal(keepProgress(progress, none), false);
  assert.equal(keptProgress(none).size, 0);
});

test('a day begins at midnight where the reader is', () => {
  const offsetMs = new Date(2026, 0, 5).getTimezoneOffset() * 60_000;
  const midnight = new Date(2026, 0, 5, 0, 0, 0);
  assert.equal(dayOf(midnight), (midnight.getTime() - offsetMs) / 86_400_000);
  assert.equal(dayOf(new Date(2026, 0, 5, 23, 59, 59)), dayOf(midnight));
  assert.equal(dayOf(new Date(2026, 0, 6, 0, 0, 0)), dayOf(midnight) + 1);
});
