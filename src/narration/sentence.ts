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
  /** The story turns here: what makes later things understood, so it is said before other steps. */
  readonly isTurn?: true;
}

export const headline = (text: string, mark?: Mark): Sentence => sentence('headline', text, mark);
export const step = (text: string, mark?: Mark): Sentence => sentence('step', text, mark);
/** A step at which the story turns: nothing was heard, it is tried again. */
export const turn = (text: string, mark?: Mark): Sentence => ({ ...step(text, mark), isTurn: true });
export const detail = (text: string, mark?: Mark): Sentence => sentence('detail', text, mark);
export const quiet = (text: string): Sentence => sentence('quiet', text, undefined);

function sentence(level: Level, text: string, mark: Mark | undefined): Sentence {
  return mark === undefined ? { level, text } : { level, text, mark };
}
