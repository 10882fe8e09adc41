import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { storageRules, type StorageRules } from '../../src/storage/rules.ts';
import { law } from '../law.ts';
import { allCards, draw, seenOf } from './all-cards.ts';

const cards = await allCards();
const names = [...cards.keys()];
const seeds = fc.integer({ min: 0, max: 1_000_000 });
const anyCard = fc.record({ name: fc.constantFrom(...names), seed: seeds });

test('there are eleven cards, of all lessons of chapter 1', () => {
  const lessons = new Set([...cards.values()].map(({ lesson }) => lesson));
  assert.equal(cards.size, 11);
  assert.equal(lessons.size, 9);
});

test('the same seed draws the same card; its answers differ, and one of them is right', () => {
  fc.assert(
    fc.property(anyCard, ({ name, seed }) => {
      const drawn = draw(cards.get(name)!, seed, storageRules);
      const again = draw(cards.get(name)!, seed, storageRules);
      assert.deepEqual({ ...again, told: undefined }, { ...drawn, told: undefined });
      const { answers, right, question, because } = drawn;
      assert.ok(answers.length >= 2 && answers.length <= 5, answers.join(' | '));
      assert.equal(new Set(answers).size, answers.length, answers.join(' | '));
      assert.ok(Number.isInteger(right) && right >= 0 && right < answers.length, `${right} of ${answers.length}`);
      for (const text of [question, because, ...answers]) assert.doesNotMatch(text, /undefined|NaN|Infinity|^$/);
    }),
    { numRuns: 2_000 },
  );
});

/** A tombstone's key never comes back, however much one may fear it: that answer is there to be feared. */
const neverRight: Readonly<Record<string, number>> = { '1-storage/may-the-tombstone-go': 2 };

for (const [name, card] of cards) {
  test(`${name}: another question almost every time, and the right answer stands at every place`, () => {
    const drawn = Array.from({ length: 400 }, (_, seed) => draw(card, seed, storageRules));
    const questions = new Set(drawn.map(({ question, facts }) => JSON.stringify([question, facts])));
    assert.ok(questions.size >= 25, `${questions.size} questions`);
    const most = Math.max(...drawn.map(({ answers }) => answers.length));
    const places = new Set(drawn.map(({ right }) => right));
    const wanted = Array.from({ length: most }, (_, place) => place).filter((place) => place !== neverRight[name]);
    assert.deepEqual([...places].sort(), wanted);
  });
}

/** The run has Kafka's own rules: where a card is drawn with another one, the two must part. */
async function agrees(name: string, seed: number, rules: StorageRules): Promise<void> {
  const drawn = draw(cards.get(name)!, seed, rules);
  const told = drawn.told(await seenOf(drawn));
  assert.equal(told?.answer, drawn.answers[drawn.right], drawn.question);
}

const mutants: Readonly<Record<string, Record<string, Partial<StorageRules>>>> = {
  '1-storage/when-it-is-flushed': {
    'waits for one record more': { flushBeforeAcknowledge: (unflushed, most) => unflushed > most },
  },
  '1-storage/which-file': {
    'lets a file grow beyond its size': {
      rollReason: ({ sizeBytes, segmentBytes }) => (sizeBytes >= segmentBytes ? 'size' : undefined),
    },
    'no batch fits to the byte': {
      rollReason: ({ sizeBytes, segmentBytes, arriving }) =>
        sizeBytes + arriving.sizeBytes >= segmentBytes ? 'size' : undefined,
    },
  },
  '1-storage/does-it-roll': {
    'knows no age': { rollReason: (inputs) => storageRules.rollReason({ ...inputs, segmentMs: Infinity }) },
  },
  '1-storage/where-reading-begins': {
    'takes the entry behind the offset': {
      positionBefore: (index, offset) => {
        for (let entry = 0; entry < index.entryCount; entry++)
          if (index.offset(entry) >= offset) return index.position(entry);
        return storageRules.positionBefore(index, offset);
      },
    },
    'makes an entry for every batch': { indexEntryDue: (since) => since > 0 },
  },
  '1-storage/since-when': {
    'begins behind all older records': {
      offsetBefore: (index) => index.offset(index.entryCount - 1),
    },
  },
  '1-storage/what-is-believed': {
    'skips the checksum': { validPrefix: (file) => file.length },
  },
  '1-storage/what-retention-deletes': {
    'spares the last segment': {
      deletableSegments: (segments, inputs) =>
        storageRules.deletableSegments(segments, inputs).slice(0, segments.length - 1),
    },
    'deletes until it is no larger than allowed': {
      deletableSegments: (segments, inputs) =>
        storageRules.deletableSegments(segments, {
          ...inputs,
          retentionBytes: inputs.retentionBytes - segments[0]!.sizeBytes,
        }),
    },
  },
  '1-storage/who-survives': {
    'keeps the first of each key': {
      survivesCompaction: (record) => record.offset >= record.mapEndOffset || record.offset === 0,
    },
    'looks no further than the record': { survivesCompaction: () => true },
  },
  '1-storage/may-the-tombstone-go': {
    'at once': { isPastDeleteHorizon: () => true },
    never: { isPastDeleteHorizon: () => false },
  },
  '1-storage/new-or-known': {
    'takes everything': { judgeSequence: () => ({ verdict: 'new' }) },
    'remembers nothing': { rememberBatch: () => [] },
  },
};

for (const name of names) {
  law(`${name}: its run says what the card says`, storageRules, seeds, (seed, rules) => agrees(name, seed, rules), {
    runs: 12,
  }).kills(mutants[name] ?? {});
}
