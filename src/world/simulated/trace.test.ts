import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Hash } from './hash.ts';
import { SeededRandom } from './random.ts';
import { Trace } from './trace.ts';

function hashOf(...values: unknown[]): string {
  const hash = new Hash();
  for (const value of values) hash.value(value);
  return hash.digits();
}

test('values that differ have hashes that differ', () => {
  const values = [
    ...[0, 1, -1, 0.5, 2 ** 31, 2 ** 32, 2 ** 53, -(2 ** 31), 1e300, NaN, Infinity],
    ...['', 'a', 'ab', 'ba', '0', 'é', '\u0000', true, false, null, 1n],
    ...[[], [0], [[0]], [0, 0], {}, { a: 0 }, { b: 0 }, { a: { b: 0 } }, { a: 0, b: 0 }, ['a', 'b'], ['ab']],
  ];
  assert.equal(new Set(values.map((value) => hashOf(value))).size, values.length);
  assert.notEqual(hashOf('a', 'b'), hashOf('b', 'a'));
});

test('a field that is undefined counts as missing, and what is no plain data is refused', () => {
  assert.equal(hashOf({ a: 1, b: undefined }), hashOf({ a: 1 }));
  assert.throws(() => hashOf({ a: new Uint8Array(3) }), TypeError);
  assert.throws(() => hashOf(() => 1), TypeError);
});

test('a trace hashes, keeps the latest, and tells those who listen; where nobody wants it, it says so', () => {
  const trace = new Trace({ hashed: true, keep: 3 });
  const heard: string[] = [];
  const stop = trace.listen((event) => heard.push(event.name));
  for (let number = 0; number < 10; number++) trace.tell({ name: `event ${number}` }, 'broker-1', number);
  stop();
  const before = trace.hash();
  trace.tell({ name: 'the last' }, 'broker-1', 10);
  assert.notEqual(trace.hash(), before);
  assert.deepEqual(
    trace.events().map(({ name, atUs }) => [name, atUs]),
    [
      ['event 8', 8],
      ['event 9', 9],
      ['the last', 10],
    ],
  );
  assert.equal(heard.length, 10);
  assert.equal(trace.count, 11);
  assert.equal(trace.isWanted, true);
  assert.equal(new Trace({}).isWanted, false);
  assert.throws(() => new Trace({}).hash(), /not hashed/);
});

test('what is drawn from one stream moves no other, and the same name gives the same draws', () => {
  const draws = (random: SeededRandom) => Array.from({ length: 5 }, () => random.below(1000));
  const seed = new SeededRandom('7');
  const network = draws(seed.stream('network'));
  draws(seed);
  draws(seed.stream('disk'));
  assert.deepEqual(draws(seed.stream('network')), network);
  assert.notDeepEqual(draws(seed.stream('disk')), network);
  assert.notDeepEqual(draws(new SeededRandom('8').stream('network')), network);
  assert.notDeepEqual(draws(seed.stream('a').stream('b')), draws(seed.stream('ab')));
});

test('draws are even, bit by bit', () => {
  const random = new SeededRandom('even');
  const counts = new Array<number>(10).fill(0);
  for (let draw = 0; draw < 100_000; draw++) counts[random.below(10)]!++;
  assert.ok(
    counts.every((count) => count > 9_500 && count < 10_500),
    counts.join(),
  );
  const bits = new Array<number>(8).fill(0);
  for (const byte of random.bytes(40_000)) bits.forEach((_, bit) => (bits[bit]! += (byte >> bit) & 1));
  assert.ok(
    bits.every((count) => count > 19_400 && count < 20_600),
    bits.join(),
  );
});
