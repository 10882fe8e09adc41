import type { Told } from './told.ts';

/**
 * How a run is played: from one event that matters to the next, each for about the same time, however far apart they were.
 * Only then can one see that a record took half a millisecond and the retry a second.
 */
export interface Beat {
  /** Index of the event in the trace. */
  readonly event: number;
  readonly atUs: number;
  readonly mark: Mark | undefined;
  /** Quiet time since the beat before, where it is long enough to be said. */
  readonly gapUs: number | undefined;
}

/** What the time bar shows of a beat besides that it is there. */
export type Mark = 'fault' | 'loss' | 'wrong' | 'recovery';

const marks: Partial<Record<Told['name'], Mark>> = {
  'message lost': 'loss',
  'node killed': 'fault',
  'node unplugged': 'fault',
  'node failed': 'wrong',
  'fault struck': 'fault',
  'node paused': 'fault',
  'link cut': 'fault',
  'disk damaged': 'fault',
  'record failed': 'wrong',
  'append refused': 'wrong',
  'node resumed': 'recovery',
  healed: 'recovery',
};

/** Shorter silences are not worth a word. */
const shortestGapUs = 150_000;

/** @param mattering indexes of the events that matter, in order: those of which the narration has a sentence to say */
export function beatsOf(events: readonly Told[], mattering: readonly number[]): readonly Beat[] {
  const beats: Beat[] = [];
  for (const index of mattering) {
    const event = events[index];
    if (event === undefined) continue;
    const before = beats.at(-1);
    if (before !== undefined && isSameMoment(events[before.event], event)) continue;
    const mark = marks[event.name];
    const silenceUs = before === undefined ? 0 : event.atUs - before.atUs;
    // The fault that strikes a message and what becomes of the message are one mark, not two.
    if (mark !== undefined && before?.mark === 'fault' && before.atUs === event.atUs) {
      beats[beats.length - 1] = { ...before, mark: undefined };
    }
    beats.push({
      event: index,
      atUs: event.atUs,
      mark,
      gapUs: silenceUs >= shortestGapUs ? silenceUs : undefined,
    });
  }
  return beats;
}

/** Records come into a batch one by one, and are acknowledged one by one; at one instant and one node that is one beat. */
const toldOfEachRecord: ReadonlySet<Told['name']> = new Set<Told['name']>([
  'record accepted',
  'record sent',
  'record acknowledged',
]);

function isSameMoment(before: Told | undefined, { name, node, atUs }: Told): boolean {
  return toldOfEachRecord.has(name) && before?.name === name && before.node === node && before.atUs === atUs;
}

/** A stretch of a run between two instants of interest, and its share of the time in which the beat is played. */
export interface Stretch {
  readonly fromUs: number;
  readonly toUs: number;
  readonly weight: number;
}

/** Time in which a message flies is shown; time in which nothing does is passed over. */
const flyingWeight = 1;
const quietWeight = 0.25;

/**
 * Cuts the time between two beats at the departures and arrivals of the messages that are drawn, so that a flight of half a
 * millisecond in a second of silence can be followed.
 */
export function stretchesOf(fromUs: number, toUs: number, flights: readonly Flight[]): readonly Stretch[] {
  const near = flights.filter(({ leftUs, endsUs }) => endsUs > fromUs && leftUs < toUs);
  const cuts = new Set([fromUs, toUs]);
  for (const { leftUs, endsUs } of near) {
    if (leftUs > fromUs) cuts.add(leftUs);
    if (endsUs < toUs) cuts.add(endsUs);
  }
  const instants = [...cuts].sort((one, other) => one - other);
  return instants.slice(1).map((end, index) => {
    const start = instants[index] ?? fromUs;
    const flying = near.some(({ leftUs, endsUs }) => leftUs < end && endsUs > start);
    return { fromUs: start, toUs: end, weight: flying ? flyingWeight : quietWeight };
  });
}

/** When a message is under way. */
export interface Flight {
  readonly leftUs: number;
  /** When it arrived or got lost. */
  readonly endsUs: number;
}

/** Longest and shortest time for one beat, in units of the pace. */
const longestBeat = 2;

/** How long a beat is played, as a multiple of the pace: as long as the flights in it ask, within reason. */
export function lengthOf(stretches: readonly Stretch[]): number {
  const weight = stretches.reduce((sum, stretch) => sum + stretch.weight, 0);
  return Math.min(longestBeat, Math.max(1, weight));
}

/** The instant that is shown when a share of the beat has been played, from 0 to 1. */
export function instantAt(stretches: readonly Stretch[], share: number): number {
  let left = share * stretches.reduce((sum, { weight }) => sum + weight, 0);
  for (const { fromUs, toUs, weight } of stretches) {
    if (left <= weight) return fromUs + (toUs - fromUs) * (left / weight);
    left -= weight;
  }
  return stretches.at(-1)?.toUs ?? 0;
}

/**
 * An instant of the run, as the transcript prints it: `1148 ms`, rounded down, so that what has happened at an instant is not
 * said to be later anywhere. From ten seconds on `12.3 s`, from two minutes on `5 min 12 s`.
 */
export function sayInstant(us: number): string {
  if (us < 10_000_000) return `${Math.floor(us / 1000)} ms`;
  if (us < 120_000_000) return `${Math.floor(us / 100_000) / 10} s`;
  const seconds = Math.floor(us / 1_000_000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** A duration as one says it: `0.4 ms`, `13 ms`, `1.1 s`, `5 min`. */
export function sayDuration(us: number): string {
  if (us < 10_000) return `${trim(us / 1000)} ms`;
  if (us < 1_000_000) return `${Math.round(us / 1000)} ms`;
  if (us < 120_000_000) return `${trim(us / 1_000_000)} s`;
  return `${Math.round(us / 60_000_000)} min`;
}

function trim(value: number): string {
  return String(Math.round(value * 10) / 10);
}
