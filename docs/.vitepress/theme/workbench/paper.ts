import { columnsOf, wrap } from './columns.ts';

/** How a line is printed; what each looks like stands in one place, below. */
export type Tone = 'story' | 'headline' | 'detail' | 'answer' | 'hint' | 'error' | 'comment' | 'echo';

const tones: Readonly<Record<Tone, readonly [string, string]>> = {
  story: ['', ''],
  headline: ['\x1b[1m', '\x1b[22m'],
  detail: ['\x1b[90m', '\x1b[39m'],
  answer: ['', ''],
  hint: ['\x1b[32m', '\x1b[39m'],
  error: ['\x1b[31m', '\x1b[39m'],
  comment: ['\x1b[90m', '\x1b[39m'],
  echo: ['\x1b[90m', '\x1b[39m'],
};

/** What stands in front of a line that is typed. */
export const sign = '> ';

/** A fold is a link in the terminal, so that a click finds it: `fold:3`. */
export const foldScheme = 'fold:';

export interface Printed {
  readonly text: string;
  readonly tone: Tone;
  /** Lines that this one stands for; shown below it when it is opened. */
  readonly folded: readonly string[];
}

type Piece = Printed | { readonly typed: string };

/**
 * All that was printed, in order, so that it can be printed anew when a fold is opened. The terminal itself only knows rows.
 */
export class Paper {
  readonly #mostPieces: number;
  #pieces: Piece[] = [];
  /** How many pieces were forgotten at the beginning: folds keep their numbers. */
  #forgotten = 0;
  readonly #open = new Set<number>();

  constructor(mostPieces: number) {
    this.#mostPieces = mostPieces;
  }

  /** Returns what is to be written into a terminal of so many columns. */
  add(printed: Printed, columns: number): string {
    this.#keep(printed);
    return this.#written(this.#forgotten + this.#pieces.length - 1, printed, columns);
  }

  /** What stood at the prompt was entered: how it is written now, cut between words. */
  addTyped(typed: string, columns: number): string {
    const piece = { typed };
    this.#keep(piece);
    return this.#written(this.#forgotten + this.#pieces.length - 1, piece, columns);
  }

  clear(): void {
    this.#forgotten += this.#pieces.length;
    this.#pieces = [];
    this.#open.clear();
  }

  get lastFold(): { readonly fold: number; readonly label: string; readonly isOpen: boolean } | undefined {
    const index = this.#pieces.findLastIndex((piece) => 'folded' in piece && piece.folded.length > 0);
    if (index < 0) return undefined;
    const fold = this.#forgotten + index;
    return { fold, label: labelOf((this.#pieces[index] as Printed).text), isOpen: this.#open.has(fold) };
  }

  /** Returns the lines that are shown now and were not. */
  toggle(fold: number): readonly string[] {
    if (this.#open.delete(fold)) return [];
    this.#open.add(fold);
    const piece = this.#pieces[fold - this.#forgotten];
    return piece !== undefined && 'folded' in piece ? piece.folded : [];
  }

  /** All of it, for an empty terminal. */
  all(columns: number): string {
    return this.#pieces.map((piece, index) => this.#written(this.#forgotten + index, piece, columns)).join('');
  }

  /** How many rows the last line that was typed takes, with all that was printed behind it. */
  latestRows(columns: number): number {
    const first = this.#pieces.findLastIndex((piece) => 'typed' in piece);
    const latest = this.#pieces.slice(Math.max(0, first));
    const written = latest.map((piece, index) =>
      this.#written(this.#forgotten + Math.max(0, first) + index, piece, columns),
    );
    return written.join('').split('\n').length - 1;
  }

  /** All of it in lines that are not cut, for copying. */
  text(): string {
    return this.#pieces
      .flatMap((piece, index) => {
        if ('typed' in piece) return [sign + piece.typed];
        if (piece.folded.length === 0) return [printable(piece.text)];
        const isOpen = this.#open.has(this.#forgotten + index);
        const label = labelOf(piece.text);
        const room = piece.text.slice(0, piece.text.indexOf(label)).replace(/[▸▾] $/, '');
        return [`${room}${isOpen ? '▾' : '▸'} ${printable(label)}`, ...(isOpen ? piece.folded.map(printable) : [])];
      })
      .join('\n');
  }

  #keep(piece: Piece): void {
    this.#pieces.push(piece);
    if (this.#pieces.length <= this.#mostPieces) return;
    this.#pieces.shift();
    this.#forgotten++;
  }

  #written(number: number, piece: Piece, columns: number): string {
    if ('typed' in piece) {
      return `\x1b[32m${sign}\x1b[39m${wrapped(sign + piece.typed, columns).slice(sign.length)}\n`;
    }
    const { text, tone, folded } = piece;
    const [on, off] = tones[tone];
    if (folded.length === 0) return `${on}${wrapped(text, columns)}${off}\n`;
    const isOpen = this.#open.has(number);
    const label = labelOf(text);
    const room = text.slice(0, text.indexOf(label)).replace(/[▸▾] $/, '');
    const shown = `${isOpen ? '▾' : '▸'} ${label}`;
    // In few columns it stands further to the left, and goes on below where that is not enough.
    const indent = room.slice(0, Math.max(0, columns - columnsOf(shown)));
    const link = (row: string) => `\x1b]8;;${foldScheme}${number}\x07${row}\x1b]8;;\x07`;
    const rows = wrapped(shown, columns).split('\n');
    const head = `${on}${indent}${rows.map((row) => row.replace(/\S.*/, link)).join('\n')}${off}\n`;
    if (!isOpen) return head;
    const [softOn, softOff] = tones.detail;
    return head + folded.map((line) => `${softOn}${wrapped(line, columns)}${softOff}\n`).join('');
  }
}

/** `▸ 47 quiet messages` without room and sign. */
function labelOf(text: string): string {
  return text.replace(/^\s*[▸▾]?\s*/, '');
}

function wrapped(text: string, columns: number): string {
  return printable(text)
    .split('\n')
    .flatMap((line) => wrap(line, columns))
    .join('\n');
}

/** A record's value may hold anything; what would steer the terminal is shown and not obeyed. */
function printable(text: string): string {
  return text.replaceAll(/[^\P{Cc}\n\t]/gu, '\ufffd');
}
