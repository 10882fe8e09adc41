import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readProgress, writeProgress } from '../../src/review/progress-line.ts';
import * as schedule from '../../src/review/schedule.ts';
import { law } from '../law.ts';

const { intervalsDays } = schedule;
const cardNames = ['1-storage/a', '1-storage/b', '1-storage/c-d', '2-replication/a'];
const names = fc.constantFrom(...cardNames);
const progresses: fc.Arbitrary<schedule.Progress> = fc
  .dictionary(names, fc.record({ step: fc.nat({ max: 3 }), dueDay: fc.integer({ min: 20_000, max: 20_060 }) }))
  .map((entries) => new Map(Object.entries(entries).map(([name, { step, dueDay }]) => [name, { step, dueDay }])));

type Scheduling = Pick<typeof schedule, 'afterAnswer' | 'dueCards' | 'joined'>;
const scheduling: Scheduling = schedule;

/** A learner of one card who comes on some days and knows it or not, beside what the words of the page promise. */
law(
  'a card comes back after 1, 3, 7 and 21 days; forgotten, after one',
  scheduling,
  fc.array(fc.record({ laterDays: fc.nat({ max: 25 }), isRight: fc.boolean() }), { maxLength: 12 }),
  (visits, { afterAnswer, dueCards }) => {
    let progress = schedule.nothingAsked;
    let today = 20_000;
    let promised: { readonly inDays: number; readonly dueDay: number } | undefined;
    for (const { laterDays, isRight } of visits) {
      today += laterDays;
      const isDue = promised === undefined || promised.dueDay <= today;
      assert.deepEqual(dueCards(progress, ['1-storage/a'], today), isDue ? ['1-storage/a'] : []);
      progress = afterAnswer(progress, '1-storage/a', isRight, today);
      if (isRight && !isDue) continue;
      const longer = { 1: 3, 3: 7, 7: 21, 21: 21 }[promised?.inDays ?? 0] ?? 1;
      const inDays = isRight ? longer : 1;
      promised = { inDays, dueDay: today + inDays };
      assert.equal(progress.get('1-storage/a')?.dueDay, promised.dueDay);
    }
  },
).kills({
  'a forgotten card goes on': {
    afterAnswer: (progress, card, _, today) => schedule.afterAnswer(progress, card, true, today),
  },
  'known before it is due counts': {
    afterAnswer: (progress, card, isRight, today) => {
      const early = new Map(
        [...progress].map(([name, each]) => [name, { ...each, dueDay: Math.min(each.dueDay, today) }]),
      );
      return schedule.afterAnswer(early, card, isRight, today);
    },
  },
  'a day late': {
    dueCards: (progress, cards, today) => schedule.dueCards(progress, cards, today - 1),
  },
});

law(
  'two browsers come to the same, whichever is read into the other, and a forgotten card stays forgotten',
  scheduling,
  fc.tuple(progresses, progresses),
  ([one, other], { joined }) => {
    const both = joined(one, other);
    assert.deepEqual(sorted(both), sorted(joined(other, one)));
    assert.deepEqual(sorted(joined(both, other)), sorted(both));
    for (const name of cardNames) {
      const answered = [one, other].flatMap((each) => {
        const found = each.get(name);
        return found === undefined ? [] : [found.dueDay - intervalsDays[found.step]!];
      });
      const kept = both.get(name);
      if (answered.length === 0) assert.equal(kept, undefined);
      else assert.equal(kept!.dueDay - intervalsDays[kept!.step]!, Math.max(...answered));
    }
  },
).kills({
  'the other one wins': { joined: (one, other) => new Map([...one, ...other]) },
  'the longer one wins': {
    joined: (one, other) =>
      new Map([...one, ...[...other].filter(([name, each]) => each.dueDay > (one.get(name)?.dueDay ?? -1))]),
  },
});

test('what waits longest is asked first, then what was never asked, in the order of the lessons', () => {
  fc.assert(
    fc.property(progresses, fc.integer({ min: 20_000, max: 20_060 }), (progress, today) => {
      const due = schedule.dueCards(progress, cardNames, today);
      const days = due.map((name) => progress.get(name)?.dueDay ?? Infinity);
      assert.deepEqual(
        days,
        [...days].sort((one, other) => (one < other ? -1 : one > other ? 1 : 0)),
      );
      const isDue = (name: string) => (progress.get(name)?.dueDay ?? today) <= today;
      assert.deepEqual(new Set(due), new Set(cardNames.filter(isDue)));
      const fresh = cardNames.filter((name) => !progress.has(name));
      assert.deepEqual(fresh.length === 0 ? [] : due.slice(-fresh.length), fresh);
    }),
  );
});

test('a line is read back as it was written, also where lines were broken', () => {
  fc.assert(
    fc.property(progresses, (progress) => {
      const line = writeProgress(progress);
      assert.doesNotMatch(line, /\n/);
      assert.deepEqual(readProgress(line), { progress: new Map(sorted(progress)) });
      assert.deepEqual(readProgress(`  ${line.replaceAll(' ', '\n')}\n`), { progress: new Map(sorted(progress)) });
    }),
  );
});

test('a line that was cut anywhere is not taken for a whole one', () => {
  const line = writeProgress(
    new Map([
      ['1-storage/a', { step: 0, dueDay: 20_001 }],
      ['1-storage/b', { step: 3, dueDay: 20_021 }],
    ]),
  );
  for (let length = 0; length < line.length; length++) assert.ok('problem' in readProgress(line.slice(0, length)));
});

test('what cannot be read is told by its word', () => {
  const read = (words: string) => readProgress(`kafka-on-trial-review-1 ${words} end`);
  assert.deepEqual(readProgress(''), { problem: 'nothing' });
  assert.deepEqual(readProgress('42 EUR to Ada'), { problem: 'no progress' });
  assert.deepEqual(read('1-storage/a=9@20000'), { problem: 'unreadable', word: '1-storage/a=9@20000' });
  assert.deepEqual(read('1-storage/a=1@20000 hello'), { problem: 'unreadable', word: 'hello' });
  assert.deepEqual(read('1-storage/a=1@20000 1-storage/a=2@20000'), {
    problem: 'unreadable',
    word: '1-storage/a=2@20000',
  });
});

function sorted(progress: schedule.Progress): readonly (readonly [string, schedule.CardProgress])[] {
  return [...progress].sort(([one], [other]) => (one < other ? -1 : 1));
}
