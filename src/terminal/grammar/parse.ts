import { understand } from './aliases.ts';
import { unknownName } from './check-names.ts';
import { format } from './format.ts';
import { type Form, forms, formsOfVerb } from './forms.ts';
import { type Command, verbs } from './grammar.ts';
import { type KnownNames, noNames } from './names.ts';
import { isSetting, problemOfSetting } from './settings.ts';
import { listed, slots } from './slots.ts';
import { suggest } from './suggest.ts';
import { readTime } from './times.ts';
import { optionWords, type PlainWord, plainWords, slotNamed, type Walk, walk } from './walk.ts';
import { cut, type Line, longestLine, type OptionWord, type Word } from './words.ts';

/** What a line says: a command, what is wrong with it, or nothing (it is empty, or a comment). */
export type Parsed = ParsedCommand | Problem | { readonly kind: 'nothing' };

export interface ParsedCommand {
  readonly kind: 'command';
  readonly command: Command;
  /** The command as the table writes it, without `at` and `&`. */
  readonly text: string;
  /** `at 5321ms …`: the instant of the run at which it is to begin. */
  readonly atMs: number | undefined;
  /** Ends in `&`: it is not waited for. */
  readonly background: boolean;
  /** It was said in other words, such as those of Kafka's own tools; `text` says it in ours. */
  readonly translated: boolean;
  /** What is to be said about it, such as an option that has no meaning here. */
  readonly notes: readonly string[];
}

export interface Problem {
  readonly kind: 'problem';
  /** The part that is wrong, and where it stands in the line; empty, at the end, where something is missing. */
  readonly part: string;
  readonly start: number;
  readonly end: number;
  /** One sentence. */
  readonly says: string;
  /** What was most likely meant; it can be run as it is. */
  readonly nearest: string | undefined;
  /** How the command is written in general. */
  readonly form: string | undefined;
}

/** Reads one line. `names` are those of the live cluster; with them a mistyped name is recognised, too. */
export function parse(text: string, names: KnownNames = noNames): Parsed {
  if (text.length > longestLine) {
    return problem(
      text,
      longestLine,
      text.length,
      `A line has at most ${longestLine} characters.`,
      undefined,
      undefined,
    );
  }
  const line = cut(text);
  if (line.openQuoteAt !== undefined) {
    const says = 'A quote is opened here and never closed.';
    return problem(text, line.openQuoteAt, text.length, says, suggest(text, names), undefined);
  }
  const timed = readAt(text, line, names);
  if (timed.kind === 'problem') return timed;
  const { atMs, words } = timed;
  if (words.length === 0) {
    if (atMs === undefined && !line.background) return { kind: 'nothing' };
    return problem(text, text.length, text.length, 'A command is missing here.', undefined, undefined);
  }
  return readCommand(text, line, words, atMs, names);
}

function readCommand(
  text: string,
  line: Line,
  words: readonly Word[],
  atMs: number | undefined,
  names: KnownNames,
): Parsed {
  const understood = understand(words, names);
  const [start, end] = [words[0]!.start, words.at(-1)!.end];
  if (understood.kind === 'refused') {
    return problem(text, start, end, understood.says, suggest(text, names), understood.form);
  }
  const isTool = understood.kind === 'translated';
  const read = readWords(isTool ? understood.text : text, understood.words, names);
  if (read.kind === 'problem') return isTool ? { ...read, part: text.slice(start, end), start, end } : read;
  return {
    kind: 'command',
    command: read.command,
    text: format(read.command),
    atMs,
    background: line.background,
    translated: understood.kind !== 'as typed',
    notes: isTool ? understood.notes : [],
  };
}

type Timed = { readonly kind: 'timed'; readonly atMs: number | undefined; readonly words: readonly Word[] };

/** `at TIME` in front of a command. */
function readAt(text: string, { words }: Line, names: KnownNames): Timed | Problem {
  const [at, time, ...rest] = words;
  if (at?.kind !== 'bare' || at.text.toLowerCase() !== 'at') return { kind: 'timed', atMs: undefined, words };
  const atMs = time?.kind === 'bare' ? readTime(time.text) : undefined;
  if (atMs !== undefined) return { kind: 'timed', atMs, words: rest };
  const { start, end } = time ?? { start: text.length, end: text.length };
  const says = `Behind at comes ${slots.TIME.expects}.`;
  return problem(text, start, end, says, suggest(text, names), 'at TIME COMMAND');
}

type Read = { readonly kind: 'read'; readonly command: Command };

