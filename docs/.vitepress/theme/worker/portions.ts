import type { Executed, ExecutedRun } from '../workbench/laboratory.ts';
import { eventsInPortion, type ExecutedLine, type FromWorker } from './messages.ts';

/** An outcome as a row of messages: its events in portions, then what came of it. Each is sent when the page asks for it. */
export function* portionsOf(call: number, executed: Executed): Generator<FromWorker, void, void> {
  for (const [run, { events }] of executed.runs.entries()) {
    for (let start = 0; start < events.length; start += eventsInPortion) {
      yield { kind: 'events', call, run, events: events.slice(start, start + eventsInPortion) };
    }
  }
  yield { kind: 'executed', call, outcome: withoutEvents(executed) };
}

function withoutEvents({ runs, ...rest }: Executed): ExecutedLine {
  return { ...rest, runs: runs.map(({ events: _, ...run }: ExecutedRun) => run) };
}
