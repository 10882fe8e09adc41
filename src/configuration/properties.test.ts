import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { formatProperties, parseProperties } from './properties.ts';

test('lines are read in each of their forms, and comments left out', () => {
  const text =
    '# a comment\n! another\n\nnode.id=1\n listeners = PLAINTEXT://:9092 \nlog.dirs: /data\nkey value\nempty=\n';
  assert.deepEqual(
    [...parseProperties(text)],
    [
      ['node.id', '1'],
      ['listeners', 'PLAINTEXT://:9092 '],
      ['log.dirs', '/data'],
      ['key', 'value'],
      ['empty', ''],
    ],
  );
});

test('a later line replaces an earlier one', () => {
  assert.equal(parseProperties('a=1\na=2').get('a'), '2');
});

test('what is written is read back, whatever it holds', () => {
  const keys = fc.string({ minLength: 1, unit: fc.constantFrom('a', '.', '=', ':', '#', '\\', 'ü') });
  const values = fc.string({ unit: fc.constantFrom('a', ' ', '=', ':', '#', '\\', '\n', '\t', 'ü') });
  fc.assert(
    fc.property(keys, values, (key, value) => {
      assert.deepEqual([...parseProperties(formatProperties([[key, value]]))], [[key, value]]);
    }),
  );
});
