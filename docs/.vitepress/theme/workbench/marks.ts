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

/** A label over or under the bar, at a share of its length from 0 to 1; the heavier has its place first. */
export interface BarLabel {
  readonly step: number;
  readonly share: number;
  readonly text: string;
  readonly weight: number;
}

/** Width of a label's letter, and what two labels leave between them, in pixels. */
const letterPx = 6.65;
const betweenPx = 9;

/** The steps of those labels in a row that have room on a bar of so many pixels. A label at an end does not hang over it. */
export function withRoom(labels: readonly BarLabel[], barPx: number): ReadonlySet<number> {
  const taken: { readonly step: number; readonly from: number; readonly to: number }[] = [];
  for (const { step, share, text } of [...labels].sort((one, other) => other.weight - one.weight)) {
    const width = text.length * letterPx;
    const from = share * (barPx - width);
    const to = from + width + betweenPx;
    if (taken.every((other) => to <= other.from || other.to <= from)) taken.push({ step, from, to });
  }
  return new Set(taken.map(({ step }) => step));
}
