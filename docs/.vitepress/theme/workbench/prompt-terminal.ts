import { FitAddon } from '@xterm/addon-fit';
import { Terminal } from '@xterm/xterm';
import { type Editing, emptyEditing, entered, insert, linesOf, press, replace, sharedStart } from './line-editor.ts';
import { columnForward, columnsOf } from './columns.ts';
import type { PromptHost } from './prompt-host.ts';
import { foldScheme, Paper, sign, type Tone } from './paper.ts';

/** Of a longer paste only so many lines are taken at once. */
const mostPastedLines = 200;
const mostRows = 2000;

const pasteStart = '\x1b[200~';
const pasteEnd = '\x1b[201~';

/**
 * The prompt: an xterm terminal with a line editor, completion and history. Loaded when one comes into view: xterm is the
 * larger half of the page's script.
 */
export class PromptTerminal {
  readonly #terminal: Terminal;
  readonly #fit = new FitAddon();
  readonly #host: PromptHost;
  readonly #paper = new Paper(mostRows);
  #editing: Editing = emptyEditing;
  /** Where the cursor stands, in rows below the row of the prompt's sign. */
  #cursorRow = 0;
  #isBusy = false;
  /** The line that runs tells of what happens: the newest is what matters. An answer is read from its beginning. */
  #tells = false;
  /** Lines that wait for the one that runs. */
  readonly #waiting: string[] = [];
  #leaves = false;
  /** What goes on meanwhile; neither ever fails, since the host answers for its errors. */
  #working = Promise.resolve();
  #completing = Promise.resolve();

