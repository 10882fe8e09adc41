import type { Reel } from '../stage/reel.ts';

/** What a step of the time bar is marked with: the event by its name, whose word stands in words/. */
export interface NamedMark {
  readonly step: number;
  readonly event: string;
}

/** The marked steps, each with the event that it is marked for. */
export function namedMarks({ films, steps }: Reel): readonly NamedMark[] {
  return steps.flatMap(({ mark, beats }, step) => {
    if (mark === undefined) return [];
    const reached = films.flatMap((film, index) => film.beats[beats[index] ?? -1] ?? []);
    const beat = reached.find((each) => each.mark !== undefined);
    const film = films.find(({ beats: own }) => beat !== undefined && own.includes(beat));
    return [{ step, event: film?.events[beat?.event ?? -1]?.name ?? '' }];
  });
}

/** Of labels in a row those that have room: each stands only where the one before it ends. */
export function withRoom(places: readonly number[], room: number): ReadonlySet<number> {
  let free = -Infinity;
  return new Set(places.flatMap((place) => (place < free ? [] : ((free = place + room), [place]))));
}
