import type { World } from '../world/world.ts';
import { backoffMs } from '../wire/cluster-client-backoff.ts';
import type { ClusterClient } from '../wire/cluster-client.ts';
import { KafkaException } from './kafka-exception.ts';

export interface PatienceSettings {
  readonly 'retry.backoff.ms': number;
  readonly 'retry.backoff.max.ms': number;
}

export interface Endeavour {
  /** What was not done, should the time be over. */
  readonly what: string;
  readonly timeoutMs: number;
  /** Whether an error may pass; where it is not given, the error itself says so. */
  readonly triesAgain?: (exception: KafkaException) => boolean;
}

/**
 * Tries until it succeeds, fails for good, or the time is over: then the error is a `TimeoutException` that says why the last
 * attempt failed.
 *
 * @param attempt gets what is left of the time, and throws what `KafkaException.from` understands
 */
export async function patiently<T>(
  world: World,
  settings: PatienceSettings,
  { what, timeoutMs, triesAgain = (exception) => exception.isRetriable }: Endeavour,
  attempt: (leftMs: number) => Promise<T>,
): Promise<T> {
  const { clock } = world;
  const untilMs = clock.monotonicMs() + timeoutMs;
  const jitter = world.random.stream(what);
  let because = 'no broker has answered';
  const isOver = () => KafkaException.of('TimeoutException', `${what}: not done within ${timeoutMs} ms: ${because}`);
  for (let failures = 1; ; failures++) {
    try {
      const leftMs = Math.max(0, untilMs - clock.monotonicMs());
      return await within(world, leftMs, attempt(leftMs), isOver);
    } catch (error) {
      const exception = KafkaException.from(error);
      if (!triesAgain(exception)) throw exception;
      if (exception.message !== isOver().message) because = exception.message;
      const leftMs = untilMs - clock.monotonicMs();
      if (leftMs <= 0) throw isOver();
      const pauseMs = backoffMs(failures, settings['retry.backoff.ms'], settings['retry.backoff.max.ms'], jitter);
      await clock.sleep(Math.min(pauseMs, leftMs));
    }
  }
}

/** The promise's outcome, or the error where it takes longer. */
async function within<T>(world: World, timeoutMs: number, promise: Promise<T>, error: () => Error): Promise<T> {
  const outcome = world.deferred<T>();
  const timer = world.clock.after(timeoutMs, () => outcome.reject(error()));
  promise.then(outcome.resolve, outcome.reject);
  try {
    return await outcome.promise;
  } finally {
    timer.cancel();
  }
}

/** Resolves when something is known of each of the topics. */
export async function learn(cluster: ClusterClient, topics: readonly string[], timeoutMs: number): Promise<void> {
  while (topics.some((topic) => cluster.topic(topic) === undefined)) await cluster.renewed(timeoutMs);
}
