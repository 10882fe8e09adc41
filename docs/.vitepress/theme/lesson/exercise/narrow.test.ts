import assert from 'node:assert/strict';
import { test } from 'node:test';
import { narrowed } from './narrow.ts';

test('comments and signatures go over several lines, and what fits stays as it is', () => {
  const given = [
    '/** The file that is being written, and what its topic allows. */',
    'export interface Active {',
    '  /** 0: nothing has been written to it, not one byte. */',
    '  readonly sizeBytes: number;',
    '}',
    '',
    'export function positionFor(entries: readonly IndexEntry[], offset: number): number {',
    "  throw new Error('write it');",
    '}',
  ].join('\n');
  const expected = [
    '/**',
    ' * The file that is being written, and what its topic',
    ' * allows.',
    ' */',
    'export interface Active {',
    '  /**',
    '   * 0: nothing has been written to it, not one byte.',
    '   */',
    '  readonly sizeBytes: number;',
    '}',
    '',
    'export function positionFor(',
    '  entries: readonly IndexEntry[],',
    '  offset: number,',
    '): number {',
    "  throw new Error('write it');",
    '}',
  ].join('\n');
  assert.equal(narrowed(given, 56), expected);
  assert.equal(narrowed(expected, 56), expected);
});
