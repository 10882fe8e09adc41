import { parseLines } from './plan.ts';
import { sheetWords } from '../narration/sheet-words.ts';
import { lineOf } from './history.ts';
import type { ParsedCommand } from './grammar/index.ts';
import { companionsOf } from './inspect-companions.ts';
import { comparisonSheet } from './inspect-compare.ts';
import { fileSheet, type IndexesSeen, indexesOf } from './inspect-files.ts';
import { futuresOf } from './inspect-futures.ts';
import { messageSheet } from './inspect-message.ts';
import { nodeSheet } from './inspect-node.ts';
import { recordSheet } from './inspect-record.ts';
import { bareSheet, type Sheet, type Subject } from './inspect-sheet.ts';
import { replay } from './play.ts';
import type { Run } from './run.ts';
import type { Session } from './session.ts';
import { whyOf } from './inspect-why.ts';

/** What somebody wants to look at. */
export interface Inspection extends When {
  readonly subject: Subject;
  /** Of two files that are compared, where the second one is; left out, in the same run at the same instant. */
  readonly other?: When;
}

export interface When {
  /** In which run: the session's own, the changed one of its last comparison, or one that these commands make. */
  readonly of: 'own' | 'compared' | { readonly commands: readonly string[] };
  /** At which instant of it. */
  readonly atUs: number;
}

/**
 * Looks into the runs of a session, at any instant of them: where the session does not stand there, the run is made again up to
 * there, and its messages are kept. What was made last is kept too, since who looks at one thing looks at another, or compares.
 */
export class Inspector {
  readonly #session: Session;
  /** The latest first. */
  #made: readonly { readonly key: string; readonly run: Run }[] = [];

  constructor(session: Session) {
    this.#session = session;
  }

  async inspect({ subject, of, atUs, other }: Inspection): Promise<Sheet> {
    const run = this.#presentRun(subject, of, atUs) ?? (await this.#runAt(await this.#commandsOf(of), atUs));
    switch (subject.is) {
      case 'record':
        return recordSheet(subject.record, subject.broker, run);
      case 'message':
        return messageSheet(subject.message, run, of === 'own' ? futuresOf(subject.message, this.#session) : []);
      case 'node':
        return nodeSheet(subject.node, run);
      case 'file':
        return {
          ...fileSheet(subject.file, subject.broker, run, run === this.#session.run),
          companions: companionsOf(subject.file, subject.broker, run),
        };
      case 'comparison':
        return this.#compare(subject, run, { of, atUs }, other ?? { of, atUs });
      case 'event':
        return eventSheet(indexOf(subject, run), run);
    }
  }

  /** What the files of all logs hold that no event tells. */
  async files({ of, atUs }: When): Promise<readonly IndexesSeen[]> {
    const run = this.#presentRun(undefined, of, atUs) ?? (await this.#runAt(await this.#commandsOf(of), atUs));
    return indexesOf(run);
  }

  async #compare(
    { file, broker, with: counterpart }: Extract<Subject, { is: 'comparison' }>,
    run: Run,
    when: When,
    other: When,
  ): Promise<Sheet> {
    const { compare, instant } = sheetWords(run.language);
    const one = { run, file, broker, when: compare.at(instant(when.atUs)) };
    const { before } = counterpart;
    if (before !== undefined) {
      const told = run.told[before];
      const at = compare.before(instant(told?.atUs ?? 0));
      const earlier = await this.#runBefore(before, run, await this.#commandsOf(when.of));
      return comparisonSheet(one, { run: earlier, file: counterpart.file, broker: counterpart.broker, when: at });
    }
    const counterpartRun =
      this.#presentRun(undefined, other.of, other.atUs) ??
      (await this.#runAt(await this.#commandsOf(other.of), other.atUs));
    const at = compare.at(instant(other.atUs));
    const isElsewhere = counterpart.run !== undefined && other.of !== when.of;
    return comparisonSheet(one, { ...counterpart, run: counterpartRun, when: isElsewhere ? compare.inOther(at) : at });
  }

  /** Just before an event: without the command that made it happen at once, or else up to what came before that instant. */
  #runBefore(event: number, { told, commands }: Run, all: readonly ParsedCommand[]): Promise<Run> {
    const atUs = told[event]?.atUs ?? 0;
    const last = commands.findLastIndex(({ eventsBefore }) => eventsBefore <= event);
    const since = told.slice(commands[last]?.eventsBefore ?? 0, event);
    const isAtOnce = last >= 0 && since.every((each) => each.atUs === atUs);
    return isAtOnce ? this.#runAt(all.slice(0, last), atUs) : this.#runAt(all, atUs - 2);
  }

  /** The session's run itself, where nothing has happened since that instant; undefined where another one is needed. */
  #presentRun(subject: Subject | undefined, of: Inspection['of'], atUs: number): Run | undefined {
    const { run } = this.#session;
    if (of !== 'own' || (run.told.at(-1)?.atUs ?? 0) > atUs) return undefined;
    return subject?.is === 'message' && run.cluster.messageFrames?.find(subject.message) === undefined
      ? undefined
      : run;
  }

  async #commandsOf(of: Inspection['of']): Promise<readonly ParsedCommand[]> {
    if (of === 'own') return this.#session.commands;
    if (of === 'compared') return this.#session.compared ?? this.#session.commands;
    return parseLines(of.commands, 'command');
  }

  /** All that happens up to and with that instant. */
  async #runAt(commands: readonly ParsedCommand[], atUs: number): Promise<Run> {
    const key = JSON.stringify([atUs, commands.map(lineOf)]);
    const made = this.#made.find((each) => each.key === key);
    if (made !== undefined) return made.run;
    const { run } = await replay(commands, { ...this.#session.world, keepsFrames: true }, atUs + 1);
    this.#made = [{ key, run }, ...this.#made].slice(0, mostMade);
    return run;
  }
}

/** The two sides of a comparison. */
const mostMade = 2;

function indexOf({ event, like }: Extract<Subject, { is: 'event' }>, { told }: Run): number {
  if (like === undefined) return event;
  return told.findIndex(({ name, node, atUs }) => name === like.name && node === like.node && atUs === like.atUs);
}

function eventSheet(index: number, run: Run): Sheet {
  const sheets = sheetWords(run.language);
  const event = run.told[index];
  if (event === undefined) return bareSheet(sheets.event(''), sheets.noEvent);
  const { name, node, atUs, ...fields } = event;
  const facts = Object.entries(fields).map(([field, value]) => ({
    name: field,
    value: typeof value === 'string' ? value : JSON.stringify(value),
  }));
  const sentence = run.sentences.find((each) => each.event === index);
  return {
    title: sheets.event(node),
    says: sentence?.text ?? name,
    sections: [{ title: sheets.fields, facts: [{ name: sheets.left, value: sheets.instant(atUs) }, ...facts] }],
    bytes: undefined,
    why: whyOf({ about: 'event', event: index }, run),
    futures: [],
  };
}

export type { IndexesSeen, Sheet, Subject };
