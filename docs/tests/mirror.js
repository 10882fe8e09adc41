import { resolve } from 'node:path';
import { register } from 'tsx/esm/api';

/** The source as it is written, in Node. */
register();
const { experimentShelf } = await import('../.vitepress/lessons/shelf.ts');
const { Sessions } = await import('../.vitepress/theme/worker/sessions.ts');
const { parse } = await import('../../src/terminal/grammar/index.ts');
const { lineOf } = await import('../../src/terminal/history.ts');
const { createSession } = await import('../../src/terminal/session.ts');

export const top = resolve(import.meta.dirname, '..', '..');

/** A line as the grammar writes it; undefined where it is no command. */
export function commandIn(line) {
  const parsed = parse(line);
  return parsed.kind === 'command' ? lineOf(parsed) : undefined;
}

/** What listeners can hear at a prompt: the page keeps so many lines. */
const mostSpoken = 40;

/**
 * The session of a page once more, in Node, as the command line has it. It is told what the page is told, and knows what the
 * page must then have said.
 */
export class Mirror {
  #sessions;
  #address;
  #spoken = [];
  #written = [];
  /** Every command that has run, as the grammar writes it. */
  ran = new Set();

  /** @param address of the site: at the prompt a link is printed as one that can be opened. */
  constructor(address) {
    const saved = new Map();
    const shelf = experimentShelf(top);
    this.experiment = (name) => shelf.read(name);
    this.#address = address;
    this.#sessions = new Sessions({
      fill: async () => undefined,
      names: () => [...new Set([...shelf.names(), ...saved.keys()])].sort(),
      read: (name) => shelf.read(name) ?? saved.get(name),
      save: (name, text) => void saved.set(name, text),
    });
  }

  /** As the page's worker begins a session. */
  async open(beginning = {}) {
    const empty = { commands: [], story: [], link: '', greets: false };
    const { outcome } = await this.#sessions.open('mirror', { ...empty, ...beginning });
    for (const { text } of outcome.lines) this.print(text);
  }

  get #session() {
    return this.#sessions.named('mirror');
  }

  get entries() {
    return this.#session.entries;
  }

  get plan() {
    return this.#session.plan;
  }

  get hash() {
    return this.#session.hash;
  }

  /** Enters a line. */
  async execute(line) {
    this.#written.push(`> ${line}`);
    const outcome = await this.#session.execute(line);
    for (const { text } of outcome.lines) this.print(text);
    this.#note(line);
    this.#note(outcome.ran ?? '');
    return outcome;
  }

  /** Of an experiment each command has run. */
  #note(line) {
    const command = commandIn(line);
    if (command === undefined) return;
    this.ran.add(command);
    const [, name] = /^run (\S+)$/.exec(command) ?? [];
    for (const each of this.experiment(name ?? '')?.split('\n') ?? []) this.#note(each);
  }

  /** Which of these conditions hold now; asking is no part of the history. */
  async holding(conditions) {
    const { seed, commands } = this.plan;
    const session = await createSession({ seed });
    for (const line of commands) await session.execute(line);
    const holding = [];
    for (const condition of conditions) {
      const { expectation } = await session.execute(`expect ${condition}`);
      if (expectation?.holds === true) holding.push(condition);
    }
    return holding;
  }

  /** A line that the page puts into the transcript. */
  print(text) {
    const shown = /^#v=\d/.test(text) ? `${this.#address}/play.html${text}` : text;
    this.#spoken.push(shown);
    this.#written.push(shown);
  }

  /** The terminal is emptied; what was said was said. */
  clear() {
    this.#written = [];
  }

  /** The latest lines, as they are said to those who listen. */
  get spoken() {
    return this.#spoken.slice(-mostSpoken);
  }

  /** All that stands in the terminal, the lines that were typed among it. */
  get written() {
    return this.#written.join('\n');
  }
}
