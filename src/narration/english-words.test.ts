import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clockTime, withClockTimes } from './english-words.ts';

test('a timestamp is told as the time of day, with its date where that is not the first day of a run', () => {
  assert.equal(clockTime(Date.UTC(2026, 0, 1, 9, 5, 7, 18)), '09:05:07.018');
  assert.equal(clockTime(Date.UTC(2026, 0, 1)), '00:00:00.000');
  for (const at of [0, Date.UTC(2024, 1, 29, 23, 59, 59, 999), Date.UTC(2025, 11, 31), Date.UTC(2100, 2, 1), -1]) {
    const [date, time] = new Date(at).toISOString().split(/[TZ]/);
    assert.equal(clockTime(at), `${date} ${time}`);
  }
});

test('timestamps within a text are told so; other numbers stay', () => {
  const at = Date.UTC(2026, 0, 1, 9);
  assert.equal(withClockTimes(`the first of 1234567 from ${at} on`), 'the first of 1234567 from 09:00:00.000 on');
});
