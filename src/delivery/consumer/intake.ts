import type { Tell, Timer, World } from '../../world/world.ts';
import type { ClusterClient } from '../../wire/cluster-client.ts';
import { errorOf } from '../../wire/errors.ts';
import type { DeliveryEvent } from '../events.ts';
import { KafkaException } from '../kafka-exception.ts';
import { lookUpOffsets, type OffsetAnswer, type OffsetQuestion, type OffsetSpec } from '../offset-lookup.ts';
import type { TopicPartition } from '../partitions.ts';
import type { DeliveryRules } from '../rules.ts';
import type { AssignedPartition } from './assigned-partition.ts';
import type { ConsumerConfiguration } from './configuration.ts';
import { FetchedRecords } from './fetched-records.ts';
import { Fetcher, type FetchedPartition } from './fetcher.ts';

export interface IntakeOptions {
  readonly rules: DeliveryRules;
  /** Records have come for a partition. */
  fetched(partition: AssignedPartition, records: FetchedRecords): void;
  /** It may be possible to go on. */
  changed(): void;
}

/** Gets records into the consumer: finds positions that are not known, fetches from them, and knows what to do about errors. */
export class Intake {
  readonly #world: World;
  readonly #cluster: ClusterClient;
  readonly #configuration: ConsumerConfiguration;
  readonly #options: IntakeOptions;
  readonly #fetcher: Fetcher;
  #wakeUp: Timer | undefined;
  #isLookingUp = false;

