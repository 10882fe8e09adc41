import type { Told } from '../world/world.ts';
import { type Language, narrate } from './language.ts';
import type { Level, Sentence } from './sentence.ts';
import type { Story } from './story.ts';
import type { StoryEvent } from './story-event.ts';

/** A line of what is printed under a command: plain data, so that it can cross to a page. */
export type TranscriptLine = TranscriptSentence | TranscriptFold;

export interface TranscriptSentence extends Sentence {
  readonly kind: 'sentence';
  readonly atUs: number;
  readonly node: string;
  /** The number of the event among those that were told under the command. */
  readonly event: number;
}

/** Sentences that are not shown unless they are asked for. */
export interface TranscriptFold {
  readonly kind: 'fold';
  readonly atUs: number;
  readonly count: number;
  /** The first of them, at most `mostInFold`. */
  readonly lines: readonly TranscriptSentence[];
}

/** At most so many sentences are shown under one command: more is not read. */
export const mostSentences = 7;
const mostInFold = 200;

const weight: Readonly<Record<Level, number>> = { headline: 0, step: 1, detail: 2, quiet: 3 };

/**
 * Turns what was told under one command into lines. If there is more to say than can be read, headlines stay before steps and
 * details, and the first sentence of a kind before its repetitions; what is left out is folded where it happened last.
 */
export function transcribe(
  told: readonly Told<StoryEvent>[],
  story: Story,
  language: Language,
): readonly TranscriptLine[] {
  const all: TranscriptSentence[] = [];
  const importance: number[][] = [];
  const repetitions = new Map<string, number>();
  for (const [index, event] of told.entries()) {
    const sentence = narrate(event, story, language);
    story.hear(event);
    if (sentence === undefined) continue;
    const kind = `${event.node} ${event.name}`;
    const repeated = repetitions.get(kind) ?? 0;
    repetitions.set(kind, repeated + 1);
    importance.push([weight[sentence.level], repeated, index]);
    all.push({ kind: 'sentence', ...sentence, atUs: event.atUs, node: event.node, event: index });
  }
  const shown = new Set(
    [...all.keys()]
      .filter((line) => all[line]!.level !== 'quiet')
      .sort((one, other) => compare(importance[one]!, importance[other]!))
      .slice(0, mostSentences),
  );
  return withFold(all, shown);
}

function compare(one: readonly number[], other: readonly number[]): number {
  for (const [index, value] of one.entries()) if (value !== other[index]) return value - other[index]!;
  return 0;
}

function withFold(all: readonly TranscriptSentence[], shown: ReadonlySet<number>): readonly TranscriptLine[] {
  const lines: TranscriptLine[] = all.filter((_, index) => shown.has(index));
  const folded = all.filter((_, index) => !shown.has(index));
  const last = folded.at(-1);
  if (last === undefined) return lines;
  return [...lines, { kind: 'fold', atUs: last.atUs, count: folded.length, lines: folded.slice(0, mostInFold) }];
}

/** `1112 ms  ` — the instant stands at the right of its column. */
const instantWidth = 6;
export const indent = ' '.repeat(instantWidth + ' ms  '.length);

/** The lines as a terminal prints them. */
export function printTranscript(lines: readonly TranscriptLine[], language: Language): readonly string[] {
  return lines.map((line) => {
    if (line.kind === 'fold') return `${indent}▸ ${language.folded(line.count)}`;
    return `${instant(line.atUs)}${line.mark === undefined ? '' : `${line.mark} `}${line.text}`;
  });
}

function instant(atUs: number): string {
  return `${String(Math.floor(atUs / 1000)).padStart(instantWidth)} ms  `;
}
