import type { UsedTerm } from './terms.data.ts';

export interface Marked {
  readonly text: string;
  /** Undefined for what is no term, or was one before. */
  readonly term: UsedTerm | undefined;
}

/** A text in which the first use of every term is marked. */
export function markedTerms(text: string, terms: readonly UsedTerm[]): readonly Marked[] {
  const forms = terms.flatMap((term) => term.forms.map((form) => ({ form, term })));
  forms.sort((one, other) => other.form.length - one.form.length);
  const anyForm = new RegExp(
    `(?<![\\w.-])(?:${forms.map(({ form }) => form.replaceAll('.', '\\.')).join('|')})(?![\\w-]|\\.\\w)`,
    'i',
  );
  const marked = new Set<UsedTerm>();
  const pieces: Marked[] = [];
  let rest = text;
  for (let found = anyForm.exec(rest); terms.length > 0 && found !== null; found = anyForm.exec(rest)) {
    const [word] = found;
    const term = forms.find(({ form }) => form.toLowerCase() === word.toLowerCase())?.term;
    const isNew = term !== undefined && !marked.has(term);
    if (isNew) marked.add(term);
    pieces.push({ text: rest.slice(0, found.index), term: undefined }, { text: word, term: isNew ? term : undefined });
    rest = rest.slice(found.index + word.length);
  }
  return [...pieces, { text: rest, term: undefined }].filter((piece) => piece.text !== '');
}
