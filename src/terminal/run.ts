import type { Rules } from '../broker/rules.ts';
import { SimulatedCluster } from '../cluster/simulated.ts';
import { FaultError } from '../cluster/faults.ts';
import { KafkaException } from '../delivery/kafka-exception.ts';
import { Ledger } from '../delivery/ledger.ts';
import { hear, type Language, type Narrated, Story, type StoryEvent } from '../narration/index.ts';
import type { LoopOptions } from '../world/simulated/loop.ts';
import type { Action } from '../world/simulated/simulation.ts';
import type { Told } from '../world/world.ts';
import { Cast } from './cast.ts';
import type { ClusterBehind } from './cluster-behind.ts';
import type { ConsumingApplication } from './consuming.ts';
import type { ParsedCommand } from './grammar/index.ts';
import { MessagesUnderWay } from './quiet.ts';

export interface RunOptions {
  readonly seed: number;
  /** Of every broker. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly language: Language;
  readonly loop: LoopOptions;
  /** Whether the bytes of messages are kept, so that they can be read; it changes no run. */
  readonly keepsFrames?: boolean;
  /** Rules in the place of Kafka's own, on every broker from its first moment. */
  readonly rules?: Partial<Rules>;
  /** Makes a cluster that is no simulation; left out where it shall be one. */
  readonly live?: (options: { readonly settings?: Readonly<Record<string, string>> }) => ClusterBehind;
}

function simulated({ seed, settings = {}, loop, rules = {}, keepsFrames = false }: RunOptions): ClusterBehind {
  return new SimulatedCluster({
    seed,
    settings,
    ...loop,
    keepsFrames,
    rules,
    startMs,
    trace: { hashed: true },
    ruleCalls: rememberedCalls,
  });
}

/** Instant 0 of every run: the first of January 2026, in milliseconds since 1970. */
export const startMs = 1_767_225_600_000;

/** How long the prompt waits for an answer at most: five minutes of virtual time. */
export const longestWaitUs = 300_000_000;

/** A run that tells more is not read by anybody; it stops, and says so. */
const mostEvents = 2_000_000;

/** So many calls of each rule are remembered for `why`. */
const rememberedCalls = 1000;

/** How something ended that a command asked for. */
export type Ended<T> =
  | { readonly state: 'done'; readonly value: T }
  | { readonly state: 'failed'; readonly error: Error }
  /** It is not answered yet: nobody waits for it, or the wait is over. */
  | { readonly state: 'waiting' };

/** A command, and how many events had been told when it began. */
export interface RunCommand {
  readonly parsed: ParsedCommand;
  readonly eventsBefore: number;
}

/** One run: a cluster in a world of its own, its clients, their ledger, and all that was told. */
export class Run {
  readonly seed: number;
  readonly cluster: ClusterBehind;
  readonly cast: Cast;
  readonly ledger: Ledger;
  readonly language: Language;
  readonly told: Told<StoryEvent>[] = [];
  /** One for each event that has something to say, the quiet ones among them. */
  readonly sentences: Narrated[] = [];
  /** What was typed, without what only looks: `#1` is the first. */
  readonly commands: RunCommand[] = [];
  /** How many of them are headlines and steps. */
  steps = 0;
  /** Nothing happens behind this instant, whatever a command waits for. */
  stopAtUs = Infinity;
  /** The rules that are as an older Kafka had them. */
  oldRules: readonly string[] = [];
  readonly #outcomes = new Map<string, Map<string, number>>();
  readonly #story = new Story();
  readonly #underWay = new MessagesUnderWay();
  #open: { readonly action: Action<unknown>; readonly by: string | undefined }[] = [];

  private constructor(cluster: ClusterBehind, seed: number, language: Language) {
    this.cluster = cluster;
    this.seed = seed;
    this.language = language;
    this.ledger = new Ledger();
    this.cast = new Cast(cluster, this.ledger);
  }

  /** A cluster whose brokers serve. Throws `FaultError` where one cannot start. */
  static async start(options: RunOptions): Promise<Run> {
    const run = await Run.begin(options);
    if (run.problem !== undefined) throw new FaultError(run.problem);
    return run;
  }

