import { anchorOf, formsOf, glossary } from '../../../glossary.ts';
import { homeWords } from '../words/english-home.ts';

/** A term that the first screen uses, with what the page of words says of it. */
export interface UsedTerm {
  /** The longer ones first. */
  readonly forms: readonly string[];
  readonly text: string;
  readonly anchor: string;
}

declare const data: readonly UsedTerm[];
export { data };

export default {
  watch: ['../../../glossary.ts', '../words/english-home.ts'],
  /** Only those: the page need not carry all words. */
  load(): readonly UsedTerm[] {
    const { lost, cured, harmless, turn } = homeWords;
    const said = [lost.why, cured.why, harmless.kill.why, harmless.freeze.why, ...turn.hints].join(' ').toLowerCase();
    return glossary
      .map((term) => ({ forms: formsOf(term), text: term.text, anchor: anchorOf(term) }))
      .filter(({ forms }) => forms.some((form) => new RegExp(`\\b${form.toLowerCase()}\\b`).test(said)));
  },
};
