import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type SharedQueue, valuesOf } from '../../../../src/delivery/shared-queue.ts';
import type { Outcome, ShownRun } from '../../../../src/terminal/outcome.ts';
import { Film, toItsEnd } from '../stage/film.ts';
import { emptyPicture, type Picture } from '../stage/picture.ts';
import { lostAnswer } from '../stage/testing/lost-answer.ts';
import type { Told } from '../stage/told.ts';
import { eventsInPortion } from '../worker/messages.ts';
import { portionsOf } from '../worker/portions.ts';
import { dueAfter, emptyRun, extended, tellingAfter } from './run.ts';

const events = lostAnswer({ idempotent: false });

function shown(kept: number, from: number, to: number): ShownRun {
  const story = Array.from({ length: to - from }, (_, index) => ({
    event: from + index,
    text: `event ${from + index}`,
    mark: undefined,
    level: 'step' as const,
  }));
  return { name: '', kept, events: events.slice(from, to), story };
}

test('a run grows by what a command told', () => {
  const run = toItsEnd(extended(toItsEnd(extended(emptyRun, shown(0, 0, 5))), shown(5, 5, 9)));
  assert.deepEqual(run.film.events, events.slice(0, 9));
  assert.equal(tellingAfter(run, 9)?.text, 'event 8');
  assert.equal(tellingAfter(run, 5)?.text, 'event 4');
  assert.equal(tellingAfter(run, 0), undefined);
});

test('what is taken back is gone, and another future stands in its place', () => {
  const run = toItsEnd(extended(toItsEnd(extended(emptyRun, shown(0, 0, 9))), shown(3, 3, 4)));
  assert.deepEqual(run.film.events, events.slice(0, 4));
  assert.equal(run.story.length, 4);
});

test('a line is printed when the picture has got to its event; one without an event, with the line before it', () => {
  const said = (event: number | undefined) => ({ text: '', tone: 'story' as const, event });
  assert.deepEqual(dueAfter([said(undefined), said(4), said(undefined), said(2), said(7)]), [0, 5, 5, 5, 8]);
});

test('an outcome crosses in portions, none larger than a frame can bear, and its events arrive whole', () => {
  const many = Array.from({ length: 2 * eventsInPortion + 1 }, (_, atUs) => ({ ...events[0]!, atUs }));
  const outcome: Outcome = {
    ok: true,
    lines: [],
    nowUs: 5,
    runs: [
      { ...shown(0, 0, 2), events: many },
      { ...shown(0, 0, 2), events: [] },
    ],
  };
  const portions = [...portionsOf(3, outcome)];
  const arrived: Told[] = [];
  for (const portion of portions.slice(0, -1)) {
    assert.ok(portion.kind === 'events' && portion.call === 3 && portion.events.length <= eventsInPortion);
    arrived.push(...portion.events);
  }
  assert.deepEqual(arrived, many);
  const last = portions.at(-1);
  assert.ok(last?.kind === 'outcome' && last.outcome.runs.length === 2);
  assert.ok(!('events' in last.outcome.runs[0]!));
});

test('a film that has grown shows what one shows that was folded at once, whatever is kept of it', () => {
  const long = Array.from({ length: 40 }, (_, round) => events.map((told) => ({ ...told, atUs: told.atUs + round })));
  const all = long.flat();
  const before = new Film(all.slice(0, 700), []);
  for (const kept of [0, 1, 127, 128, 300, 699, 700]) {
    const told = all.slice(0, kept).concat(events);
    const grown = toItsEnd(Film.grown(before, kept, told, []));
    const atOnce = new Film(told, []);
    for (const count of [0, kept, kept + 1, told.length])
      assert.deepEqual(
        seenIn(grown.pictureAfter(count)),
        seenIn(atOnce.pictureAfter(count)),
        `${kept} kept, after ${count}`,
      );
    assert.notEqual(grown.pictureAfter(told.length), emptyPicture);
  }
});

/** Queues that hold the same may share their list with other ones. */
function seenIn(picture: Picture): unknown {
  const isQueue = (value: object) => 'list' in value && 'start' in value && 'end' in value;
  const seen = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    if (isQueue(value)) return valuesOf(value as SharedQueue<unknown>);
    if (Array.isArray(value)) return value.map(seen);
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, seen(part)]));
  };
  return seen(picture);
}