  constructor(element: HTMLElement, host: PromptHost, look: { theme: object; label: string; fontSize: number }) {
    this.#host = host;
    this.#terminal = new Terminal({
      allowProposedApi: false,
      convertEol: true,
      cursorBlink: false,
      cursorStyle: 'bar',
      cursorWidth: 2,
      fontFamily: getComputedStyle(element).fontFamily,
      fontSize: look.fontSize,
      lineHeight: 1.35,
      overviewRuler: { width: 7 },
      scrollback: mostRows,
      linkHandler: {
        activate: (_, fold) => this.toggleFold(Number(fold.slice(foldScheme.length))),
        allowNonHttpProtocols: true,
      },
      theme: look.theme,
    });
    this.#terminal.loadAddon(this.#fit);
    this.#terminal.open(element);
    this.#terminal.textarea?.setAttribute('aria-label', look.label);
    this.#terminal.textarea?.setAttribute('autocapitalize', 'off');
    this.#terminal.onData((data) => this.#receive(data));
    this.#terminal.attachCustomKeyEventHandler((event) => this.#mayHandle(event));
    this.#fit.fit();
    this.#terminal.write('\x1b[?2004h');
    this.#draw();
  }

  /** Takes the size of its element; what is printed is cut between words anew. */
  fit(): void {
    const before = this.#terminal.cols;
    this.#fit.fit();
    if (this.#terminal.cols === before) return;
    this.#reprint();
    if (!this.#tells) this.#terminal.write('', () => this.#showAnswer());
  }

  set theme(theme: object) {
    this.#terminal.options.theme = theme;
  }

  focus(): void {
    this.#terminal.focus();
  }

  /** Prints above the line that is being typed; `folded` can be unfolded below it. */
  print(text: string, tone: Tone, folded: readonly string[] = []): void {
    this.#erase();
    this.#tells ||= tone === 'story' || tone === 'headline';
    this.#terminal.write(this.#paper.add({ text, tone, folded }, this.#terminal.cols));
    this.#draw();
  }

  clear(): void {
    this.#erase();
    this.#paper.clear();
    this.#terminal.clear();
    this.#draw();
  }

  /** The fold that was printed last; undefined where there is none. */
  get lastFold(): { readonly label: string; readonly isOpen: boolean } | undefined {
    return this.#paper.lastFold;
  }

  /** Opens or closes a fold, the last one unless told which; what is printed stands where it stood. */
  toggleFold(fold = this.#paper.lastFold?.fold): void {
    if (fold === undefined) return;
    const opened = this.#paper.toggle(fold);
    const row = this.#terminal.buffer.active.viewportY;
    this.#reprint();
    this.#terminal.write('', () => this.#terminal.scrollToLine(row));
    this.#host.folded(opened);
  }

  /** Enters lines one after the other, as a paste does. */
  enterLines(lines: readonly string[]): void {
    for (const line of lines.slice(0, mostPastedLines)) {
      this.#change(insert(this.#editing, line));
      this.#enter();
    }
    const left = lines.slice(mostPastedLines);
    if (left.length > 0) this.#host.pasteCut(mostPastedLines, left);
  }

  /** What was entered and has not begun is not run. */
  forgetWaiting(): void {
    this.#waiting.length = 0;
  }

  /** Puts a line at the prompt, as if it had been typed, and enters it. */
  enterLine(line: string): void {
    this.#receive('\x15');
    this.#receive(line);
    this.#receive('\r');
  }

  /** All that is written, for copying, with the line that is being typed. */
  text(): string {
    const { text } = this.#editing;
    return `${this.#paper.text()}\n${this.#isBusy ? '' : sign}${text}`.trimEnd();
  }

  /** Resolves when all that was entered so far has run. */
  async settled(): Promise<void> {
    await this.#completing;
    await this.#working;
  }

  dispose(): void {
    this.#terminal.dispose();
  }

  /**
   * Tab completes only where there is text; else, and after Esc, it leaves the terminal as everywhere on the page. What is
   * selected is copied by the usual key.
   */
  #mayHandle(event: KeyboardEvent): boolean {
    if (event.type !== 'keydown') return true;
    if (event.key === 'Tab') {
      const leaves = event.shiftKey || this.#leaves || this.#editing.text === '';
      this.#setLeaving(false);
      if (!leaves) event.preventDefault();
      return !leaves;
    }
    if (event.key === 'Escape') {
      this.#setLeaving(true);
      return false;
    }
    if (!['Shift', 'Control', 'Alt', 'Meta'].includes(event.key)) this.#setLeaving(false);
    if (!event.ctrlKey && !event.metaKey) return true;
    // The browser pastes and copies; the terminal would send these keys as control characters.
    return !(event.key === 'v' || (event.key === 'c' && this.#terminal.hasSelection()));
  }

  #setLeaving(leaves: boolean): void {
    if (this.#leaves === leaves) return;
    this.#leaves = leaves;
    this.#host.leaving(leaves);
  }

  #receive(data: string): void {
    this.#host.hurry();
    if (data.startsWith(pasteStart)) return this.#paste(data.slice(pasteStart.length).replace(pasteEnd, ''));
    const { editing, wish } = press(this.#editing, data);
    if (wish === undefined) return this.#change(editing);
    if (wish === 'enter') this.#enter();
    else if (wish === 'complete') this.#completing = this.#complete();
    else if (wish === 'clear') this.clear();
    else this.#cancel();
  }

  #change(editing: Editing): void {
    this.#erase();
    this.#editing = editing;
    this.#draw();
    this.#host.changed(editing.text, editing.cursor);
  }

  #cancel(): void {
    this.#waiting.length = 0;
    if (this.#editing.text === '') return;
    const { text, history } = this.#editing;
    this.#erase();
    this.#terminal.write(this.#paper.addTyped(`${text}^C`, this.#terminal.cols));
    this.#change({ ...emptyEditing, history });
  }

  #paste(text: string): void {
    const lines = linesOf(text);
    const ends = /[\r\n]$/.test(text);
    const last = ends ? undefined : lines.at(-1);
    const whole = ends ? lines : lines.slice(0, -1);
    this.enterLines(whole);
    if (last !== undefined) this.#change(insert(this.#editing, last));
  }

  #enter(): void {
    const line = this.#editing.text;
    if (this.#isBusy) {
      this.#waiting.push(line);
      return this.#change(entered(this.#editing));
    }
    this.#erase();
    this.#terminal.write(this.#paper.addTyped(line, this.#terminal.cols));
    this.#editing = entered(this.#editing);
    this.#host.changed('', 0);
    this.#working = this.#work(line);
  }

  /** Runs a line, and then those that were entered meanwhile. */
  async #work(first: string): Promise<void> {
    this.#isBusy = true;
    this.#tells = false;
    const begun = this.#row();
    this.#terminal.scrollToBottom();
    if (first.trim() !== '') await this.#host.enter(first, this.#waiting.length > 0);
    for (let line = this.#waiting.shift(); line !== undefined; line = this.#waiting.shift()) {
      this.print(`${sign}${line}`, 'story');
      if (line.trim() !== '') await this.#host.enter(line, this.#waiting.length > 0);
    }
    this.#isBusy = false;
    this.#erase();
    this.#draw();
    const [begin, end] = await Promise.all([begun, this.#row()]);
    if (!this.#tells && end - begin >= this.#terminal.rows) this.#terminal.scrollToLine(begin - 1);
  }

  /** The row of the cursor, counted from the first that is kept, when all is written. */
  #row(): Promise<number> {
    const { active } = this.#terminal.buffer;
    return new Promise((resolve) => this.#terminal.write('', () => resolve(active.baseY + active.cursorY)));
  }

  async #complete(): Promise<void> {
    const { text, cursor } = this.#editing;
    const { from, to, candidates } = await this.#host.complete(text, cursor);
    if (this.#editing.text !== text || this.#editing.cursor !== cursor || candidates.length === 0) return;
    const shared = sharedStart(candidates.map((candidate) => candidate.text));
    const isOnly = candidates.length === 1 && !shared.endsWith('=');
    const added = isOnly ? `${shared} ` : shared;
    if (added.length > to - from) {
      const rest = text.slice(to);
      return this.#change(replace(this.#editing, text.slice(0, from) + added + rest, from + added.length));
    }
    const width = Math.max(...candidates.map((candidate) => candidate.text.length)) + 2;
    for (const candidate of candidates) this.print(`  ${candidate.text.padEnd(width)}${candidate.help}`, 'hint');
  }

  #draw(): void {
    const { cols } = this.#terminal;
    const { text, cursor } = this.#editing;
    const shown = this.#isBusy ? '' : sign;
    this.#terminal.write(`\x1b[32m${shown}\x1b[39m${text}`);
    const endColumns = columnsOf(shown + text);
    if (endColumns > 0 && endColumns % cols === 0) this.#terminal.write(' \r');
    const cursorColumns = columnsOf(shown + text.slice(0, cursor));
    const endRow = Math.floor(endColumns / cols);
    this.#cursorRow = Math.floor(cursorColumns / cols);
    const up = endRow - this.#cursorRow;
    this.#terminal.write(`${up > 0 ? `\x1b[${up}A` : ''}\r${columnForward(cursorColumns % cols)}`);
  }

  #erase(): void {
    this.#terminal.write(`${this.#cursorRow > 0 ? `\x1b[${this.#cursorRow}A` : ''}\r\x1b[J`);
    this.#cursorRow = 0;
  }

  /** An answer that is longer than the terminal is read from its beginning. */
  #showAnswer(): void {
    const { active } = this.#terminal.buffer;
    const rows = this.#paper.latestRows(this.#terminal.cols);
    if (rows >= this.#terminal.rows) this.#terminal.scrollToLine(active.baseY + active.cursorY - rows);
  }

  #reprint(): void {
    this.#terminal.write(`\x1bc\x1b[?2004h${this.#paper.all(this.#terminal.cols)}`);
    this.#cursorRow = 0;
    this.#draw();
  }
}
