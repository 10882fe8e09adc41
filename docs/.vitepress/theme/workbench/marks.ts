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
    for (const [index, film] of films.entries()) {
      const beat = film.beats[beats[index] ?? -1];
      if (beat?.mark !== undefined) return [{ step, event: film.events[beat.event]?.name ?? '' }];
    }
    return [];
  });
}

/** At most so many of what stands on a bar of so many steps, spread over it: in each cell the one that weighs most. */
export function thinned<Item extends { readonly step: number }>(
  items: readonly Item[],
  { most, steps, weightOf }: { readonly most: number; readonly steps: number; weightOf(item: Item): number },
): readonly Item[] {
  if (items.length <= most) return items;
  const cells = new Map<number, Item>();
  for (const item of items) {
    const cell = Math.floor((item.step * most) / Math.max(1, steps));
    const there = cells.get(cell);
    if (there === undefined || weightOf(item) > weightOf(there)) cells.set(cell, item);
  }
  return [...cells.values()];
}

/** Of labels in a row those that have room: each stands only where the one before it ends. */
export function withRoom(places: readonly number[], room: number): ReadonlySet<number> {
  let free = -Infinity;
  return new Set(places.flatMap((place) => (place < free ? [] : ((free = place + room), [place]))));
}
