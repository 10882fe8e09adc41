import type { Outcome, ShownRun } from '../../../../src/terminal/outcome.ts';
import { eventsInPortion, type FromWorker, type OutcomeWithoutEvents } from './messages.ts';

/** An outcome as a row of messages: its events in portions, then what came of it. Each is sent when the page asks for it. */
export function* portionsOf(call: number, outcome: Outcome, lookAtUs?: number): Generator<FromWorker, void, void> {
  for (const [run, { events }] of outcome.runs.entries()) {
    for (let start = 0; start < events.length; start += eventsInPortion) {
      yield { kind: 'events', call, run, events: events.slice(start, start + eventsInPortion) };
    }
  }
  yield { kind: 'outcome', call, outcome: { ...withoutEvents(outcome), lookAtUs } };
}

function withoutEvents({ runs, ...rest }: Outcome): Omit<OutcomeWithoutEvents, 'lookAtUs'> {
  return { ...rest, runs: runs.map(({ events: _, ...run }: ShownRun) => run) };
}