  /** A cluster whose brokers were started; `problem` says where one does not serve. */
  static async begin(options: RunOptions): Promise<Run> {
    const { seed, language, live } = options;
    const cluster = live?.(options) ?? simulated(options);
    const run = new Run(cluster, seed, language);
    cluster.simulation.trace.listen((event) => run.#hear(event as Told<StoryEvent>));
    await run.perform(() => cluster.startBrokers());
    return run;
  }

  /** The first broker that did not start, and why. */
  get problem(): string | undefined {
    const failed = this.cluster.brokers.find(({ problem }) => problem !== undefined);
    return failed && `${failed.name} did not start: ${failed.problem}`;
  }

  /** What is worth telling: all but the quiet. */
  get story(): readonly Narrated[] {
    return this.storySince(0);
  }

  /** What is worth telling of an event and all behind it; of a long run the end is found without a look at the rest. */
  storySince(event: number): readonly Narrated[] {
    let first = this.sentences.length;
    while (first > 0 && this.sentences[first - 1]!.event >= event) first--;
    return this.sentences.slice(first).filter(({ level }) => level !== 'quiet');
  }

  get nowUs(): number {
    return this.cluster.simulation.nowUs;
  }

  /** Of all that was told so far. */
  get hash(): string {
    return this.cluster.simulation.trace.hash();
  }

  /** No call is open, no message of meaning is under way, and who reads by himself has read everything. */
  get isQuiet(): boolean {
    this.#open = this.#open.filter(({ action }) => action.outcome.state === 'waiting');
    return (
      this.#open.length === 0 &&
      this.#underWay.isEmpty &&
      this.cast.applications.every((each) => this.#hasCaughtUp(each))
    );
  }

  /**
   * Begins something; unless it is for the background, lets time pass until it has ended.
   *
   * @param by the client that does it: when that dies, nobody waits for it any more
   */
  async perform<T>(start: () => T | Promise<T>, { background = false } = {}, by?: string): Promise<Ended<T>> {
    const { simulation } = this.cluster;
    const action = await simulation.act(start);
    const call = { action, by };
    this.#open.push(call);
    const isOver = () => action.outcome.state !== 'waiting' || !this.#open.includes(call);
    if (!background) await this.until(isOver, longestWaitUs);
    return action.outcome;
  }

  /** Lets time pass until something is so, for so long at most. Returns whether it is so. */
  async until(condition: () => boolean, withinUs: number): Promise<boolean> {
    const { simulation } = this.cluster;
    const leftUs = Math.max(0, Math.min(withinUs, this.stopAtUs - simulation.nowUs));
    const end = await simulation.run(() => condition() || this.told.length >= mostEvents, leftUs);
    if (this.told.length >= mostEvents)
      throw new FaultError(`this run has told ${mostEvents} events: that is the end of it`);
    return end === 'reached';
  }

  /** Lets time pass: all that happens up to and with that instant. */
  async pass(durationUs: number): Promise<void> {
    const { simulation } = this.cluster;
    // Where nothing at all would happen, the clock would not move.
    simulation.at(simulation.nowUs + durationUs, () => undefined);
    await this.until(() => false, durationUs);
  }

  /** Whoever reads only when told to has nothing to catch up with; and of a broker that is down nothing can be read. */
  #hasCaughtUp({ isAutomatic, isBeginning, consumer, positions }: ConsumingApplication): boolean {
    if (!isAutomatic) return true;
    if (isBeginning) return false;
    const { running } = this.cluster.brokers[0]!;
    return consumer.assignment().every(({ topic, partition }) => {
      const hosted = running?.broker.partitions.find(topic, partition);
      if (hosted === undefined || !hosted.hasLog) return true;
      return (positions.get(`${topic}-${partition}`) ?? Infinity) >= hosted.log.highWatermark;
    });
  }

  /** What a client was told about something that it was asked to do: `acknowledgement`, or Kafka's name of an exception. */
  noteOutcome(client: string, outcome: string): void {
    const outcomes = this.#outcomes.get(client) ?? new Map<string, number>();
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    this.#outcomes.set(client, outcomes);
  }

  /** As `noteOutcome`; an error that no client of Kafka's has is our mistake, and thrown. */
  noteFailure(client: string, error: Error): void {
    if (!(error instanceof KafkaException)) throw error;
    this.noteOutcome(client, error.kafkaName);
  }

  /** What a client was told so far, each once. */
  outcomesOf(client: string): readonly string[] {
    return [...(this.#outcomes.get(client)?.keys() ?? [])];
  }

  #hear(event: Told<StoryEvent>): void {
    const sentence = hear(event, this.told.length, this.#story, this.language);
    this.#underWay.hear(event);
    if (event.name === 'node killed' || event.name === 'node unplugged')
      this.#open = this.#open.filter(({ by }) => by !== event.node);
    if (sentence !== undefined) this.sentences.push(sentence);
    if (sentence?.level === 'headline' || sentence?.level === 'step') this.steps++;
    this.told.push(event);
  }
}
