import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Film } from './film.ts';
import { arrange, cellsOf, wayBetween } from './layout.ts';
import { instantAt, sayDuration, sayInstant, stretchesOf } from './pacing.ts';
import { lengthAfter, positionOf, reelOf } from './reel.ts';
import { emptyLog } from './logs.ts';
import { lostAnswer } from './testing/lost-answer.ts';
import type { Told } from './told.ts';

const filmOf = (events: readonly Told[]) =>
  new Film(
    events,
    events.flatMap(({ name }, index) => (mattering.has(name) ? [index] : [])),
  );

/** What the narration has a sentence to say of. */
const mattering: ReadonlySet<string> = new Set([
  'record accepted',
  'batch sent',
  'appended',
  'duplicate recognised',
  'message lost',
  'batch will be retried',
  'record acknowledged',
  'processed',
]);
const without = filmOf(lostAnswer({ idempotent: false }));
const withIt = filmOf(lostAnswer({ idempotent: true }));
const nameOf = (film: Film, beat: number | undefined) => film.events[film.beats[beat ?? -1]?.event ?? -1]?.name;

test('beats are the events that matter, silences are gaps, a loss is marked', () => {
  assert.deepEqual(
    without.beats.map((beat, index) => nameOf(without, index)),
    [
      'record accepted',
      'batch sent',
      'appended',
      'processed',
      'message lost',
      'batch will be retried',
      'batch sent',
      'appended',
      'processed',
      'record acknowledged',
    ],
  );
  assert.equal(without.beats[4]?.mark, 'loss');
  assert.deepEqual(
    without.beats.flatMap(({ gapUs }) => gapUs ?? []),
    [998_500],
  );
});

test('between two beats a message flies its whole way', () => {
  const ways = [0.1, 0.5, 0.9].map((share) => without.at({ beat: 1, share }).flying[0]?.way ?? -1);
  assert.ok(
    ways.every((way, index) => way > 0 && way < 1 && way > (ways[index - 1] ?? 0)),
    String(ways),
  );
});

test('between two beats of one instant no time passes', () => {
  const sent = without.beats.findIndex(({ atUs }, beat) => atUs === without.beats[beat + 1]?.atUs);
  assert.equal(without.at({ beat: sent, share: 0.5 }).atUs, without.beats[sent]?.atUs);
});

test('going back shows what was shown before', () => {
  const earlier = without.at({ beat: 3, share: 0.4 });
  without.at({ beat: 8, share: 0 });
  assert.deepEqual(without.at({ beat: 3, share: 0.4 }), earlier);
});

test('a film of many events finds a late picture from the one kept before it', () => {
  const events = Array.from({ length: 1000 }, (_, index) => ({
    name: 'appended' as const,
    node: 'broker-1',
    atUs: index,
    partition: 'p-0',
    baseOffset: index,
    lastOffset: index,
    records: [{ offset: index, key: null, value: 'x' }],
  }));
  const film = filmOf(events as unknown as readonly Told[]);
  assert.equal(film.pictureAfter(777).logs[0]?.endOffset, 777);
  assert.equal(film.lastBeat, 999);
});

test('silence in which nothing flies takes little of the time in which a beat is played', () => {
  const stretches = stretchesOf(0, 1_000_000, [{ leftUs: 0, endsUs: 500 }]);
  assert.equal(instantAt(stretches, 0), 0);
  assert.equal(instantAt(stretches, 0.8), 500);
  assert.equal(instantAt(stretches, 1), 1_000_000);
});

test('two runs step together while they tell the same; the first difference is where the broker decides', () => {
  const reel = reelOf([without, withIt]);
  const difference = reel.steps[reel.firstDifference ?? -1];
  assert.deepEqual(
    difference?.beats.map((beat, film) => nameOf(reel.films[film]!, beat)),
    ['appended', 'duplicate recognised'],
  );
  assert.ok(reel.steps.slice(0, reel.firstDifference).every(({ beats }) => beats[0] === beats[1]));
  assert.equal(reelOf([without, without]).firstDifference, undefined);
});

