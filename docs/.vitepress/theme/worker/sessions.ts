import { loadCodecs } from '../../../../src/bytes/compression/codecs.ts';
import type { Rules } from '../../../../src/broker/rules.ts';
import { parse } from '../../../../src/terminal/grammar/index.ts';
import type { Inspector } from '../../../../src/terminal/inspect.ts';
import { isPacked, readLink } from '../../../../src/terminal/link.ts';
import { type Outcome, said } from '../../../../src/terminal/outcome.ts';
import { createSession, type Session } from '../../../../src/terminal/session.ts';
import type { GivenAnswer } from './checking.ts';
import type { KeptShelf } from './shelf.ts';
import { linkWords as words } from '../words/english-link.ts';

/** Of a link with more commands than these it is not printed what each of them did. */
const mostShown = 12;

/** How a session begins. */
export interface Beginning {
  /** Run before the reader sees anything. */
  readonly commands: readonly string[];
  /** What stands behind the # of the page's address: more commands, and where to look. */
  readonly link: string;
  /** Of the link's commands only those up to the first of these; all where it is not among them. */
  readonly upTo?: string;
  /** The commands of the page's text, for `next`. */
  readonly story: readonly string[];
  /** Of the page's task, each saying more: what `hint` answers at the prompt. */
  readonly hints?: readonly string[];
  /** Says what runs here, where nothing was run yet. */
  readonly greets: boolean;
  /** An exercise, and an answer to it: the brokers run with it in the place of their own rule. */
  readonly learned?: { readonly exercise: string; readonly answer: GivenAnswer };
}

export interface Opened {
  readonly outcome: Outcome;
  /** The instant at which a link wants the reader to look. */
  readonly lookAtUs: number | undefined;
}

/** The sessions of a page, by name; one that is opened again starts over. */
export class Sessions {
  readonly #sessions = new Map<string, Session>();
  readonly #inspectors = new Map<string, Promise<Inspector>>();
  readonly #shelf: KeptShelf;

  constructor(shelf: KeptShelf) {
    this.#shelf = shelf;
  }

  async open(name: string, { commands, story, hints = [], link, upTo, greets, learned }: Beginning): Promise<Opened> {
    const rules = learned === undefined ? {} : await rulesOf(learned);
    const session = await createSession({ experiments: this.#shelf, story, hints, keepsFrames: true, rules });
    this.#sessions.set(name, session);
    this.#inspectors.delete(name);
    if (isPacked(link)) await loadCodecs();
    const read = await readLink(link);
    const lines = [...read.problems.flatMap(({ part, wrong }) => said('error', words.problem(part, wrong)))];
    const typed = [...commands, ...upToFirst(read.commands, upTo)];
    if (typed.some((line) => /^\s*run\b/.test(line))) await this.#shelf.fill();
    const tellsAll = read.commands.length <= mostShown;
    if (read.commands.length > 0) lines.push(...said('comment', words.ran(read.commands.length)));
    for (const [place, line] of typed.entries()) {
      const { ok, lines: answered } = await session.execute(line);
      const isOfLink = place >= commands.length && tellsAll;
      if (isOfLink || !ok) lines.push(...said(ok ? 'comment' : 'error', `> ${line}`), ...answered);
      if (place === commands.length - 1) session.beginHere();
    }
    session.storyAt = placeInStory(story, read.commands);
    const isSame = upTo !== undefined || read.hash === undefined || read.hash === session.hash;
    if (!isSame) lines.push(...said('error', words.changed(read.hash, session.hash)));
    if (read.commands.length === 0 && greets) lines.push(...said('comment', ...session.greeting));
    return {
      outcome: session.outcomeAnew(read.problems.length === 0 && isSame, lines),
      lookAtUs: read.atUs,
    };
  }

  /** Throws where no session of that name was opened: that is the page's mistake. */
  named(name: string): Session {
    const session = this.#sessions.get(name);
    if (session === undefined) throw new Error(`no session ${name} was opened`);
    return session;
  }

  /** Looks into the runs of a session that was opened. What that takes is loaded when somebody looks. */
  inspectorOf(name: string): Promise<Inspector> {
    const known = this.#inspectors.get(name);
    if (known !== undefined) return known;
    const inspector = inspectorFor(this.named(name));
    this.#inspectors.set(name, inspector);
    return inspector;
  }
}

async function rulesOf({ exercise, answer }: NonNullable<Beginning['learned']>): Promise<Partial<Rules>> {
  const { rulesWith } = await import('./checking.ts');
  return rulesWith(exercise, answer);
}

async function inspectorFor(session: Session): Promise<Inspector> {
  const { Inspector } = await import('../../../../src/terminal/inspect.ts');
  return new Inspector(session);
}

/** How far a story has been followed by these commands: `next` goes on behind the last of its lines that is among them. */
export function placeInStory(story: readonly string[], commands: readonly string[]): number {
  const done = new Set(commands.map(asWritten));
  return story.findLastIndex((line) => done.has(asWritten(line))) + 1;
}

/** The commands up to the first of this kind, whenever it was entered. */
function upToFirst(commands: readonly string[], last: string | undefined): readonly string[] {
  if (last === undefined) return commands;
  const at = commands.findIndex((line) => asWritten(line.replace(/^at \S+ /, '')) === asWritten(last));
  return at === -1 ? commands : commands.slice(0, at + 1);
}

function asWritten(line: string): string {
  const parsed = parse(line);
  return parsed.kind === 'command' ? parsed.text : line;
}
