import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Film } from '../stage/film.ts';
import { reelOf } from '../stage/reel.ts';
import { lostAnswer } from '../stage/testing/lost-answer.ts';
import { namedMarks, thinned, withRoom } from './marks.ts';

const events = lostAnswer({ idempotent: false });
const film = new Film(
  events,
  events.map((_, index) => index),
);

test('a mark is named by its event, in one film and in two side by side', () => {
  for (const films of [[film], [film, film]]) {
    const marks = namedMarks(reelOf(films));
    assert.ok(marks.some(({ event }) => event === 'message lost' || event === 'fault struck'));
    assert.deepEqual(
      marks.map(({ step }) => events[film.beats[step]!.event]!.name),
      marks.map(({ event }) => event),
    );
  }
});

test('of very many only so many are drawn: those that weigh most, all over the bar', () => {
  const items = Array.from({ length: 4000 }, (_, step) => ({ step, weight: step % 100 === 99 ? 1 : 0 }));
  const drawn = thinned(items, { most: 40, steps: 4000, weightOf: ({ weight }) => weight });
  assert.equal(drawn.length, 40);
  assert.ok(drawn.every(({ weight }) => weight === 1));
  assert.equal(thinned(items.slice(0, 30), { most: 40, steps: 4000, weightOf: () => 0 }).length, 30);
});

test('a label stands where the one before it has ended', () => {
  assert.deepEqual([...withRoom([0, 3, 10, 12, 25], 10)], [0, 10, 25]);
});