  constructor(world: World, cluster: ClusterClient, configuration: ConsumerConfiguration, options: IntakeOptions) {
    this.#world = world;
    this.#cluster = cluster;
    this.#configuration = configuration;
    this.#options = options;
    this.#fetcher = new Fetcher(cluster, configuration, {
      answered: (partition, offset, fetched) => this.#take(partition, offset, fetched),
      failed: (partition) => this.#pause(partition),
      done: () => options.changed(),
    });
  }

  /** Asks for records of the partitions that have none left and are not asked already. */
  askFor(partitions: Iterable<AssignedPartition>): void {
    const nowMs = this.#world.clock.monotonicMs();
    const toFetch: AssignedPartition[] = [];
    const lost: AssignedPartition[] = [];
    let nextMs = Infinity;
    for (const partition of partitions) {
      if (partition.isPaused || partition.isAsked || partition.fetched !== undefined) continue;
      if (partition.pausedUntilMs > nowMs) nextMs = Math.min(nextMs, partition.pausedUntilMs);
      else if (partition.position === undefined) lost.push(partition);
      else toFetch.push(partition);
    }
    if (toFetch.length > 0) this.#fetcher.fetch(toFetch);
    if (lost.length > 0 && !this.#isLookingUp) {
      this.#isLookingUp = true;
      this.#world.clock.after(0, () => this.#findLost(lost));
    }
    this.stop();
    if (nextMs < Infinity) this.#wakeUp = this.#world.clock.after(nextMs - nowMs, () => this.#options.changed());
  }

  stop(): void {
    this.#wakeUp?.cancel();
    this.#wakeUp = undefined;
  }

  /** Finds the positions of partitions that have none: where a seek said, else where `auto.offset.reset` says. */
  async findPositions(lost: readonly AssignedPartition[], timeoutMs: number): Promise<void> {
    const nowMs = this.#world.clock.wallMs();
    const eras = lost.map(({ era }) => era);
    const questions = lost.map(({ topic, partition, name, seekTo }): OffsetQuestion => {
      const to = seekTo ?? this.#options.rules.resetPosition(this.#configuration.resetPolicy, nowMs);
      if (to !== 'an error') return { topic, partition, at: to };
      throw KafkaException.of(
        'NoOffsetForPartitionException',
        `${name} has no position, and auto.offset.reset=none: seek`,
      );
    });
    const answers = await this.lookUp(questions, timeoutMs);
    const unfound = questions.filter((_, index) => answers[index]!.offset === -1);
    // No record is so young: the end, where the next one will be.
    const ends = unfound.length === 0 ? [] : await this.lookUp(at(unfound, 'latest'), timeoutMs);
    for (const [index, partition] of lost.entries()) {
      if (partition.era !== eras[index]) continue;
      const found = answers[index]!;
      const { offset } = found.offset === -1 ? ends[unfound.indexOf(questions[index]!)]! : found;
      const because = describe(questions[index]!.at, partition.seekTo === undefined);
      partition.advance(offset);
      this.#tell?.({ name: 'position reset', partition: partition.name, position: offset, because });
    }
  }

  lookUp(
    questions: readonly OffsetQuestion[],
    timeoutMs = this.#configuration['default.api.timeout.ms'],
  ): Promise<readonly OffsetAnswer[]> {
    const readCommitted = this.#configuration.isReadCommitted;
    return lookUpOffsets(this.#world, this.#cluster, this.#configuration, questions, { timeoutMs, readCommitted });
  }

  get #tell(): Tell<DeliveryEvent> | undefined {
    return this.#world.tell;
  }

  async #findLost(lost: readonly AssignedPartition[]): Promise<void> {
    const eras = lost.map(({ era }) => era);
    try {
      await this.findPositions(lost, this.#configuration['default.api.timeout.ms']);
    } catch (error) {
      const failure = KafkaException.from(error);
      // What may yet succeed is tried again, for as long as somebody polls.
      if (!failure.isRetriable) {
        for (const [index, partition] of lost.entries()) if (eras[index] === partition.era) partition.failure = failure;
      }
    }
    this.#isLookingUp = false;
    this.#options.changed();
  }

  #take(partition: AssignedPartition, offset: number, fetched: FetchedPartition | undefined): void {
    const error = errorOf(fetched?.errorCode ?? 0);
    if (fetched === undefined || error.retriable) {
      if (error.metadataIsStale) this.#cluster.renew();
      this.#pause(partition);
    } else if (error.name === 'OFFSET_OUT_OF_RANGE') this.#offsetIsOutOfRange(partition, offset, fetched);
    else if (error.name !== 'NONE') {
      partition.failure = KafkaException.answered(fetched.errorCode, `${partition.name}: ${error.meaning}`);
      this.#pause(partition);
    } else if (fetched.records !== null && fetched.records.length > 0) this.#keep(partition, offset, fetched);
  }

  #keep(partition: AssignedPartition, offset: number, { records, abortedTransactions }: FetchedPartition): void {
    const options = {
      partition: partition.name,
      checkCrcs: this.#configuration['check.crcs'],
      aborted: this.#configuration.isReadCommitted ? (abortedTransactions ?? []) : undefined,
    };
    try {
      this.#options.fetched(partition, new FetchedRecords(records!, offset, options, this.#options.rules));
    } catch (error) {
      partition.failure = KafkaException.from(error);
    }
  }

  #pause(partition: AssignedPartition): void {
    partition.pausedUntilMs = this.#world.clock.monotonicMs() + this.#configuration['retry.backoff.ms'];
  }

  #offsetIsOutOfRange(
    partition: AssignedPartition,
    offset: number,
    { logStartOffset, highWatermark }: FetchedPartition,
  ): void {
    const to = this.#options.rules.resetPosition(this.#configuration.resetPolicy, this.#world.clock.wallMs());
    const range = `the log has offsets ${logStartOffset} to ${highWatermark}`;
    if (to === 'an error') {
      const message = `${partition.name} has no offset ${offset}: ${range}, and auto.offset.reset=none`;
      partition.failure = KafkaException.of('OffsetOutOfRangeException', message);
    } else partition.losePosition(to);
  }
}

export function at(partitions: readonly TopicPartition[], place: OffsetSpec): readonly OffsetQuestion[] {
  return partitions.map(({ topic, partition }) => ({ topic, partition, at: place }));
}

function describe(place: OffsetSpec, isReset: boolean): string {
  const what = typeof place === 'string' ? place : `the first record from ${place.timestampMs} on`;
  return isReset ? `auto.offset.reset: ${what}` : what;
}
