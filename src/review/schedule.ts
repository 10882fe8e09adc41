/** So many days after it was known a card is asked again; the first place is also where a forgotten one begins anew. */
export const intervalsDays = [1, 3, 7, 21] as const;

/** What is kept of a card that was asked. */
export interface CardProgress {
  /** The place in `intervalsDays` that it waits for, from 0. */
  readonly step: number;
  /** The day on which it is due, in whole days since 1970. */
  readonly dueDay: number;
}

/** By the card's name, `1-storage/which-file`; those that were never asked are not in it. */
export type Progress = ReadonlyMap<string, CardProgress>;

/** Nothing was asked yet. */
export const nothingAsked: Progress = new Map();

const lastStep = intervalsDays.length - 1;

/**
 * What is kept when a card was answered. Known: the next interval begins today, and the last one stays. Not known: it is asked
 * again tomorrow, and begins anew. Who knows a card before it is due has proved nothing yet, and it stays due when it was.
 *
 * @param today in whole days since 1970
 */
export function afterAnswer(progress: Progress, card: string, isRight: boolean, today: number): Progress {
  const before = progress.get(card);
  if (isRight && before !== undefined && before.dueDay > today) return progress;
  const step = isRight && before !== undefined ? Math.min(lastStep, before.step + 1) : 0;
  return new Map(progress).set(card, { step, dueDay: today + intervalsDays[step]! });
}

/**
 * Which cards are due today: those that wait longest come first, then those that were never asked, as they stand in the list.
 *
 * @param cards all that may be asked, in the order in which they are taught
 */
export function dueCards(progress: Progress, cards: readonly string[], today: number): readonly string[] {
  const asked = cards.filter((card) => progress.has(card));
  const due = asked
    .filter((card) => progress.get(card)!.dueDay <= today)
    .sort((one, other) => progress.get(one)!.dueDay - progress.get(other)!.dueDay);
  return [...due, ...cards.filter((card) => !progress.has(card))];
}

/** The next day on which one of these is due; undefined where none was asked. */
export function nextDueDay(progress: Progress, cards: readonly string[]): number | undefined {
  const days = cards.flatMap((card) => progress.get(card)?.dueDay ?? []);
  return days.length === 0 ? undefined : Math.min(...days);
}

/** Of two browsers' progress, for each card what was answered later; on the same day, what is due sooner. */
export function joined(one: Progress, other: Progress): Progress {
  const both = new Map(one);
  for (const [card, there] of other) {
    const here = one.get(card);
    if (here === undefined || isLater(there, here)) both.set(card, there);
  }
  return both;
}

function isLater(one: CardProgress, other: CardProgress): boolean {
  const [oneDay, otherDay] = [answeredOn(one), answeredOn(other)];
  return oneDay > otherDay || (oneDay === otherDay && one.dueDay < other.dueDay);
}

function answeredOn({ step, dueDay }: CardProgress): number {
  return dueDay - intervalsDays[step]!;
}
