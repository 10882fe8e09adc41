/**
 * The line that is being typed: text, cursor and history, changed by what the terminal's keyboard sends. Pure, so that every
 * key can be tested without a terminal.
 */
export interface Editing {
  readonly text: string;
  /** In UTF-16 units, never within a pair of surrogates. */
  readonly cursor: number;
  /** Lines that were entered, the oldest first. */
  readonly history: readonly string[];
  /** Which line of the history is shown; undefined while a new one is typed. */
  readonly recalled: number | undefined;
  /** What was being typed before the history was opened. */
  readonly draft: string;
}

export const emptyEditing: Editing = { text: '', cursor: 0, history: [], recalled: undefined, draft: '' };

/** What a key asks for that is not a change of the line. */
export type Wish = 'enter' | 'complete' | 'cancel' | 'clear';

export interface Edited {
  readonly editing: Editing;
  readonly wish: Wish | undefined;
}

/** Lines beyond these are forgotten, and longer ones are cut. */
const mostHistory = 500;
export const longestLine = 4000;

const moves: Readonly<Record<string, (editing: Editing) => Editing>> = {
  '\x1b[D': (editing) => at(editing, before(editing.text, editing.cursor)),
  '\x1b[C': (editing) => at(editing, behind(editing.text, editing.cursor)),
  '\x1b[H': (editing) => at(editing, 0),
  '\x1b[F': (editing) => at(editing, editing.text.length),
  '\x01': (editing) => at(editing, 0),
  '\x05': (editing) => at(editing, editing.text.length),
  '\x1b[1;5D': (editing) => at(editing, wordBefore(editing)),
  '\x1b[1;5C': (editing) => at(editing, wordBehind(editing)),
  '\x1bb': (editing) => at(editing, wordBefore(editing)),
  '\x1bf': (editing) => at(editing, wordBehind(editing)),
  '\x1b[A': (editing) => recall(editing, -1),
  '\x1b[B': (editing) => recall(editing, 1),
  '\x10': (editing) => recall(editing, -1),
  '\x0e': (editing) => recall(editing, 1),
  '\x7f': (editing) => cut(editing, before(editing.text, editing.cursor), editing.cursor),
  '\b': (editing) => cut(editing, before(editing.text, editing.cursor), editing.cursor),
  '\x1b[3~': (editing) => cut(editing, editing.cursor, behind(editing.text, editing.cursor)),
  '\x04': (editing) => cut(editing, editing.cursor, behind(editing.text, editing.cursor)),
  '\x15': (editing) => cut(editing, 0, editing.cursor),
  '\x0b': (editing) => cut(editing, editing.cursor, editing.text.length),
  '\x17': (editing) => cut(editing, wordBefore(editing), editing.cursor),
};

const otherNames: Readonly<Record<string, string>> = {
  '\x1bOD': '\x1b[D',
  '\x1bOC': '\x1b[C',
  '\x1bOH': '\x1b[H',
  '\x1bOF': '\x1b[F',
  '\x1bOA': '\x1b[A',
  '\x1bOB': '\x1b[B',
  '\x1b[1~': '\x1b[H',
  '\x1b[4~': '\x1b[F',
  '\x1b[1;3D': '\x1b[1;5D',
  '\x1b[1;3C': '\x1b[1;5C',
};

const wishes: Readonly<Record<string, Wish>> = { '\r': 'enter', '\t': 'complete', '\x03': 'cancel', '\x0c': 'clear' };

/** The line after one key, or after a piece of text that holds no key. */
export function press(editing: Editing, sent: string): Edited {
  const key = otherNames[sent] ?? sent;
  const wish = wishes[key];
  if (wish !== undefined) return { editing, wish };
  const move = moves[key];
  if (move !== undefined) return { editing: move(editing), wish: undefined };
  if (key.startsWith('\x1b')) return { editing, wish: undefined };
  return { editing: insert(editing, key), wish: undefined };
}

/** Puts text at the cursor; what cannot stand in a line is left out. */
export function insert(editing: Editing, text: string): Editing {
  const clean = [...text].filter((letter) => letter >= ' ' && letter !== '\x7f').join('');
  const room = longestLine - editing.text.length;
  const added = clean.slice(0, Math.max(0, room));
  const { text: old, cursor } = editing;
  return { ...editing, text: old.slice(0, cursor) + added + old.slice(cursor), cursor: cursor + added.length };
}

/** Replaces the line, as a completion or a recalled line does. */
export function replace(editing: Editing, text: string, cursor = text.length): Editing {
  return { ...editing, text, cursor };
}

/** An empty line; the one that was typed is remembered unless it is the last one again. */
export function entered(editing: Editing): Editing {
  const { text, history } = editing;
  const remembered = text.trim() === '' || history.at(-1) === text ? history : [...history, text].slice(-mostHistory);
  return { ...emptyEditing, history: remembered };
}

/** What is shown of the past: the lines of a paste, without those that say nothing. */
export function linesOf(paste: string): readonly string[] {
  return paste.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '');
}

function at(editing: Editing, cursor: number): Editing {
  return { ...editing, cursor };
}

function cut(editing: Editing, from: number, to: number): Editing {
  return { ...editing, text: editing.text.slice(0, from) + editing.text.slice(to), cursor: from };
}

function recall(editing: Editing, step: -1 | 1): Editing {
  const { history, recalled } = editing;
  const next = (recalled ?? history.length) + step;
  if (next < 0 || next > history.length) return editing;
  const draft = recalled === undefined ? editing.text : editing.draft;
  const line = history[next];
  return { ...replace(editing, line ?? draft), draft, recalled: line === undefined ? undefined : next };
}

function before(text: string, cursor: number): number {
  return Math.max(0, cursor - (isLowSurrogate(text, cursor - 1) ? 2 : 1));
}

function behind(text: string, cursor: number): number {
  return Math.min(text.length, cursor + (isLowSurrogate(text, cursor + 1) ? 2 : 1));
}

function isLowSurrogate(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  return unit >= 0xdc00 && unit <= 0xdfff;
}

function wordBefore({ text, cursor }: Editing): number {
  return cursor - (/\S*\s*$/.exec(text.slice(0, cursor))?.[0].length ?? 0);
}

function wordBehind({ text, cursor }: Editing): number {
  return cursor + (/^\s*\S*/.exec(text.slice(cursor))?.[0].length ?? 0);
}

/** With what all of them begin. */
export function sharedStart(texts: readonly string[]): string {
  let shared = texts[0] ?? '';
  for (const text of texts) while (!text.startsWith(shared)) shared = shared.slice(0, -1);
  return shared;
}
