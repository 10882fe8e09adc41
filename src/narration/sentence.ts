/**
 * How much a sentence matters: a headline changes what is true, a step belongs to the story, a detail may be left out, and
 * what is quiet is only counted.
 */
export type Level = 'headline' | 'step' | 'detail' | 'quiet';

/** A sign in front of a sentence, so that a fault is seen without colours. */
export type Mark = '✂' | '☠' | '❚❚' | '▶' | '⚡' | '✚' | '✗' | '✓';

export interface Sentence {
  readonly level: Level;
  readonly text: string;
  readonly mark?: Mark;
}

export const headline = (text: string, mark?: Mark): Sentence => sentence('headline', text, mark);
export const step = (text: string, mark?: Mark): Sentence => sentence('step', text, mark);
export const detail = (text: string, mark?: Mark): Sentence => sentence('detail', text, mark);
export const quiet = (text: string): Sentence => sentence('quiet', text, undefined);

function sentence(level: Level, text: string, mark: Mark | undefined): Sentence {
  return mark === undefined ? { level, text } : { level, text, mark };
}
