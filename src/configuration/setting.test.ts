import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { boolean, double, int, list, long, noLimit, optionalList, password, string, ValueError } from './setting.ts';

test('a text is read as its type says, with blanks around it', () => {
  assert.equal(boolean(true).parse(' FALSE '), false);
  assert.equal(int(0).parse('+12'), 12);
  assert.equal(long(0).parse('-1'), -1);
  assert.equal(double(0).parse('.5'), 0.5);
  assert.deepEqual(list().parse(' compact , delete'), ['compact', 'delete']);
  assert.deepEqual(list().parse(''), []);
  assert.equal(string('').parse(' lz4 '), 'lz4');
});

test("9223372036854775807 is 'no limit' both ways, for longs alone", () => {
  assert.equal(long(0).parse('9223372036854775807'), noLimit);
  assert.equal(long(noLimit).format(noLimit), '9223372036854775807');
  assert.throws(() => int(0).parse('9223372036854775807'), ValueError);
});

test('what is not of the type, or outside the range, is refused with what would be right', () => {
  const refused: [() => unknown, RegExp][] = [
    [() => boolean(true).parse('yes'), /true or false/],
    [() => int(0).parse('1e3'), /whole number/],
    [() => int(0).parse(''), /whole number/],
    [() => int(0).parse('2147483648'), /between -2147483648 and 2147483647/],
    [() => long(0).parse('9007199254740993'), /9223372036854775807 for no limit/],
    [() => double(0).parse('half'), /such as 0\.5/],
    [() => list().parse('a,,b'), /between and around its commas/],
    [() => long(7).atLeast(-1).parse('-2'), /at least -1/],
    [() => int(-1).between(1, 9).or(-1).parse('0'), /from 1 to 9 or -1/],
    [() => list().oneOf('compact', 'delete').parse('compact,keep'), /one of compact, delete/],
    [() => string(null).notEmpty().parse(' '), /not be empty/],
  ];
  for (const [parse, message] of refused) {
    assert.throws(parse, (error) => error instanceof ValueError && message.test(error.message));
  }
});

test('an exception to the range is allowed, and a choice is taken as it is spelt', () => {
  assert.equal(int(-1).between(1, 9).or(-1).parse('-1'), -1);
  assert.equal(string('classic').oneOf('classic', 'consumer').ignoringCase().parse('CONSUMER'), 'consumer');
});

test('a value is shown as it could be given again', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), (value) => {
      assert.equal(long(0).parse(long(0).format(value)!), value);
    }),
  );
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      assert.equal(double(0).parse(double(0).format(value)!), value === 0 ? double(0).parse('0') : value);
    }),
  );
  assert.equal(double(1).format(1), '1.0');
  assert.equal(double(1).format(Number.MAX_VALUE), '1.7976931348623157E308');
  assert.equal(list('a', 'b').format(['a', 'b']), 'a,b');
  assert.equal(optionalList().format(null), null);
});

test('a description is never changed by the next call', () => {
  const plain = int(5);
  plain.atLeast(10);
  assert.equal(plain.parse('1'), 1);
  assert.equal(password().isSensitive, true);
  assert.equal(plain.isSensitive, false);
});
