import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { RuleExercise, ScheduleExercise, SettingsExercise, TraceExercise } from './exercise.ts';
import { judge } from './judge.ts';

const noRule = () => Promise.reject(new Error('it is no rule'));
const written = (text: string) => ({ text, exported: noRule });

const trace: TraceExercise = {
  kind: 'trace',
  title: 'A byte',
  minutes: 1,
  ask: 'Which?',
  bytes: new Uint8Array(8),
  choices: [
    { says: 'length', range: [0, 3], isRight: false, because: 'That is the length.' },
    { says: 'magic', range: [4, 4], isRight: false, because: 'That is the magic byte.' },
    { says: 'count', range: [5, 7], isRight: true, because: 'That is the count.' },
  ],
};

async function saidOf(text: string): Promise<string> {
  const verdict = await judge(trace, written(text));
  return verdict.passed ? verdict.says : verdict.because;
}

test('bytes: exactly those that are asked for, and what others are called', async () => {
  assert.equal(await saidOf('# the count\n5-7\n'), 'That is the count.');
  assert.equal(await saidOf('0-3'), 'That is the length.');
  assert.equal(await saidOf('1-2'), 'That is the length.');
  assert.equal(await saidOf('4'), 'That is the magic byte.');
  assert.match(await saidOf('6'), /right place/);
  assert.match(await saidOf('3-5'), /length, magic, count/);
  assert.match(await saidOf(''), /the first and the last/);
  assert.match(await saidOf('19-22'), /the first and the last/);
});

const schedule: ScheduleExercise = {
  kind: 'schedule',
  title: 'Lose it',
  minutes: 1,
  task: 'Lose it.',
  given: ['create cluster brokers=1 seed=7', 'create topic payments partitions=1'],
  goal: ['end of payments-0 is 1', 'flushes of payments-0 is 0'],
  par: 1,
  solution: ['produce payments "42"'],
};

test('commands: each condition with whether it holds, and the run', async () => {
  const verdict = await judge(schedule, written('produce payments "42"\nproduce payments "7"'));
  assert.ok(!verdict.passed);
  assert.deepEqual(verdict.conditions, [
    { says: 'end of payments-0 is 1', holds: false },
    { says: 'flushes of payments-0 is 0', holds: true },
  ]);
  assert.equal(verdict.run?.commands.length, 4);
});

test('commands: none, another cluster, and what cannot be read or done', async () => {
  const because = async (text: string) => {
    const verdict = await judge(schedule, written(text));
    return verdict.passed ? 'passed' : verdict.because;
  };
  assert.match(await because('# nothing yet'), /There is no command yet/);
  assert.match(await because('create cluster brokers=2'), /The cluster is given/);
  assert.match(await because('prodduce payments "42"'), /produce/);
  assert.match(await because('kill broker-7'), /broker-7/);
});

const settings: SettingsExercise = {
  kind: 'settings',
  title: 'Fewer writes',
  minutes: 1,
  task: 'Fewer.',
  commands: [
    'create cluster brokers=1 seed=7',
    'create topic payments partitions=1',
    'create producer teller {settings}',
    'produce payments "42" count=40 rate=1000/s as teller',
  ],
  fields: [{ setting: 'linger.ms', default: '5', solution: '30' }],
  goal: ['writes of payments-0 <= 3'],
  mostWaitMs: 35,
};

test('settings: what they cost, and the first condition that does not hold', async () => {
  const usual = await judge(settings, written('linger.ms=5'));
  assert.ok(!usual.passed && usual.price !== undefined && usual.price.writes > 3);
  assert.equal(usual.price.records, 40);
  const patient = await judge(settings, written('linger.ms = 5\nlinger.ms=40  # later wins'));
  assert.ok(!patient.passed);
  assert.match(patient.because, /^The longest wait was 4\d/);
  assert.ok((await judge(settings, written('linger.ms=30'))).passed);
  const strange = await judge(settings, written('acks=1'));
  assert.ok(!strange.passed && /not one of linger.ms/.test(strange.because));
});

const bytesRule: RuleExercise<(value: number) => Uint8Array> = {
  kind: 'rule',
  title: 'Two bytes',
  minutes: 1,
  writes: 'bytesOf',
  inputs: ['value'],
  examples: [{ inputs: [258], expected: Uint8Array.of(1, 2), because: 'The higher one comes first.' }],
  law: { says: 'two bytes', inputs: fc.tuple(fc.nat(65535)), runs: 10, flaw: () => undefined },
  fields: () => [
    { name: 'high', first: 0, last: 0 },
    { name: 'low', first: 1, last: 1 },
  ],
};
const exporting = (learned: unknown) => ({ text: '', exported: () => Promise.resolve(learned) });

test('a rule that gives bytes is told with their names', async () => {
  const verdict = await judge(
    bytesRule,
    exporting((value: number) => Uint8Array.of(value & 255, value >> 8)),
  );
  assert.ok(!verdict.passed);
  assert.deepEqual(
    verdict.fields?.map(({ name }) => name),
    ['high', 'low'],
  );
});

test('a verdict is plain data, whatever the function returns', async () => {
  const verdict = await judge(
    bytesRule,
    exporting(() => () => 1),
  );
  assert.ok(!verdict.passed);
  assert.equal(verdict.found, 'a function');
  assert.doesNotThrow(() => structuredClone(verdict));
});

test('what cannot be loaded is told in its own words', async () => {
  const verdict = await judge(bytesRule, { text: '', exported: () => Promise.reject(new Error('no such module')) });
  assert.ok(!verdict.passed);
  assert.equal(verdict.threw, 'no such module');
});
