import { understand } from './aliases.ts';
import { format } from './format.ts';
import { formsOfVerb } from './forms.ts';
import { withJoinedTimes } from './joined-times.ts';
import type { Command } from './command.ts';
import { type KnownNames, noNames } from './names.ts';
import { read, type Wrong } from './read.ts';
import { slots } from './slots.ts';
import { readTime } from './times.ts';
import { plainWords, walk } from './walk.ts';
import { cut, longestLine, type Word } from './words.ts';

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

/** Finds the line that was most likely meant by one that cannot be read. */
export type Suggest = (text: string, names: KnownNames) => string | undefined;

/** Reads one line as `parse` does. What was meant by one that cannot be read is looked for by code that is loaded only then. */
export async function parseHelpfully(text: string, names: KnownNames = noNames): Promise<Parsed> {
  const parsed = parse(text, names);
  if (parsed.kind !== 'problem') return parsed;
  const { suggest } = await import('./suggestions/suggest.ts');
  return parse(text, names, suggest);
}

/**
 * Reads one line. `names` are those of the live cluster; with them a mistyped name is recognised, too. Without `suggest` a
 * problem has no `nearest`.
 */
export function parse(text: string, names: KnownNames = noNames, suggest: Suggest = () => undefined): Parsed {
  if (text.length > longestLine) {
    const says = `A line has at most ${longestLine} characters.`;
    return {
      kind: 'problem',
      part: '',
      start: longestLine,
      end: longestLine,
      says,
      nearest: undefined,
      form: undefined,
    };
  }
  const { words: typed, background, openQuoteAt } = cut(text);
  const words = withJoinedTimes(typed);
  const problem = (start: number, end: number, says: string, form?: string): Problem => {
    const suggested = suggest(text, names);
    const nearest = suggested === text.trim().replace(/\s+/g, ' ') ? undefined : suggested;
    return {
      kind: 'problem',
      part: text.slice(start, end),
      start,
      end,
      says,
      nearest,
      form: form ?? formOfLine(nearest),
    };
  };
  if (openQuoteAt !== undefined) return problem(openQuoteAt, text.length, 'A quote is opened here and never closed.');
  const [at, time] = words;
  const isTimed = at?.kind === 'bare' && at.text.toLowerCase() === 'at';
  const atMs = isTimed && time?.kind === 'bare' ? readTime(time.text) : undefined;
  if (isTimed && atMs === undefined) {
    const { start, end } = time ?? { start: text.length, end: text.length };
    return problem(start, end, `Behind 'at' comes ${slots.TIME.expects}.`, 'at TIME COMMAND');
  }
  const own = isTimed ? words.slice(2) : words;
  if (own.length === 0) {
    if (!isTimed && !background) return { kind: 'nothing' };
    return problem(text.length, text.length, 'A command is missing here.');
  }
  const found = readOwn(own, names);
  if (found.kind === 'wrong') return problem(...placeOf(found.word, text), found.says, found.form);
  const translated = found.translated || words !== typed;
  return { ...found, translated, text: format(found.command), atMs, background };
}

type ReadOwn =
  | {
      readonly kind: 'command';
      readonly command: Command;
      readonly translated: boolean;
      readonly notes: readonly string[];
    }
  | Wrong;

function readOwn(words: readonly Word[], names: KnownNames): ReadOwn {
  const understood = understand(words, names);
  if (understood.kind === 'refused') return { ...understood, kind: 'wrong', word: words[0] };
  const found = read(understood.words, names);
  // What a tool's call was translated to has no place in the line.
  if (found.kind === 'wrong') return understood.kind === 'translated' ? { ...found, word: words[0] } : found;
  const notes = understood.kind === 'translated' ? understood.notes : [];
  return { kind: 'command', command: found.command, translated: understood.kind !== 'as typed', notes };
}

function placeOf(word: Word | undefined, text: string): readonly [start: number, end: number] {
  return word === undefined ? [text.length, text.length] : [word.start, word.end];
}

/** The form of a command that is suggested. */
function formOfLine(line: string | undefined): string | undefined {
  if (line === undefined) return undefined;
  const plain = plainWords(cut(line).words);
  return formsOfVerb(plain[0]?.text ?? '').find((form) => walk(form, plain).complete)?.usage;
}
