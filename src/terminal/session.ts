import type { Rules } from '../broker/rules.ts';
import { english, type Language } from '../narration/index.ts';
import type { LoopOptions } from '../world/simulated/loop.ts';
import { type Answer, isForeseen, problemOf } from './actions/action.ts';
import { isLook } from './actions/index.ts';
import type { ClusterBehind } from './cluster-behind.ts';
import {
  type Completion,
  complete,
  formOf,
  type Does,
  type KnownNames,
  notBuilt,
  notYet,
  type ParsedCommand,
  parse,
  parseHelpfully,
} from './grammar/index.ts';
import type { Problem } from './grammar/parse.ts';
import { type Entry, lineOf, stampedLine } from './history.ts';
import { namesOf } from './look.ts';
import { offering, type Outcome, type SaidLine, said } from './outcome.ts';
import { parseLines, type Plan, PlanError, usualSeed } from './plan.ts';
import { play, replay, type World } from './play.ts';
import { linesOf, shownFrom } from './printed.ts';
import { Run } from './run.ts';
import { promptVerbs } from './prompt-verbs.ts';
import { placeAfter, placeBehind } from './story-place.ts';

/** Where the experiments are that `run` and `save` name. */
export interface Shelf {
  names(): readonly string[];
  read(name: string): string | undefined;
  /** Returns why it could not be kept, in a sentence; undefined where it is kept. Left out where nothing can be. */
  save?(name: string, text: string): string | undefined;
}

export interface SessionOptions {
  readonly seed?: number;
  readonly language?: Language;
  readonly experiments?: Shelf;
  /** The commands of a page's story, for `next`. */
  readonly story?: readonly string[];
  /** Of the page's task, each saying more; then `hint` gives these, and nothing that leads elsewhere. */
  readonly hints?: readonly string[];
  /** How the simulated world settles, and how often it lets its host breathe; it changes no run. */
  readonly loop?: LoopOptions;
  /** Whether the bytes of the latest messages are kept, for whoever looks at one; it changes no run. */
  readonly keepsFrames?: boolean;
  /** Rules in the place of Kafka's own, in every run of this session: a learner's. */
  readonly rules?: Partial<Rules>;
  /** Makes a cluster in real time in the place of the simulated one: nothing can be hurt there, and no instant comes back. */
  readonly live?: () => ClusterBehind;
}

/** What has no meaning where time is real. */
const needsSimulation: ReadonlySet<Does> = new Set<Does>([
  ...(['create cluster', 'goto instant', 'goto command', 'undo', 'reset', 'step', 'link', 'run'] as const),
  ...(['again', 'again set', 'again rule', 'again without'] as const),
]);

/** So many states can be gone back to with `undo`. */
const mostUndone = 100;

/**
 * A simulated cluster behind the language. Time stands still between two lines; what was typed is the whole of what happened,
 * so every instant can be gone back to by doing it again.
 */
export class Session {
  readonly world: World;
  readonly shelf: Shelf;
  readonly story: readonly string[];
  readonly hints: readonly string[];
  /** How many of them were asked for. */
  hintsAsked = 0;
  /** How many commands of the story are done: `next` goes on behind them. */
  storyAt = 0;
  /** The commands of the changed run that was compared last, so that it can be looked into. */
  compared: readonly ParsedCommand[] | undefined;
  #run: Run;
  #entries: readonly Entry[] = [];
  /** What `undo` goes back to. */
  #earlier: (readonly Entry[])[] = [];
  /** The instant that must stand in front of the next command, because the one before it was left in the middle. */
  #nextAtMs: number | undefined;

  private constructor(run: Run, world: World, { experiments, story, hints }: SessionOptions) {
    this.#run = run;
    this.world = world;
    this.shelf = experiments ?? { names: () => [], read: () => undefined };
    this.story = story ?? [];
    this.hints = hints ?? [];
  }

  static async start(options: SessionOptions): Promise<Session> {
    const { seed = usualSeed, language = english, loop = {}, keepsFrames = false, rules = {}, live } = options;
    const world = { seed, language, loop, keepsFrames, rules, ...(live === undefined ? {} : { live }) };
    return new Session(await Run.start(world), world, options);
  }

  get run(): Run {
    return this.#run;
  }

  /** The commands of the run, in order; looking is none. */
  get entries(): readonly Entry[] {
    return this.#entries;
  }

