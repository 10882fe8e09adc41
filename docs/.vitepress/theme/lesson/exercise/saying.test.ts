import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bareSheet } from '../../../../../src/terminal/inspect-sheet.ts';
import type { Inspection, Sheet } from '../../../../../src/terminal/inspect.ts';
import type { ShownRun } from '../../../../../src/terminal/outcome.ts';
import type { Told } from '../../stage/told.ts';
import { extended, emptyRun, tellingAfter } from '../../workbench/run.ts';
import { toItsEnd } from '../../stage/film.ts';
import type { Laboratory } from '../../workbench/laboratory.ts';
import { withSaying } from './saying.ts';

const flushed = (atUs: number) =>
  ({ name: 'flushed', node: 'broker-1', atUs, partition: 'payments-0', offset: 1 }) as unknown as Told;
const tellingOf = (event: number) => ({ event, text: `flush ${event}`, mark: undefined, level: 'step' }) as const;
const runOf = (...instants: readonly number[]): ShownRun => ({
  name: '',
  kept: 0,
  events: instants.map(flushed),
  story: instants.map((_, event) => tellingOf(event)),
});
const saying = { atUs: 60_000_000, says: 'At 60 s your function said 0; Kafka says 1.', title: 'Choose' };

/** Answers with a cause that is the event which was asked for. */
function laboratoryOf(asked: number[]): Laboratory {
  const inspect = (_: string, { subject }: Inspection): Promise<Sheet> => {
    const event = subject.is === 'event' ? subject.event : -1;
    asked.push(event);
    const why = { question: 'why', says: 'so', rule: undefined, causes: [{ says: 'cause', event }] };
    return Promise.resolve({ ...bareSheet('event', 'so'), why });
  };
  return { inspect } as unknown as Laboratory;
}

test('a run in which nothing came of a wrong answer still reaches its instant, and what was said is told there', () => {
  const { run } = withSaying(runOf(1000, 30_000), laboratoryOf([]), saying);
  const opened = toItsEnd(extended(emptyRun, run));
  const { atUs, events } = opened.film.at({ beat: opened.film.beatAt(saying.atUs), share: 0 });
  assert.equal(atUs, saying.atUs);
  assert.equal(tellingAfter(opened, events)?.text, saying.says);
});

test('where something happens later, the instant stands between, and events are asked for by their own places', async () => {
  const asked: number[] = [];
  const { run, laboratory } = withSaying(runOf(1000, 60_000_000, 90_000_000), laboratoryOf(asked), saying);
  assert.deepEqual(
    run.story.map(({ event, text }) => [event, text]),
    [
      [0, 'flush 0'],
      [1, 'flush 1'],
      [2, saying.says],
      [3, 'flush 2'],
    ],
  );
  const inspect = (event: number) =>
    laboratory.inspect('session', { subject: { is: 'event', event }, of: 'own', atUs: 90_000_000 });
  assert.equal((await inspect(2)).says, saying.says);
  assert.deepEqual(asked, []);
  assert.equal((await inspect(3)).why?.causes[0]?.event, 3);
  assert.equal((await inspect(1)).why?.causes[0]?.event, 1);
  assert.deepEqual(asked, [2, 1]);
});
