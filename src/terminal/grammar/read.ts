import { type UnknownName, unknownName } from './check-names.ts';
import { type Form, forms, formsOfVerb } from './forms.ts';
import type { Command } from './command.ts';
import { verbs } from './grammar.ts';
import { type KnownNames, noNames } from './names.ts';
import { isSetting, problemOfSetting } from './settings.ts';
import { listed, slots } from './slots.ts';
import { optionWords, type PlainWord, plainWords, slotNamed, type Walk, walk } from './walk.ts';
import { cut, type OptionWord, type Word } from './words.ts';

/** Words of the table's own language, read without any good will. */
export type Read = { readonly kind: 'read'; readonly command: Command } | Wrong;

export interface Wrong {
  readonly kind: 'wrong';
  /** The word that is wrong; undefined where one is missing at the end. */
  readonly word: Word | undefined;
  /** One sentence. */
  readonly says: string;
  /** The form that was meant, where that is plain. */
  readonly form: string | undefined;
}

export function read(words: readonly Word[], names: KnownNames): Read {
  const plain = plainWords(words);
  const candidates = plain[0]?.kind === 'bare' ? formsOfVerb(plain[0].text.toLowerCase()) : [];
  if (candidates.length === 0) return unknownVerb(words[0]!);
  const walks = candidates.map((form) => ({ form, walked: walk(form, plain) }));
  const found = walks.find(({ walked }) => walked.complete);
  if (found === undefined) return wrongWord(plain, walks);
  const unknown = unknownName(found.form, found.walked.values, names);
  if (unknown !== undefined) {
    // `why verdict` is no client of that name: it begins another form.
    const begun = walks.filter(({ form, walked }) => !walked.complete && endsWithLiteral(form, walked, plain.length));
    return begun.length > 0 ? wrongWord(plain, begun) : wrongName(plain, unknown);
  }
  return readOptions(found.form, found.walked, optionWords(words));
}

/** Whether all that was typed follows the form, and the last word of it is one of the form's own. */
function endsWithLiteral({ pieces }: Form, { reached }: Walk, words: number): boolean {
  return reached === words && pieces[words - 1]?.kind === 'literal';
}

/** Whether a line can be run as it is. */
export function canBeRead(line: string): boolean {
  const { words, openQuoteAt } = cut(line);
  return words.length > 0 && openQuoteAt === undefined && read(words, noNames).kind === 'read';
}

function wrong(word: Word | undefined, says: string, form: string | undefined): Wrong {
  return { kind: 'wrong', word, says, form };
}

/** What one types to leave other terminals. */
const leaving: ReadonlySet<string> = new Set(['exit', 'quit', 'logout', 'q', ':q', 'bye']);
const nothingToLeave =
  'There is nothing to be left here: the run stays as it is until the page is closed, and reset starts over. Esc, then Tab, leaves the terminal.';

/** Whether a line ends by that: then nothing else was meant by it. */
export function isLeaving(line: string): boolean {
  return leaving.has(line.trim().toLowerCase());
}

function unknownVerb(first: Word): Wrong {
  const text = first.kind === 'option' ? `${first.key}=` : first.text;
  const isVerb = verbs.includes(text.toLowerCase());
  if (leaving.has(text.toLowerCase())) return wrong(first, nothingToLeave, undefined);
  const says = isVerb
    ? `'${shortened(text)}' cannot stand here.`
    : `'${shortened(text)}' is not a verb of this terminal; help lists them.`;
  return wrong(first, says, undefined);
}

