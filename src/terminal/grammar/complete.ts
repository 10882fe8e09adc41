import { type Form, forms, formsOfVerb } from './forms.ts';
import { toolNames } from './kafka-tools.ts';
import type { KnownNames } from './names.ts';
import type { SimplePiece } from './phrase.ts';
import { settingKeys, settingValues } from './settings.ts';
import { read } from './read.ts';
import { slots } from './slots.ts';
import { optionWords, plainWords, slotNamed, walk } from './walk.ts';
import { cut, type Word } from './words.ts';

/** What can stand at the cursor. The text from `from` to `to` is replaced by a candidate. */
export interface Completion {
  readonly from: number;
  readonly to: number;
  readonly candidates: readonly Candidate[];
  /** The forms that the line can still become; to be shown while it is typed. */
  readonly forms: readonly string[];
  /** What may come next where nothing can be offered, in words: `a time, as in 30s`. */
  readonly expects: readonly string[];
  /** The line up to the cursor is a command that can be run. */
  readonly isWhole: boolean;
}

export interface Candidate {
  readonly text: string;
  /** What it is, in a few words. */
  readonly help: string;
  /** It is understood, and works from a later chapter on. */
  readonly isLater?: boolean;
}

const mostCandidates = 80;

/** Candidates for the word in which the cursor stands, or that begins there. Empty where any text may stand. */
export function complete(line: string, cursor: number, names: KnownNames): Completion {
  const before = line.slice(0, cursor);
  const { words, openQuoteAt } = cut(before);
  if (openQuoteAt !== undefined) return nothingAt(cursor);
  const begun = /\s$/.test(before) || before === '' ? undefined : words.at(-1);
  const finished = withoutAt(begun === undefined ? words : words.slice(0, -1));
  const from = begun?.start ?? cursor;
  if (finished === undefined) return nothingAt(cursor);
  const typed = before.slice(from);
  const fitting = formsThatFit(finished);
  const offered =
    finished.length === 0 ? verbsOffered() : fitting.flatMap((form) => offeredBy(form, finished, begun, names));
  const candidates = unique(offered).filter(({ text }) => text.startsWith(typed) && text !== typed);
  return {
    from,
    to: cursor,
    candidates: candidates.slice(0, mostCandidates),
    forms: finished.length === 0 ? [] : fitting.slice(0, 4).map(({ usage }) => usage),
    expects: finished.length === 0 ? [] : expectedBy(fitting, finished, begun),
    isWhole: isWhole(begun === undefined ? finished : [...finished, begun], names),
  };
}

function nothingAt(cursor: number): Completion {
  return { from: cursor, to: cursor, candidates: [], forms: [], expects: [], isWhole: false };
}

function isWhole(words: readonly Word[], names: KnownNames): boolean {
  return words.length > 0 && read(words, names).kind === 'read';
}

function expectedBy(fitting: readonly Form[], finished: readonly Word[], begun: Word | undefined): readonly string[] {
  if (begun?.kind === 'option') {
    const options = fitting.flatMap((form) => form.options.find(({ key }) => key === begun.key) ?? []);
    return [...new Set(options.map(({ slot }) => slots[slot].expects))];
  }
  const pieces = fitting.flatMap((form) => walk(form, plainWords(finished)).expected);
  return [...new Set(pieces.flatMap((piece) => (piece.kind === 'slot' ? slots[piece.slot].expects : [])))];
}

/** Without `at TIME` in front; undefined where the time is still being typed. */
function withoutAt(words: readonly Word[]): readonly Word[] | undefined {
  if (words[0]?.kind !== 'bare' || words[0].text !== 'at') return words;
  return words.length < 2 ? undefined : words.slice(2);
}

function formsThatFit(finished: readonly Word[]): readonly Form[] {
  const plain = plainWords(finished);
  return formsOfVerb(plain[0]?.text.toLowerCase() ?? '').filter((form) => walk(form, plain).reached === plain.length);
}

function verbsOffered(): readonly Candidate[] {
  const offered = forms.map(({ verb, help, section }) => ({
    text: verb,
    help: formsOfVerb(verb).length > 1 ? section : help,
    isLater: formsOfVerb(verb).every(({ since }) => since !== undefined),
  }));
  return [...offered, ...toolNames.map((text) => ({ text, help: "Kafka's own tool" }))];
}

function offeredBy(
  form: Form,
  finished: readonly Word[],
  begun: Word | undefined,
  names: KnownNames,
): readonly Candidate[] {
  if (begun?.kind === 'option') return valuesOffered(form, begun.key, names);
  const walked = walk(form, plainWords(finished));
  const isLater = form.since !== undefined;
  const next = walked.expected.flatMap((piece) =>
    pieceOffered(piece, form, names).map((each) => ({ ...each, isLater })),
  );
  return walked.complete || walked.expected.length === 0 ? [...next, ...keysOffered(form, finished)] : next;
}

function pieceOffered(piece: SimplePiece, form: Form, names: KnownNames): readonly Candidate[] {
  if (piece.kind === 'literal') return [{ text: piece.word, help: form.help }];
  const { expects } = slots[piece.slot];
  return slotNamed(piece.slot)
    .candidates(names)
    .map((text) => ({ text, help: expects }));
}

function keysOffered(form: Form, finished: readonly Word[]): readonly Candidate[] {
  const given = new Set(optionWords(finished).map(({ key }) => key));
  const own = form.options.map(({ key, slot }) => ({ text: `${key}=`, help: slots[slot].expects }));
  const settings = form.settings === undefined ? [] : settingKeys(form.settings);
  const all = [...own, ...settings.map((key) => ({ text: `${key}=`, help: 'a setting of Kafka' }))];
  return all.filter(({ text }) => !given.has(text.slice(0, -1)));
}

function valuesOffered(form: Form, key: string, names: KnownNames): readonly Candidate[] {
  const option = form.options.find((each) => each.key === key);
  const values =
    option !== undefined
      ? slotNamed(option.slot).candidates(names)
      : form.settings === undefined
        ? []
        : settingValues(form.settings, key);
  return values.map((value) => ({ text: `${key}=${value}`, help: '' }));
}

function unique(candidates: readonly Candidate[]): readonly Candidate[] {
  const byText = new Map<string, Candidate>();
  for (const candidate of candidates) {
    if (byText.get(candidate.text)?.isLater ?? true) byText.set(candidate.text, candidate);
  }
  return [...byText.values()];
}
