import type { Told } from '../world/world.ts';
import { type Language, narrate } from './language.ts';
import type { Level, Sentence } from './sentence.ts';
import type { Story } from './story.ts';
import type { StoryEvent } from './story-event.ts';

/** A sentence with the event that it was made from. */
export interface Narrated extends Sentence {
  readonly atUs: number;
  readonly node: string;
  readonly name: StoryEvent['name'];
  /** Index of the event among all that were told. */
  readonly event: number;
}

/** A line of what is printed under a command: plain data, so that it can cross to a page. */
export type TranscriptLine =
  | (Narrated & { readonly kind: 'sentence' })
  /** So many sentences are not shown. */
  | {
      readonly kind: 'fold';
      readonly event: number;
      readonly count: number;
      /** Those that are not shown, in order. */
      readonly sentences: readonly Narrated[];
    };

/** At most so many sentences are shown under one command: more is not read. */
export const mostSentences = 7;

const weight: Readonly<Record<Level, number>> = { headline: 0, step: 1, detail: 2, quiet: 3 };

/** Hears an event, and says it; undefined where there is nothing to say. `event` is its index. */
export function hear(told: Told<StoryEvent>, event: number, story: Story, language: Language): Narrated | undefined {
  const sentence = narrate(told, story, language);
  story.hear(told);
  const { atUs, node, name } = told;
  return sentence && { ...sentence, atUs, node, name, event };
}

/**
 * What is printed of the sentences under one command. If there is more to say than can be read, headlines stay before the turns
 * of the story, these before other steps and details, and the first sentence of a kind before its repetitions; what is left out is counted in the end.
 */
export function transcribe(narrated: readonly Narrated[]): readonly TranscriptLine[] {
  const repetitions = new Map<string, number>();
  const ranked = narrated.map((sentence, index) => {
    const kind = `${sentence.node} ${sentence.name} ${sentence.isTurn}`;
    const repeated = repetitions.get(kind) ?? 0;
    repetitions.set(kind, repeated + 1);
    // What was said twice is known: the third refusal tells less than what comes of it.
    const isKnown = repeated < 2 ? 0 : 1;
    return { sentence, rank: [isKnown, weight[sentence.level], sentence.isTurn === true ? 0 : 1, repeated, index] };
  });
  const shown = new Set(
    ranked
      .filter(({ sentence }) => sentence.level !== 'quiet')
      .sort((one, other) => compare(one.rank, other.rank))
      .slice(0, mostSentences)
      .map(({ sentence }) => sentence),
  );
  const lines: TranscriptLine[] = narrated
    .filter((sentence) => shown.has(sentence))
    .map((sentence) => ({ kind: 'sentence', ...sentence }));
  const folded = narrated.filter((sentence) => !shown.has(sentence));
  if (folded.length === 0) return lines;
  return [...lines, { kind: 'fold', event: folded.at(-1)!.event, count: folded.length, sentences: folded }];
}

function compare(one: readonly number[], other: readonly number[]): number {
  for (const [index, value] of one.entries()) if (value !== other[index]) return value - other[index]!;
  return 0;
}

/** `1112 ms  ` — the instant stands at the right of its column. */
const instantWidth = 6;
export const indent = ' '.repeat(instantWidth + ' ms  '.length);

export function printInstant(atUs: number): string {
  return `${String(Math.floor(atUs / 1000)).padStart(instantWidth)} ms  `;
}

/** A line as a terminal prints it. */
export function printLine(line: TranscriptLine, language: Language): string {
  if (line.kind === 'fold') return `${indent}▸ ${language.folded(line.sentences)}`;
  return `${printInstant(line.atUs)}${line.mark === undefined ? '' : `${line.mark} `}${line.text}`;
}