/** The forms that were followed furthest say what could have come. */
function wrongWord(
  plain: readonly PlainWord[],
  walks: readonly { readonly form: Form; readonly walked: Walk }[],
): Wrong {
  const reached = Math.max(...walks.map(({ walked }) => walked.reached));
  const furthest = walks.filter(({ walked }) => walked.reached === reached);
  const pieces = furthest.flatMap(({ walked }) => walked.expected);
  const expected = pieces.map((piece) => (piece.kind === 'literal' ? `'${piece.word}'` : slots[piece.slot].expects));
  const form = furthest.length === 1 ? furthest[0]!.form.usage : undefined;
  const word = plain[reached];
  if (expected.length === 0) return wrong(word, `'${shortened(word!.text)}' is one word too many.`, form);
  const not = word === undefined ? '' : `, not '${shortened(word.text)}'`;
  const behind = shortened(plain[reached - 1]!.text);
  return wrong(word, `Behind '${behind}' comes ${listed([...new Set(expected)])}${not}.`, form);
}

function wrongName(plain: readonly PlainWord[], { text, says }: UnknownName): Wrong {
  return wrong(plain.find((word) => word.text === text) ?? plain.at(-1), says, undefined);
}

function readOptions(form: Form, { values }: Walk, given: readonly OptionWord[]): Read {
  const fields: Record<string, unknown> = { ...values };
  const settings: Record<string, string> = {};
  const seen = new Set<string>();
  for (const word of given) {
    const { key, text } = word;
    if (seen.has(key)) return wrong(word, `${key} is given twice.`, form.usage);
    seen.add(key);
    const option = form.options.find((each) => each.key === key);
    if (option !== undefined) {
      const value = slotNamed(option.slot).read(text, false);
      if (value === undefined) return wrong(word, `${key} takes ${slots[option.slot].expects}.`, form.usage);
      fields[option.field] = value;
    } else if (form.settings !== undefined && isSetting(form.settings, key)) {
      const says = problemOfSetting(form.settings, key, text);
      if (says !== undefined) return wrong(word, `${says}.`, form.usage);
      settings[key] = text;
    } else return wrong(word, unknownOption(form, key), form.usage);
  }
  return missingOption(form, fields, given) ?? { kind: 'read', command: assemble(form, fields, settings) };
}

function missingOption(
  form: Form,
  fields: Readonly<Record<string, unknown>>,
  given: readonly OptionWord[],
): Wrong | undefined {
  const missing = form.options.find(({ required, field }) => required && fields[field] === undefined);
  if (missing !== undefined) {
    return wrong(undefined, `${missing.key}= is missing: ${slots[missing.slot].expects}.`, form.usage);
  }
  const isSet = form.does === 'set' || form.does === 'again set';
  if (!isSet || given.length > 0) return undefined;
  return wrong(undefined, 'A setting is missing here, as in retention.ms=1000.', form.usage);
}

/** The fields of a condition are put into an object of their own. */
function assemble(
  form: Form,
  fields: Readonly<Record<string, unknown>>,
  settings: Readonly<Record<string, string>>,
): Command {
  const own: Record<string, unknown> = { does: form.does };
  const condition: Record<string, unknown> = { is: form.condition?.is };
  for (const [field, value] of Object.entries(fields)) {
    if (form.condition?.fields.has(field)) condition[field] = value;
    else own[field] = value;
  }
  if (form.condition !== undefined) own['condition'] = condition;
  if (form.settings !== undefined) own['settings'] = settings;
  return own as unknown as Command;
}

function unknownOption(form: Form, key: string): string {
  const said = form.pieces.flatMap((piece) => (piece.kind === 'literal' ? [piece.word] : [])).join(' ');
  const elsewhere = forms
    .filter((other) => other.options.some((option) => option.key === key) || takesSetting(other, key))
    .map((other) => `${other.verb} ${other.pieces[1]?.kind === 'literal' ? other.pieces[1].word : ''}`.trim());
  if (elsewhere.length === 0) return `${said} has no option '${shortened(key)}'.`;
  return `${said} has no option '${shortened(key)}'; it is one of ${listed([...new Set(elsewhere)], 3)}.`;
}

function takesSetting({ settings }: Form, key: string): boolean {
  return settings !== undefined && isSetting(settings, key);
}

function shortened(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
