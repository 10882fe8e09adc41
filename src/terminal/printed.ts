import { type Narrated, printLine, transcribe } from '../narration/index.ts';
import type { SaidLine, SaidTone, ShownRun, TellingSentence } from './outcome.ts';
import type { Run } from './run.ts';

const tones: Readonly<Record<Narrated['level'], SaidTone>> = {
  headline: 'headline',
  step: 'story',
  detail: 'detail',
  quiet: 'comment',
};

/** The story since so many sentences, as it is printed under a command. */
export function linesOf(run: Run, sentencesBefore: number): readonly SaidLine[] {
  return print(run.sentences.slice(sentencesBefore), run);
}

export function print(sentences: readonly Narrated[], { language }: Run): readonly SaidLine[] {
  return transcribe(sentences).map((line) => ({
    text: printLine(line, language),
    tone: line.kind === 'fold' ? 'comment' : tones[line.level],
    event: line.event,
  }));
}

export function telling({ event, text, mark }: Narrated): TellingSentence {
  return { event, text, mark };
}

/** What a page must be shown of a run of which it has so many events. */
export function shownFrom(run: Run, kept: number, name = ''): ShownRun {
  const story = run.story.filter(({ event }) => event >= kept).map(telling);
  return { name, kept, events: run.told.slice(kept), story };
}