  get commands(): readonly ParsedCommand[] {
    return this.#entries.map(({ parsed }) => parsed);
  }

  get greeting(): readonly string[] {
    const { greeting, liveGreeting } = this.world.language.answers;
    return this.world.live === undefined ? greeting : liveGreeting;
  }

  get names(): KnownNames {
    return namesOf(this.#run, this.#entries.length, this.shelf.names());
  }

  /** Of all that has happened. */
  get hash(): string {
    return this.#run.hash;
  }

  /** The run as data. */
  get plan(): Plan {
    return { version: 1, seed: this.world.seed, commands: [...this.commands.map(lineOf), ...this.#upToNow] };
  }

  /** The run as an experiment, each command with the instant at which it began. */
  get experiment(): string {
    return [...this.#entries.map(stampedLine), ...this.#upToNow].map((line) => `${line}\n`).join('');
  }

  /** Where the prompt stands at an instant behind the last command, it takes a command to get there. */
  get #upToNow(): readonly string[] {
    return this.#nextAtMs === undefined ? [] : [`at ${this.#nextAtMs}ms wait 0ms`];
  }

  complete(line: string, cursor: number): Completion {
    return complete(line, cursor, this.names);
  }

  /** Runs a line. Everything that a user can do wrong is an outcome; what is thrown is a mistake in this program. */
  async execute(line: string): Promise<Outcome> {
    const parsed = await parseHelpfully(line, this.names);
    this.storyAt = placeBehind(this.story, this.storyAt, line);
    if (parsed.kind === 'nothing') return this.outcome(true, []);
    if (parsed.kind === 'problem') return this.outcome(false, this.#explained(parsed));
    return this.executeParsed(parsed);
  }

  async executeParsed(parsed: ParsedCommand): Promise<Outcome> {
    const echo = parsed.translated ? said('comment', this.world.language.answers.echo(lineOf(parsed))) : [];
    const before = [...echo, ...said('comment', ...parsed.notes)];
    const verb = promptVerbs[parsed.command.does];
    if (this.world.live !== undefined && needsSimulation.has(parsed.command.does)) {
      return this.outcome(false, said('error', this.world.language.answers.onlySimulated(formOf(parsed.command).verb)));
    }
    const outcome =
      verb === undefined ? await this.#play(parsed) : await this.#dare(() => verb(parsed.command as never, this));
    return { ...outcome, lines: [...before, ...outcome.lines] };
  }

  /** An outcome that leaves the run as it is. */
  outcome(ok: boolean, lines: readonly SaidLine[]): Outcome {
    return { ok, isRefused: !ok, lines, runs: [shownFrom(this.#run, this.#run.told.length)], nowUs: this.#run.nowUs };
  }

  /** An outcome behind which the run is another one. */
  outcomeAnew(ok: boolean, lines: readonly SaidLine[]): Outcome {
    return { ok, isRefused: false, lines, runs: [shownFrom(this.#run, 0)], nowUs: this.#run.nowUs };
  }

  /**
   * Makes these commands the history, and runs them anew, up to an instant at most. A command that is left in its middle is
   * from then on one that nobody waits for.
   */
  async goBackTo(commands: readonly ParsedCommand[], stopAtUs = Infinity): Promise<void> {
    const { run, played, isInterrupted } = await replay(commands, this.world, stopAtUs);
    this.#earlier = [...this.#earlier, this.#entries].slice(-mostUndone);
    this.#run = run;
    const entries = played.map(({ atUs, eventsBefore }, index) => ({ parsed: commands[index]!, atUs, eventsBefore }));
    const last = entries.at(-1);
    this.#nextAtMs = stopAtUs === Infinity ? undefined : Math.floor(stopAtUs / 1000);
    if (!isInterrupted || last === undefined) this.#entries = entries;
    else if (last.parsed.command.does.startsWith('wait') || last.parsed.command.does === 'step')
      this.#entries = entries.slice(0, -1);
    else this.#entries = [...entries.slice(0, -1), { ...last, parsed: { ...last.parsed, background: true } }];
    this.#findPlace();
  }

  /** What has been done so far is the beginning, behind which `undo` does not go. */
  beginHere(): void {
    this.#earlier = [];
  }

  /** Goes back to the state before the last change; false where there is none. */
  async undo(): Promise<boolean> {
    const earlier = this.#earlier.pop();
    if (earlier === undefined) return false;
    const commands = earlier.map(({ parsed }) => parsed);
    const { run } = await replay(commands, this.world);
    this.#run = run;
    this.#entries = earlier;
    this.#nextAtMs = undefined;
    this.#findPlace();
    return true;
  }

  /** Where the run was taken back, so was the story. */
  #findPlace(): void {
    this.storyAt = placeAfter(this.story, this.commands.map(lineOf));
  }

  /** Runs the lines of an experiment from the beginning. */
  async runLines(text: string): Promise<Outcome> {
    const commands = await parseLines(text.split('\n'));
    this.#earlier = [...this.#earlier, this.#entries].slice(-mostUndone);
    this.#entries = [];
    this.#run = await Run.start(this.world);
    const lines: SaidLine[] = [];
    let ok = true;
    for (const parsed of commands) {
      const outcome = await this.executeParsed(parsed);
      lines.push(...said('comment', `> ${lineOf(parsed)}`), ...outcome.lines);
      ok &&= outcome.ok;
    }
    return this.outcomeAnew(ok, lines);
  }

  async #play(typed: ParsedCommand): Promise<Outcome> {
    const atMs = typed.atMs ?? this.#nextAtMs;
    const parsed = atMs === undefined || isLook(typed.command) ? typed : { ...typed, atMs };
    const beforeUs = this.#run.nowUs;
    const played = await play(parsed, this.#run, this.world);
    const { run, atUs, eventsBefore, sentencesBefore, isRefused } = played;
    const answer = await this.#remembered(parsed, played.answer);
    const isNew = run !== this.#run;
    this.#run = run;
    // A command that was refused is none, unless time has passed until its instant.
    const counts = !isRefused || run.nowUs > beforeUs;
    if (counts && !isLook(parsed.command)) this.#remember({ parsed, atUs, eventsBefore }, isNew);
    const lines = [...linesOf(run, sentencesBefore), ...answer.lines];
    const expectation = answer.expectation === undefined ? {} : { expectation: answer.expectation };
    const why = answer.why === undefined ? {} : { why: answer.why };
    return {
      ok: answer.ok,
      isRefused,
      lines,
      runs: [shownFrom(run, isNew ? 0 : eventsBefore)],
      nowUs: run.nowUs,
      ...expectation,
      ...why,
    };
  }

  /** A rule that was asked too long ago is asked again: in the same run, made again up to that instant. */
  async #remembered(parsed: ParsedCommand, answer: Answer): Promise<Answer> {
    const forgottenAtUs = answer.why?.forgottenAtUs;
    if (forgottenAtUs === undefined || this.world.live !== undefined) return answer;
    const { run } = await replay(this.commands, this.world, forgottenAtUs + 1);
    return (await play({ ...parsed, atMs: undefined }, run, this.world)).answer;
  }

  /** A new cluster begins a new history. */
  #remember(entry: Entry, isNew: boolean): void {
    this.#earlier = [...this.#earlier, this.#entries].slice(-mostUndone);
    this.#entries = isNew ? [entry] : [...this.#entries, entry];
    this.#nextAtMs = undefined;
  }

  async #dare(verb: () => Promise<Outcome> | Outcome): Promise<Outcome> {
    try {
      return await verb();
    } catch (error) {
      if (error instanceof PlanError) return this.outcome(false, said('error', ...error.message.split('\n')));
      if (!isForeseen(error)) throw error;
      return this.outcome(false, said('error', problemOf(error, this.world.language.answers)));
    }
  }

  #explained({ says, nearest, form }: Problem): readonly SaidLine[] {
    const { answers } = this.world.language;
    const meant = nearest === undefined ? undefined : parse(nearest, this.names);
    const unbuilt = meant?.kind === 'command' ? notBuilt(meant.command) : undefined;
    // To be led to what does not exist would be one disappointment more.
    if (unbuilt !== undefined) return said('error', says, notYet(unbuilt));
    return [
      ...said('error', says),
      ...(nearest === undefined ? [] : offering(nearest, said('error', answers.didYouMean(nearest)))),
      ...(form === undefined ? [] : said('error', answers.theForm(form))),
    ];
  }
}

/** A session with one broker that serves. */
export function createSession(options: SessionOptions = {}): Promise<Session> {
  return Session.start(options);
}
