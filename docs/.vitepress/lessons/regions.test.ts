import assert from 'node:assert/strict';
import { test } from 'node:test';
import { regionOf } from './regions.ts';

const source = `/** Whether it waits. */
export function waits(records: number): boolean {
  // #region the comparison
  const isDue = records > 1;
    return isDue;
  // #endregion
}

export interface Batch {
  readonly records: number;
}

export const most = { records: 5 };

law('nothing is lost', rules, plans, check).kills({
  'never waits': { waits: () => false },
});
`;
const cut = (name: string) => regionOf(source, 'waits.ts', name);

test('a function, an interface and a constant are found by name, without their comment', () => {
  assert.deepEqual([cut('waits').firstLine, cut('waits').lastLine], [2, 7]);
  assert.match(cut('waits').text, /^export function waits/);
  assert.equal(cut('Batch').text, 'export interface Batch {\n  readonly records: number;\n}');
  assert.equal(cut('most').text, 'export const most = { records: 5 };');
});

test('a region that is marked is cut between its marks, and moved to the left', () => {
  assert.equal(cut('the comparison').text, 'const isDue = records > 1;\n  return isDue;');
  assert.equal(cut('the comparison').firstLine, 4);
});

test('a law is found by what it says, with its mutants', () => {
  assert.match(cut('nothing is lost').text, /^law\('nothing[\s\S]*never waits[\s\S]*}\);$/);
});

test('what is not there, or there twice, or has no end, is said', () => {
  assert.throws(() => cut('flushes'), /waits\.ts has no parts called “flushes”/);
  assert.throws(() => regionOf(`${source}${source}`, 'waits.ts', 'most'), /has 2 parts/);
  assert.throws(() => regionOf('// #region all\n', 'waits.ts', 'all'), /has no end/);
});
