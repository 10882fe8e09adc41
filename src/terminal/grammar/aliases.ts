import { forms } from './forms.ts';
import { verbs } from './grammar.ts';
import { translateTool } from './kafka-tools.ts';
import type { KnownNames } from './names.ts';
import { type BareWord, cut, textOf, type Word } from './words.ts';

/** What was typed, in the words of the table. */
export type Understood =
  | { readonly kind: 'as typed'; readonly words: readonly Word[] }
  /** One of our words for another; the words stand where they were typed. */
  | { readonly kind: 'renamed'; readonly words: readonly Word[] }
  /** A call of one of Kafka's own tools; the words stand in `text`. */
  | {
      readonly kind: 'translated';
      readonly text: string;
      readonly words: readonly Word[];
      readonly notes: readonly string[];
    }
  | { readonly kind: 'refused'; readonly says: string; readonly form: string | undefined };

/** Words that everybody says for something else; they are understood, and answered with ours. */
const otherWords: Readonly<Record<string, string>> = {
  send: 'produce',
  read: 'consume',
  topics: 'show topics',
  groups: 'show groups',
  dump: 'show log of',
};

/** `log of payments-0` is `show log of payments-0`: what stands behind show may stand alone, unless it is a verb itself. */
const nouns = new Set(
  forms.flatMap(({ verb, pieces }) => {
    const noun = verb === 'show' && pieces[1]?.kind === 'literal' ? pieces[1].word : undefined;
    return noun === undefined || verbs.includes(noun) ? [] : [noun];
  }),
);

export function understand(words: readonly Word[], names: KnownNames): Understood {
  const first = words[0]!;
  if (first.kind !== 'bare') return { kind: 'as typed', words };
  const translation = translateTool(words.map(textOf));
  if (translation?.kind === 'refused') return translation;
  if (translation !== undefined) {
    return { ...translation, words: cut(translation.text).words };
  }
  const lower = first.text.toLowerCase();
  const ours = Object.hasOwn(otherWords, lower) ? otherWords[lower] : nounIn(lower, words[1], names);
  if (ours === undefined) return { kind: 'as typed', words };
  // Each of ours stands where theirs stood, so that a mistake further on is pointed at where it is.
  const replaced = ours
    .split(' ')
    .map((text): BareWord => ({ kind: 'bare', text, start: first.start, end: first.end }));
  return { kind: 'renamed', words: [...replaced, ...words.slice(1)] };
}

/** `topic list` is no topic of the name `list`: behind `topic` and `group` only a name that exists will do. */
function nounIn(word: string, next: Word | undefined, { topics, groups }: KnownNames): string | undefined {
  if (!nouns.has(word)) return undefined;
  const named = { topic: topics, group: groups }[word];
  return named === undefined || named.includes(next?.text ?? '') ? `show ${word}` : undefined;
}
