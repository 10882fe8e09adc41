import type { Completion } from '../../../../src/terminal/grammar/complete.ts';
import type { IndexesSeen, Inspection, Sheet } from '../../../../src/terminal/inspect.ts';
import type { Told } from '../stage/told.ts';
import type { Outcome } from '../../../../src/terminal/outcome.ts';
import type { Verdict } from '../../../../src/exercises/verdict.ts';
import type { GivenAnswer } from '../worker/checking.ts';
import type { FromWorker, OutcomeWithoutEvents, ToWorker } from '../worker/messages.ts';
import type { Beginning } from '../worker/sessions.ts';

/** Where commands run: in a worker, as many sessions as the page asks for, each a world of its own. */
export interface Laboratory {
  /** Starts a session, or starts it again. */
  open(session: string, beginning: Beginning): Promise<ArrivedOutcome>;
  execute(session: string, line: string): Promise<Outcome>;
  complete(session: string, line: string, cursor: number): Promise<Completion>;
  /** Runs a plan, JSON as in a file, and gives the hash of its trace. */
  replay(plan: string): Promise<string>;
  /** Looks at something in one of the session's runs. */
  inspect(session: string, inspection: Inspection): Promise<Sheet>;
  /** What the files of all logs hold, in one of the session's runs at an instant. */
  files(session: string, when: Omit<Inspection, 'subject'>): Promise<readonly IndexesSeen[]>;
  /** Judges an answer to an exercise; without one it only loads what that needs. */
  check(exercise: string, answer: GivenAnswer | undefined): Promise<Verdict | undefined>;
  /** Ends the worker, whatever it does just now; all that waits for it is told so. Its sessions are gone. */
  stop(): void;
}

export interface ArrivedOutcome extends Outcome {
  readonly lookAtUs: number | undefined;
}

/** How a laboratory came to its end, or why there was none. */
export type Ending = 'stopped' | 'failed' | 'not loaded' | 'no workers';

/** The laboratory is gone, and its sessions with it; the next one that is asked for is another. */
export class LaboratoryEnded extends Error {
  readonly how: Ending;

  constructor(how: Ending, message = how as string) {
    super(message);
    this.name = 'LaboratoryEnded';
    this.how = how;
  }
}

interface Call {
  /** For each of the call's runs the events that have come. */
  readonly events: Told[][];
  resolve(answer: unknown): void;
  reject(error: Error): void;
}

/** A call as the page makes it; its number is added on the way. */
type Asked<Message> = Message extends { readonly call: number } ? Omit<Message, 'call'> : never;

/** The page's side of the worker. */
export class WorkerLaboratory implements Laboratory {
  readonly #worker: Worker;
  readonly #calls = new Map<number, Call>();
  readonly #whenEnded: () => void;
  #lastCall = 0;
  /** Something has come from it: it was loaded. */
  #hasSpoken = false;
  #ended: LaboratoryEnded | undefined;

  constructor(worker: Worker, whenEnded: () => void = () => undefined) {
    this.#worker = worker;
    this.#whenEnded = whenEnded;
    worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => this.#receive(data));
    worker.addEventListener('error', ({ message }) =>
      this.#end(new LaboratoryEnded(this.#hasSpoken ? 'failed' : 'not loaded', message)),
    );
    worker.addEventListener('messageerror', () =>
      this.#end(new LaboratoryEnded('failed', 'a message could not be read')),
    );
  }

  open(session: string, beginning: Beginning): Promise<ArrivedOutcome> {
    return this.#ask({ kind: 'open', session, beginning });
  }

  execute(session: string, line: string): Promise<Outcome> {
    return this.#ask({ kind: 'execute', session, line });
  }

  complete(session: string, line: string, cursor: number): Promise<Completion> {
    return this.#ask({ kind: 'complete', session, line, cursor });
  }

  replay(plan: string): Promise<string> {
    return this.#ask({ kind: 'replay', plan });
  }

  inspect(session: string, inspection: Inspection): Promise<Sheet> {
    return this.#ask({ kind: 'inspect', session, inspection });
  }

  files(session: string, when: Omit<Inspection, 'subject'>): Promise<readonly IndexesSeen[]> {
    return this.#ask({ kind: 'files', session, when });
  }

  check(exercise: string, answer: GivenAnswer | undefined): Promise<Verdict | undefined> {
    return this.#ask({ kind: 'check', exercise, answer });
  }

  stop(): void {
    this.#end(new LaboratoryEnded('stopped'));
  }

  #ask<Answer>(message: Asked<Exclude<ToWorker, { kind: 'more' }>>): Promise<Answer> {
    if (this.#ended !== undefined) return Promise.reject(this.#ended);
    const call = ++this.#lastCall;
    return new Promise<Answer>((resolve, reject) => {
      this.#calls.set(call, { events: [], resolve: (answer) => resolve(answer as Answer), reject });
      this.#worker.postMessage({ ...message, call } satisfies ToWorker);
    });
  }

  #receive(message: FromWorker): void {
    this.#hasSpoken = true;
    const call = this.#calls.get(message.call);
    if (call === undefined) return;
    if (message.kind === 'events') return this.#take(call, message);
    this.#calls.delete(message.call);
    if (message.kind === 'failed') call.reject(new Error(message.message));
    else if (message.kind === 'outcome') call.resolve(withEvents(message.outcome, call.events));
    else if (message.kind === 'completed') call.resolve(message.completion);
    else if (message.kind === 'checked') call.resolve(message.verdict);
    else if (message.kind === 'files seen') call.resolve(message.files);
    else if (message.kind === 'inspected') call.resolve(message.sheet);
    else call.resolve(message.hash);
  }

  /** The next portion is asked for in the next frame, so that none is crowded. A tab that is not seen has no frames. */
  #take({ events }: Call, { call, run, events: portion }: Extract<FromWorker, { kind: 'events' }>): void {
    (events[run] ??= []).push(...portion);
    const askForMore = () => this.#worker.postMessage({ kind: 'more', call } satisfies ToWorker);
    if (document.hidden) askForMore();
    else requestAnimationFrame(askForMore);
  }

  #end(ended: LaboratoryEnded): void {
    if (this.#ended !== undefined) return;
    this.#ended = ended;
    this.#worker.terminate();
    for (const { reject } of this.#calls.values()) reject(ended);
    this.#calls.clear();
    this.#whenEnded();
  }
}

function withEvents(outcome: OutcomeWithoutEvents, events: readonly (readonly Told[])[]): ArrivedOutcome {
  return { ...outcome, runs: outcome.runs.map((run, index) => ({ ...run, events: events[index] ?? [] })) };
}
