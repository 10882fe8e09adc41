import { indent, type Language, type Narrated, printLine, transcribe } from '../narration/index.ts';
import { said, type SaidLine, type SaidTone, type ShownRun, type TellingSentence } from './outcome.ts';
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

/** More lines than these are not unfolded at once; `show timeline` has them. */
const mostUnfolded = 200;

export function print(sentences: readonly Narrated[], { language }: Run): readonly SaidLine[] {
  return transcribe(sentences).map((line) => {
    const text = printLine(line, language);
    if (line.kind === 'sentence') return { text, tone: tones[line.level], event: line.event };
    return { text, tone: 'comment', event: line.event, folded: unfolded(line.sentences, language) };
  });
}

function unfolded(sentences: readonly Narrated[], language: Language): readonly SaidLine[] {
  const lines = sentences.slice(0, mostUnfolded).map((sentence): SaidLine => {
    const text = printLine({ kind: 'sentence', ...sentence }, language);
    return { text, tone: 'detail', event: sentence.event };
  });
  const beyond = sentences.length - lines.length;
  return beyond === 0 ? lines : [...lines, ...said('comment', `${indent}${language.foldedBeyond(beyond)}`)];
}

export function telling({ event, text, mark, level }: Narrated): TellingSentence {
  return { event, text, mark, level };
}

/** What a page must be shown of a run of which it has so many events. */
export function shownFrom(run: Run, kept: number, name = ''): ShownRun {
  return { name, kept, events: run.told.slice(kept), story: run.storySince(kept).map(telling) };
}