test('a film stands still where the reel has no beat for it', () => {
  const reel = reelOf([without, withIt]);
  const alone = reel.steps.findIndex(({ beats }) => beats[1] === undefined);
  assert.ok(alone > 0);
  assert.deepEqual(positionOf(reel, 1, { step: alone - 1, share: 0.5 }).share, 0);
  assert.equal(positionOf(reel, 0, { step: alone, share: 0 }).beat, reel.steps[alone]?.beats[0]);
  assert.ok(lengthAfter(reel, 0) >= 1);
});

test('an empty run has no steps, and an empty picture', () => {
  const reel = reelOf([new Film([], [])]);
  assert.deepEqual(reel.steps, []);
  assert.deepEqual(reel.films[0]?.at(positionOf(reel, 0, { step: 0, share: 0 })).picture.nodes, []);
});

test('producers stand left of the brokers and consumers right; in little room both stand above', () => {
  const { picture } = without.at({ beat: without.lastBeat, share: 0 });
  const placesIn = (width: number) =>
    Object.fromEntries(arrange(picture, width).boxes.map((box) => [box.node.name, box]));
  const wide = placesIn(820);
  assert.ok(wide['teller']!.x + wide['teller']!.width < wide['broker-1']!.x);
  assert.ok(wide['broker-1']!.x + wide['broker-1']!.width < wide['bank']!.x);
  const narrow = placesIn(340);
  assert.ok(narrow['teller']!.y + narrow['teller']!.height < narrow['broker-1']!.y);
  const upright = wayBetween(narrow['teller']!, narrow['broker-1']!, 'request');
  assert.equal(upright.start.x, upright.end.x);
  const level = wayBetween(wide['teller']!, wide['broker-1']!, 'request');
  assert.equal(level.start.y, level.end.y);
});

test('in little room the stages of a comparison are smaller', () => {
  const { picture } = without.at({ beat: without.lastBeat, share: 0 });
  assert.ok(arrange(picture, 340, { isCompact: true }).height < 0.75 * arrange(picture, 340).height);
  assert.equal(arrange(picture, 820, { isCompact: true }).height, arrange(picture, 820).height);
});

test('no box leaves the stage, whatever its width', () => {
  const { picture } = without.at({ beat: without.lastBeat, share: 0 });
  for (let width = 300; width <= 1400; width += 50) {
    const { boxes, height } = arrange(picture, width);
    for (const box of boxes) {
      assert.ok(box.x >= 0 && box.x + box.width <= width && box.y >= 0 && box.y + box.height <= height, `${width}`);
    }
  }
});

test('a strip shows the last cells that fit', () => {
  const cells = Array.from({ length: 50 }, (_, offset) => ({ offset, key: null, value: 'x', recognised: 0 }));
  const log = { broker: 'broker-1', partition: 'p-0', startOffset: 0, endOffset: 50, cells, segments: [] };
  const { first, places, free } = cellsOf({ log: { ...emptyLog, ...log }, width: 300, leastCell: 34 });
  assert.equal(first + places.length, 50);
  assert.ok(free.x + free.width <= 300);
});

test('durations are said as one says them', () => {
  assert.deepEqual([400, 13_000, 1_100_000, 45_000_000, 300_000_000].map(sayDuration), [
    '0.4 ms',
    '13 ms',
    '1.1 s',
    '45 s',
    '5 min',
  ]);
});

test('an instant is said as the transcript prints it: rounded down, in milliseconds as long as that can be read', () => {
  assert.deepEqual([29_999, 1_148_900, 9_999_999, 12_399_000, 312_900_000].map(sayInstant), [
    '29 ms',
    '1148 ms',
    '9999 ms',
    '12.3 s',
    '5 min 12 s',
  ]);
});
