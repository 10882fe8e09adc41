import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Operations } from '../operations/operations.ts';
import { faultsOf, linesFor, type SettingsExercise } from './workload.ts';

const exercise: SettingsExercise = {
  commands: ['create topic payments', 'create producer teller acks=1 {settings}'],
  fields: [{ setting: 'linger.ms', default: '5', solution: '40' }],
  goal: { mostWrites: 10, mostWaitMs: 50 },
  partition: 'payments-0',
};
const found = (writes: number, longestWaitUs: number): Operations => ({
  partition: 'payments-0',
  records: 1,
  requests: 1,
  writes,
  writtenBytes: 1,
  flushes: 0,
  longestWaitUs,
});

test('settings are put into the command that has a place for them', () => {
  assert.deepEqual(linesFor(exercise, { 'linger.ms': '40', 'batch.size': '1' }), [
    'create topic payments',
    'create producer teller acks=1 linger.ms=40 batch.size=1',
  ]);
});

test('a goal is reached to its limit, and not beyond it', () => {
  assert.deepEqual(faultsOf(found(10, 50_000), exercise.goal), []);
  assert.deepEqual(faultsOf(found(11, 50_000), exercise.goal), ['writes']);
  assert.deepEqual(faultsOf(found(10, 50_001), exercise.goal), ['wait']);
  assert.deepEqual(faultsOf(found(11, 60_000), exercise.goal), ['writes', 'wait']);
});