function readWords(text: string, words: readonly Word[], names: KnownNames): Read | Problem {
  const plain = plainWords(words);
  const verb = plain[0]?.kind === 'bare' ? plain[0].text.toLowerCase() : undefined;
  const candidates = verb === undefined ? [] : formsOfVerb(verb);
  if (candidates.length === 0) return unknownVerb(text, words, names);
  const walks = candidates.map((form) => ({ form, walked: walk(form, plain) }));
  const complete = walks.filter(({ walked }) => walked.complete);
  if (complete.length === 0) return wrongWord(text, words, plain, walks, names);
  const found = complete[0]!;
  const unknown = unknownName(found.form, found.walked.values, names);
  if (unknown !== undefined) {
    const { start, end } = plain.find((word) => word.text === unknown.text) ?? plain.at(-1)!;
    return problem(text, start, end, unknown.says, suggest(text, names), undefined);
  }
  return readOptions(text, found.form, found.walked, optionWords(words), names);
}

function readOptions(
  text: string,
  form: Form,
  { values }: Walk,
  given: readonly OptionWord[],
  names: KnownNames,
): Read | Problem {
  const fields: Record<string, unknown> = { ...values };
  const settings: Record<string, string> = {};
  const wrong = (word: OptionWord, says: string) =>
    problem(text, word.start, word.end, says, suggest(text, names), form.usage);
  const seen = new Set<string>();
  for (const word of given) {
    if (seen.has(word.key)) return wrong(word, `${word.key} is given twice.`);
    seen.add(word.key);
    const option = form.options.find(({ key }) => key === word.key);
    if (option !== undefined) {
      const value = slotNamed(option.slot).read(word.text, false);
      if (value === undefined) return wrong(word, `${word.key} takes ${slots[option.slot].expects}.`);
      fields[option.field] = value;
    } else if (form.settings !== undefined && isSetting(form.settings, word.key)) {
      const says = problemOfSetting(form.settings, word.key, word.text);
      if (says !== undefined) return wrong(word, `${says}.`);
      settings[word.key] = word.text;
    } else return wrong(word, unknownOption(form, word.key));
  }
  const missing = form.options.find(({ required, field }) => required && fields[field] === undefined);
  if (missing !== undefined) {
    const says = `${missing.key}= is missing: ${slots[missing.slot].expects}.`;
    return problem(text, text.length, text.length, says, suggest(text, names), form.usage);
  }
  if (form.does === 'set' || form.does === 'again set') {
    const says = 'A setting is missing here, as in retention.ms=1000.';
    if (given.length === 0) return problem(text, text.length, text.length, says, undefined, form.usage);
  }
  return { kind: 'read', command: assemble(form, fields, settings) };
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

function unknownVerb(text: string, words: readonly Word[], names: KnownNames): Problem {
  const first = words[0]!;
  const nearest = suggest(text, names);
  const part = text.slice(first.start, first.end);
  const isVerb = first.kind === 'bare' && verbs.includes(first.text.toLowerCase());
  const says = isVerb
    ? `${part} cannot stand here.`
    : `'${shortened(part)}' is not a verb of this terminal; help lists them.`;
  return problem(text, first.start, first.end, says, nearest, formShownFor(nearest));
}

function wrongWord(
  text: string,
  words: readonly Word[],
  plain: readonly PlainWord[],
  walks: readonly { readonly form: Form; readonly walked: Walk }[],
  names: KnownNames,
): Problem {
  const reached = Math.max(...walks.map(({ walked }) => walked.reached));
  const furthest = walks.filter(({ walked }) => walked.reached === reached);
  const expected = [
    ...new Set(
      furthest
        .flatMap(({ walked }) => walked.expected)
        .map((piece) => (piece.kind === 'literal' ? `'${piece.word}'` : slots[piece.slot].expects)),
    ),
  ];
  const word = plain[reached];
  const behind = plain[reached - 1]!.text;
  const says =
    expected.length === 0
      ? `'${shortened(word!.text)}' is one word too many.`
      : `Behind '${shortened(behind)}' comes ${listed(expected)}${word === undefined ? '' : `, not '${shortened(word.text)}'`}.`;
  const { start, end } = word ?? { start: text.length, end: text.length };
  const nearest = suggest(text, names);
  const form = furthest.length === 1 ? furthest[0]!.form.usage : (formShownFor(nearest) ?? furthest[0]!.form.usage);
  return problem(text, start, end, says, words.length === 0 ? undefined : nearest, form);
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

/** The form of a suggested command. */
function formShownFor(suggestion: string | undefined): string | undefined {
  if (suggestion === undefined) return undefined;
  const plain = plainWords(cut(suggestion).words);
  const candidates = formsOfVerb(plain[0]?.text ?? '');
  return (candidates.find((form) => walk(form, plain).complete) ?? candidates[0])?.usage;
}

function shortened(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

function problem(
  text: string,
  start: number,
  end: number,
  says: string,
  nearest: string | undefined,
  form: string | undefined,
): Problem {
  return { kind: 'problem', part: text.slice(start, end), start, end, says, nearest, form };
}
