import { type CardProgress, intervalsDays, type Progress } from './schedule.ts';

/** What was read of a line, or why it cannot be. */
export type ReadLine =
  | { readonly progress: Progress }
  | { readonly problem: 'nothing' }
  /** It is some other text. */
  | { readonly problem: 'no progress' }
  /** Its end is missing. */
  | { readonly problem: 'not whole' }
  /** This word of it is none that is ever written. */
  | { readonly problem: 'unreadable'; readonly word: string };

const beginning = 'kafka-on-trial-review-1';
const ending = 'end';

/** Everything as one line of text, to be copied to another browser: `kafka-on-trial-review-1 1-storage/which-file=2@20412 end` */
export function writeProgress(progress: Progress): string {
  const words = [...progress].map(([card, { step, dueDay }]) => `${card}=${step}@${dueDay}`);
  return [beginning, ...words.sort(), ending].join(' ');
}

/** Reads it back; where lines were broken on the way, it is the same. */
export function readProgress(line: string): ReadLine {
  const words = line.trim().split(/\s+/);
  if (words[0] === '') return { problem: 'nothing' };
  if (words[0] !== beginning) return { problem: 'no progress' };
  if (words.at(-1) !== ending) return { problem: 'not whole' };
  const progress = new Map<string, CardProgress>();
  for (const word of words.slice(1, -1)) {
    const [, card, step, dueDay] = /^([\w-]+\/[\w-]+)=(\d)@(\d{1,6})$/.exec(word) ?? [];
    if (card === undefined || Number(step) >= intervalsDays.length || progress.has(card))
      return { problem: 'unreadable', word };
    progress.set(card, { step: Number(step), dueDay: Number(dueDay) });
  }
  return { progress };
}
