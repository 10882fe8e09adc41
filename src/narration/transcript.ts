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
  const shown = mostTelling(narrated);
  const lines: TranscriptLine[] = [];
  const folded: Narrated[] = [];
  for (const sentence of narrated) {
    if (shown.has(sentence)) lines.push({ kind: 'sentence', ...sentence });
    else folded.push(sentence);
  }
  if (folded.length > 0) {
    lines.push({ kind: 'fold', event: folded.at(-1)!.event, count: folded.length, sentences: folded });
  }
  return lines;
}

function mostTelling(narrated: readonly Narrated[]): ReadonlySet<Narrated> {
  const repetitions = new Map<string, number>();
  /** In the order of their rank, the lowest first. */
  const best: { readonly sentence: Narrated; readonly rank: number; readonly repeated: number }[] = [];
  for (const sentence of narrated) {
    const kind = `${sentence.node} ${sentence.name} ${sentence.isTurn}`;
    const repeated = repetitions.get(kind) ?? 0;
    repetitions.set(kind, repeated + 1);
    if (sentence.level === 'quiet') continue;
    // What was said twice is known: the third refusal tells less than what comes of it.
    const isKnown = repeated >= 2;
    const rank = (isKnown ? 10 : 0) + 2 * weight[sentence.level] + (sentence.isTurn === true ? 0 : 1);
    const place = best.findIndex((other) => rank < other.rank || (rank === other.rank && repeated < other.repeated));
    best.splice(place < 0 ? best.length : place, 0, { sentence, rank, repeated });
    if (best.length > mostSentences) best.pop();
  }
  return new Set(best.map(({ sentence }) => sentence));
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
