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

test('a label has room where it covers no other; the heavier stands, and one at an end does not hang over it', () => {
  const label = (step: number, text: string, weight: number) => ({ step, share: step / 100, text, weight });
  const three = [label(40, '176 ms pass', 176), label(44, '1.1 s pass', 1100), label(90, '171 ms pass', 171)];
  assert.deepEqual([...withRoom(three, 330)].sort(), [44, 90]);
  assert.deepEqual([...withRoom(three, 3000)].sort(), [40, 44, 90]);
  assert.deepEqual([...withRoom([label(99, 'killed', 1), label(100, 'lost', 2)], 330)], [100]);
});
