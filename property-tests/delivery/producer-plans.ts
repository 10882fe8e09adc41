import fc from 'fast-check';
import type { KafkaException } from '../../src/delivery/kafka-exception.ts';
import { createProducer, type RecordMetadata } from '../../src/delivery/producer/producer.ts';
import type { DeliveryRules } from '../../src/delivery/rules.ts';
import {
  type Asked,
  batchesOf,
  type Script,
  ScriptedBroker,
  valuesOf,
} from '../../src/delivery/testing/scripted-broker.ts';
import type { RecordBatch } from '../../src/records/record-batch.ts';
import { createSimulation } from '../../src/world/simulated/simulation.ts';

/** What one producer sends to one partition, and what happens to its requests. Plain data, so that it shrinks. */
export interface ProducerPlan {
  readonly seed: number;
  readonly settings: Readonly<Record<string, string | number | boolean>>;
  /** Pauses before each record, in milliseconds. */
  readonly pausesMs: readonly number[];
  /** What becomes of the Produce requests, in their order; those behind the last are answered. */
  readonly faults: readonly Script[];
  /** Records because of which the broker refuses their batch for good, however often it is sent. */
  readonly tooLarge: readonly number[];
}

/** What became of one record. */
export type Fate =
  | { readonly outcome: 'acknowledged'; readonly metadata: RecordMetadata }
  | { readonly outcome: 'failed'; readonly error: KafkaException };

export interface ProducerRun {
  /** By record, in the order in which they were sent; more than one fate would be a mistake. */
  readonly fates: readonly (readonly Fate[])[];
  /** How long after it was sent each record had its fate. */
  readonly fateAfterMs: readonly number[];
  /** The values in the log are the records' numbers. */
  readonly log: readonly number[];
  /** What the broker heard of every batch. */
  readonly attempts: readonly RecordBatch[];
}

const fault: fc.Arbitrary<Script> = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Script>('answer') },
  { weight: 2, arbitrary: fc.constantFrom<Script>('lose the request', 'lose the answer', 'close') },
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 900 }).map((delayMs): Script => ({ delayMs })) },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom('NOT_ENOUGH_REPLICAS', 'NOT_LEADER_OR_FOLLOWER', 'KAFKA_STORAGE_ERROR')
      .map((error): Script => ({ error })),
  },
);

export function producerPlans(
  settings: fc.Arbitrary<ProducerPlan['settings']> = fc.constant({}),
): fc.Arbitrary<ProducerPlan> {
  return fc.record({
    seed: fc.integer({ min: 0, max: 1_000_000 }),
    settings,
    pausesMs: fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 25 }),
    faults: fc.array(fault, { maxLength: 10 }),
    tooLarge: fc.oneof(
      { weight: 3, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: fc.array(fc.integer({ min: 0, max: 24 }), { maxLength: 2 }) },
    ),
  });
}

/** Small batches and short patience, so that a short run holds many requests and retries. */
const usual = {
  'bootstrap.servers': 'broker-1:9092',
  'batch.size': 100,
  'linger.ms': 2,
  'request.timeout.ms': 500,
  'delivery.timeout.ms': 20_000,
};

export async function runProducer(plan: ProducerPlan, rules: DeliveryRules): Promise<ProducerRun> {
  const simulation = createSimulation({ seed: plan.seed });
  const broker = new ScriptedBroker(simulation.node('broker-1').world, { payments: 1 });
  broker.script = (asked) => scripted(plan, asked);
  await simulation.runUntilResolved(() => broker.listen({ host: 'broker-1', port: 9092 }));
  const { world } = simulation.node('teller');
  const fates: Fate[][] = plan.pausesMs.map(() => []);
  const fateAfterMs: number[] = [];
  await simulation.runUntilResolved(async () => {
    const producer = createProducer(world, { ...usual, ...plan.settings }, { rules });
    const sent: Promise<void>[] = [];
    for (const [number, pauseMs] of plan.pausesMs.entries()) {
      if (pauseMs > 20) await world.clock.sleep(pauseMs - 20);
      const sentAtMs = world.clock.monotonicMs();
      const meets = (fate: Fate): void => {
        fates[number]!.push(fate);
        fateAfterMs[number] = world.clock.monotonicMs() - sentAtMs;
      };
      sent.push(
        producer.send({ topic: 'payments', value: String(number) }).then(
          (metadata) => meets({ outcome: 'acknowledged', metadata }),
          (error: KafkaException) => meets({ outcome: 'failed', error }),
        ),
      );
    }
    await Promise.all(sent);
    await producer.close();
  });
  await simulation.runFor(2_000_000);
  return {
    fates,
    fateAfterMs,
    log: broker.values('payments').map(Number),
    attempts: broker.asked.filter(({ api }) => api === 'Produce').flatMap(batchesOf),
  };
}

function scripted({ faults, tooLarge }: ProducerPlan, asked: Asked): Script {
  if (asked.api !== 'Produce') return 'answer';
  const isTooLarge = batchesOf(asked).some((batch) =>
    valuesOf(batch).some((value) => tooLarge.includes(Number(value))),
  );
  return isTooLarge ? { error: 'MESSAGE_TOO_LARGE' } : (faults[asked.earlier] ?? 'answer');
}
