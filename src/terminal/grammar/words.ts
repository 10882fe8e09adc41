/**
 * A typed line, cut into words. A word is bare (`payments`), quoted (`"42 EUR to Ada"`) or an option (`acks=all`). Every
 * word knows where it stands, so that a mistake can be pointed at.
 */
export type Word = BareWord | QuotedWord | OptionWord;

interface Place {
  /** First character, and the one behind the last. */
  readonly start: number;
  readonly end: number;
}

export interface BareWord extends Place {
  readonly kind: 'bare';
  readonly text: string;
}

export interface QuotedWord extends Place {
  readonly kind: 'quoted';
  readonly text: string;
}

export interface OptionWord extends Place {
  readonly kind: 'option';
  readonly key: string;
  /** The value, without its quotes. */
  readonly text: string;
}

export interface Line {
  readonly words: readonly Word[];
  /** Ends in `&`: the command is not waited for. */
  readonly background: boolean;
  /** Where a quote was opened that nobody closed. */
  readonly openQuoteAt: number | undefined;
}

/** A line that was pasted in by mistake is not read any further. */
export const longestLine = 4000;

const optionKey = /^([A-Za-z][A-Za-z0-9_.-]*)=/;
const quoteMarks = new Set(['"', "'"]);
const spaces = new Set([' ', '\t', '\r', '\n', '\u00a0']);

export function cut(line: string): Line {
  const words: Word[] = [];
  let openQuoteAt: number | undefined;
  let position = 0;
  while (position < line.length) {
    if (spaces.has(line[position]!)) position++;
    else if (startsComment(line, position)) break;
    else {
      const word = wordAt(line, position);
      openQuoteAt ??= word.openQuoteAt;
      words.push(word.word);
      position = word.word.end;
    }
  }
  const last = words.at(-1);
  const background = last?.kind === 'bare' && last.text === '&';
  return { words: background ? words.slice(0, -1) : words, background, openQuoteAt };
}

/** `#` begins a comment; `#4` is the fourth command. */
function startsComment(line: string, position: number): boolean {
  return line[position] === '#' && !/^#\d+(\s|$|&)/.test(line.slice(position, position + 12));
}

interface Found {
  readonly word: Word;
  readonly openQuoteAt: number | undefined;
}

function wordAt(line: string, start: number): Found {
  const key = optionKey.exec(line.slice(start))?.[1];
  const from = key === undefined ? start : start + key.length + 1;
  const { text, end, openQuoteAt, quoted } = textAt(line, from);
  if (key !== undefined) return { word: { kind: 'option', key, text, start, end }, openQuoteAt };
  return { word: { kind: quoted ? 'quoted' : 'bare', text, start, end }, openQuoteAt };
}

interface FoundText {
  readonly text: string;
  readonly end: number;
  readonly quoted: boolean;
  readonly openQuoteAt: number | undefined;
}

function textAt(line: string, start: number): FoundText {
  if (quoteMarks.has(line[start] ?? '')) return quotedTextAt(line, start);
  let end = start;
  while (end < line.length && !spaces.has(line[end]!) && !(line[end] === '&' && endsLine(line, end))) end++;
  if (end === start && line[start] === '&') end++;
  return { text: line.slice(start, end), end, quoted: false, openQuoteAt: undefined };
}

/** `produce payments "hello"&` needs no blank before its `&`. */
function endsLine(line: string, position: number): boolean {
  return line.slice(position + 1).trim() === '';
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '0': '\0' };

/** Within quotes `\"`, `\\`, `\n` and `\t` are as everywhere. A quote that is never closed ends with the line. */
function quotedTextAt(line: string, start: number): FoundText {
  const mark = line[start];
  let text = '';
  for (let position = start + 1; position < line.length; position++) {
    const letter = line[position]!;
    if (letter === mark) return { text, end: position + 1, quoted: true, openQuoteAt: undefined };
    if (letter === '\\' && position + 1 < line.length) {
      position++;
      text += escapes[line[position]!] ?? line[position]!;
    } else text += letter;
  }
  return { text, end: line.length, quoted: true, openQuoteAt: start };
}

/** A word as it was typed, without quotes. */
export function textOf(word: Word): string {
  return word.kind === 'option' ? `${word.key}=${word.text}` : word.text;
}

/** A text in quotes, so that it is read back as the same text. */
export function quote(text: string): string {
  const escaped = text
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('\n', '\\n')
    .replaceAll('\t', '\\t')
    .replaceAll('\r', '\\r')
    .replaceAll('\0', '\\0');
  return `"${escaped}"`;
}

/** As `quote`, unless the text needs none. */
export function quoteIfNeeded(text: string): string {
  return /^[A-Za-z0-9_.,:/@+*-]+$/.test(text) ? text : quote(text);
}
