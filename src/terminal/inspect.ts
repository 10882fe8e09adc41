import { parseLines } from './plan.ts';
import { sheetWords } from '../narration/sheet-words.ts';
import { lineOf } from './history.ts';
import type { ParsedCommand } from './grammar/index.ts';
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
export interface Inspection {
  readonly subject: Subject;
  /** In which run: the session's own, the changed one of its last comparison, or one that these commands make. */
  readonly of: 'own' | 'compared' | { readonly commands: readonly string[] };
  /** At which instant of it. */
  readonly atUs: number;
}

/**
 * Looks into the runs of a session, at any instant of them: where the session does not stand there, the run is made again up to
 * there, and its messages are kept. What was made last is kept too, since who looks at one thing looks at another.
 */
export class Inspector {
  readonly #session: Session;
  #last: { readonly key: string; readonly run: Run } | undefined;

  constructor(session: Session) {
    this.#session = session;
  }

  async inspect({ subject, of, atUs }: Inspection): Promise<Sheet> {
    const run = this.#presentRun(subject, of, atUs) ?? (await this.#runAt(await this.#commandsOf(of), atUs));
    switch (subject.is) {
      case 'record':
        return recordSheet(subject.record, subject.broker, run);
      case 'message':
        return messageSheet(subject.message, run, of === 'own' ? futuresOf(subject.message, this.#session) : []);
      case 'node':
        return nodeSheet(subject.node, run);
      case 'file':
        return fileSheet(subject.file, subject.broker, run, run === this.#session.run);
      case 'event':
        return eventSheet(indexOf(subject, run), run);
    }
  }

  /** What the files of all logs hold that no event tells. */
  async files({ of, atUs }: Omit<Inspection, 'subject'>): Promise<readonly IndexesSeen[]> {
    const run = this.#presentRun(undefined, of, atUs) ?? (await this.#runAt(await this.#commandsOf(of), atUs));
    return indexesOf(run);
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
    if (this.#last?.key === key) return this.#last.run;
    const { run } = await replay(commands, { ...this.#session.world, keepsFrames: true }, atUs + 1);
    this.#last = { key, run };
    return run;
  }
}

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
