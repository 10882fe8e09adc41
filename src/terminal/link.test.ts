import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Link, readLink, writeLink } from './link.ts';

const sample = [
  'create topic payments partitions=1',
  'drop next produce response to teller',
  'produce payments "42 EUR to Ada" as teller',
];

test('a short link can be read by people', () => {
  assert.equal(
    writeLink({ commands: sample, atUs: 31_000, view: 'logs' }),
    'v=1&at=31ms&view=logs&run=create+topic+payments+partitions=1;drop+next+produce+response+to+teller;' +
      'produce+payments+%2242+EUR+to+Ada%22+as+teller',
  );
});

test('a long link is packed, and is the same every time', async () => {
  const commands = Array.from({ length: 100 }, (_, index) => `produce payments "${index} EUR to Ada"`);
  const text = writeLink({ commands });
  assert.match(text, /^v=1&packed=[\w-]+$/);
  assert.ok(text.length < 700, `${text.length} characters`);
  assert.equal(writeLink({ commands }), text);
  assert.deepEqual(await readLink(text), { commands, problems: [] });
});

test('what is written is read again', async () => {
  const lines = fc.array(
    fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
      .map((text) => `produce payments ${JSON.stringify(text)}`),
    { maxLength: 40 },
  );
  const links: fc.Arbitrary<Link> = fc.record(
    {
      commands: lines,
      atUs: fc.nat(10_000_000_000),
      view: fc.constantFrom('cluster', 'logs'),
      hash: fc.constant('0123456789abcdef'),
    },
    { requiredKeys: ['commands'], noNullPrototype: true },
  );
  await fc.assert(
    fc.asyncProperty(links, async (link) => {
      const { problems: _, ...read } = await readLink(`https://example.org/play#${writeLink(link)}`);
      assert.deepEqual(read, link);
    }),
    { numRuns: 100 },
  );
});

test('a part that does not parse is named, and the rest is kept', async () => {
  const { commands, view, atUs, problems } = await readLink(
    'v=1&at=31&view=logs&run=create+topic+payments;produse+payments+hi;kill+broker-1&x=1',
  );
  assert.deepEqual(commands, ['create topic payments', 'produse payments hi', 'kill broker-1']);
  assert.deepEqual({ view, atUs }, { view: 'logs', atUs: undefined });
  assert.deepEqual(
    problems.map(({ part }) => part),
    ['at=31', 'x=1', 'command 2: produse payments hi'],
  );
  const { wrong } = problems[2]!;
  assert.ok(wrong.is === 'command' && wrong.nearest === 'produce payments "hi"', JSON.stringify(wrong));
});

test('a link that was cut in the middle says so', async () => {
  const text = writeLink({ commands: Array.from({ length: 60 }, () => sample).flat(), view: 'logs' });
  const { view, problems } = await readLink(text.slice(0, -8));
  assert.equal(view, 'logs');
  assert.equal(problems[0]!.wrong.is, 'commands');
});

test('a link of a later version says so', async () => {
  assert.deepEqual((await readLink('v=9&run=show+cluster')).problems, [
    { part: 'v=9', wrong: { is: 'version', understood: 1 } },
  ]);
  assert.deepEqual((await readLink('v=9&run=show+cluster')).commands, ['show cluster']);
});

test('any text is read without an error', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.string({ maxLength: 80 }),
        fc.string({ maxLength: 80 }).map((text) => `v=1&packed=${text}`),
      ),
      async (text) => {
        assert.ok(Array.isArray((await readLink(text)).commands));
      },
    ),
    { numRuns: 200 },
  );
});
