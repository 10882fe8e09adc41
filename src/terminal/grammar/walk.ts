import type { Form } from './forms.ts';
import type { SimplePiece } from './phrase.ts';
import { type Slot, slots } from './slots.ts';
import type { BareWord, OptionWord, QuotedWord, Word } from './words.ts';

/** How far some words follow a form, and what could have come where they stopped. */
export interface Walk {
  /** The fields that were filled. */
  readonly values: Readonly<Record<string, unknown>>;
  /** How many of the words (options not counted) follow the form. */
  readonly reached: number;
  /** The form may end here. */
  readonly complete: boolean;
  /** What may come next. */
  readonly expected: readonly SimplePiece[];
}

export type PlainWord = BareWord | QuotedWord;

export function plainWords(words: readonly Word[]): readonly PlainWord[] {
  return words.filter((word): word is PlainWord => word.kind !== 'option');
}

export function optionWords(words: readonly Word[]): readonly OptionWord[] {
  return words.filter((word): word is OptionWord => word.kind === 'option');
}

/** Follows the words, options left out, along the form as far as they go. */
export function walk(form: Form, words: readonly PlainWord[]): Walk {
  const values: Record<string, unknown> = {};
  let reached = 0;
  for (const [index, piece] of form.pieces.entries()) {
    if (piece.kind === 'choices') {
      const passed = walkChoices(piece.groups, words, reached, values);
      reached = passed.reached;
      const isLast = index === form.pieces.length - 1;
      if (passed.broken || isLast) {
        const complete = !passed.broken && reached === words.length;
        return { values, reached, complete, expected: passed.expected };
      }
      const next = form.pieces[index + 1] as SimplePiece;
      if (!accepts(next, words[reached])) {
        return { values, reached, complete: false, expected: [...passed.expected, next] };
      }
    } else if (accepts(piece, words[reached])) take(piece, words[reached++]!, values);
    else return { values, reached, complete: false, expected: [piece] };
  }
  return { values, reached, complete: reached === words.length, expected: [] };
}

interface Passed {
  readonly reached: number;
  /** A group was begun and not finished. */
  readonly broken: boolean;
  readonly expected: readonly SimplePiece[];
}

function walkChoices(
  groups: readonly (readonly SimplePiece[])[],
  words: readonly PlainWord[],
  from: number,
  values: Record<string, unknown>,
): Passed {
  let reached = from;
  let left = groups;
  for (;;) {
    const group = left.find(([first]) => accepts(first!, words[reached]));
    if (group === undefined) return { reached, broken: false, expected: left.map(([first]) => first!) };
    left = left.filter((other) => other !== group);
    for (const piece of group) {
      if (!accepts(piece, words[reached])) return { reached, broken: true, expected: [piece] };
      take(piece, words[reached++]!, values);
    }
    if (group.length === 1 && group[0]!.kind === 'literal') values[group[0]!.word] = true;
  }
}

function accepts(piece: SimplePiece, word: PlainWord | undefined): boolean {
  if (word === undefined) return false;
  if (piece.kind === 'literal') return word.kind === 'bare' && word.text.toLowerCase() === piece.word;
  return slotNamed(piece.slot).read(word.text, word.kind === 'quoted') !== undefined;
}

function take(piece: SimplePiece, word: PlainWord, values: Record<string, unknown>): void {
  if (piece.kind === 'slot') values[piece.field] = slotNamed(piece.slot).read(word.text, word.kind === 'quoted');
}

/** A slot whose type of value does not matter. */
export function slotNamed(name: keyof typeof slots): Slot<unknown> {
  return slots[name] as unknown as Slot<unknown>;
}
