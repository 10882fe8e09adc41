import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RuleBook } from './rule-book.ts';
import { RuleCalls, shown } from './rule-calls.ts';

const rules = {
  larger: (one: number, other: number) => Math.max(one, other),
  greet: (name: string) => `hello ${name}`,
  limit: 5,
};

test('a node keeps the rules that it was given, and decides by those that are in force', () => {
  const book = new RuleBook(rules, undefined);
  const { larger, greet } = book.for('broker-1');
  assert.equal(larger(1, 2), 2);
  book.replace({ larger: (one) => one });
  assert.equal(larger(1, 2), 1);
  assert.equal(greet('Ada'), 'hello Ada');
  book.replace({ greet: () => 'go away' });
  assert.equal(larger(1, 2), 2);
  assert.equal(greet('Ada'), 'go away');
  assert.equal(book.for('broker-1').limit, 5);
});

test('each call is noted with its inputs, its result, its node and its instant; the oldest are forgotten', () => {
  let atUs = 0;
  const calls = new RuleCalls(3, () => ({ atUs: ++atUs, eventsBefore: atUs * 10 }));
  const { larger } = new RuleBook(rules, calls).for('broker-1');
  for (let number = 0; number < 5; number++) larger(number, 2);
  assert.deepEqual(
    calls.all().map((call) => call.inputs),
    [
      [2, 2],
      [3, 2],
      [4, 2],
    ],
  );
  assert.deepEqual(calls.before({ node: 'broker-1', atUs: 4 }), [
    { rule: 'larger', node: 'broker-1', atUs: 4, eventsBefore: 40, inputs: [3, 2], result: 3, isReplaced: false },
  ]);
  assert.deepEqual(calls.before({ node: 'broker-1', atUs: 4 }, 39), []);
  assert.deepEqual(calls.before({ node: 'broker-2', atUs: 4 }), []);
});

test('a rule that is asked often does not push out one that is asked once', () => {
  let eventsBefore = 0;
  const calls = new RuleCalls(3, () => ({ atUs: 1, eventsBefore: eventsBefore++ }));
  const { larger, greet } = new RuleBook(rules, calls).for('broker-1');
  greet('Ada');
  for (let number = 0; number < 50; number++) larger(number, 2);
  assert.equal(calls.all().length, 4);
  assert.equal(calls.latest({ rules: ['greet'], node: 'broker-1' })?.result, 'hello Ada');
  assert.equal(calls.latest({ rules: ['larger', 'greet'], node: 'broker-1' })?.result, 49);
  assert.equal(calls.first({ rules: ['larger'], node: 'broker-1' })?.result, 47);
  assert.equal(calls.latest({ rules: ['larger'], node: 'broker-1', upTo: 49 })?.result, 48);
  assert.equal(calls.latest({ rules: ['larger'], node: 'broker-2' }), undefined);
  assert.equal(calls.latest({ rules: ['larger'], node: 'broker-1', matches: ({ result }) => result === 3 }), undefined);
});

test('what is noted is a copy, plain and small', () => {
  const input = { offsets: [1, 2], bytes: new Uint8Array(9), names: new Map([['a', 1n]]), missing: undefined };
  const copy = shown(input);
  input.offsets.push(3);
  assert.deepEqual(copy, { offsets: [1, 2], bytes: '9 bytes', names: { a: '1' }, missing: null });
  assert.equal((shown('x'.repeat(500)) as string).length, 80);
  assert.equal((shown(Array.from({ length: 500 }, () => 0)) as unknown[]).length, 20);
  const endless: { self?: unknown } = {};
  endless.self = endless;
  assert.deepEqual(shown(endless), { self: { self: { self: { self: '…' } } } });
  assert.equal(shown(rules.greet), 'a function');
});
