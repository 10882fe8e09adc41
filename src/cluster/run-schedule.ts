import { KafkaException } from '../delivery/kafka-exception.ts';
import type { Producer, RecordMetadata } from '../delivery/producer/producer.ts';
import { FaultError } from './faults.ts';
import { isWork, type Schedule, type Step, type Work } from './schedule.ts';
import { SimulatedCluster, type SimulatedClusterOptions } from './simulated.ts';

/** What became of a step. A step that is still `open` at the end, or failed by a timeout, may have had its effect or not. */
export type StepOutcome =
  | { readonly state: 'open' }
  | { readonly state: 'done'; readonly record?: RecordMetadata }
  | { readonly state: 'failed'; readonly error: Error };

export interface ScheduleRun {
  readonly cluster: SimulatedCluster;
  /** By the step's place in the schedule. */
  readonly outcomes: readonly StepOutcome[];
}

/**
 * Runs a schedule to its end; the trace is hashed. Looks at the cluster before anything happens where `prepare` wants to.
 *
 * @param options what the schedule does not say: rules, another way of settling, what to keep of the trace
 */
export async function runSchedule(
  schedule: Schedule,
  options: Partial<SimulatedClusterOptions> = {},
  prepare: (cluster: SimulatedCluster) => void = () => undefined,
): Promise<ScheduleRun> {
  const { seed, settings = {}, steps, forMs } = schedule;
  const cluster = new SimulatedCluster({ trace: { hashed: true }, ...options, seed, settings });
  const outcomes: StepOutcome[] = steps.map(() => ({ state: 'open' }));
  const { simulation } = cluster;
  prepare(cluster);
  simulation.at(0, () => cluster.startBrokers());
  for (const [index, step] of steps.entries()) {
    simulation.at(step.atMs * 1000, async () => {
      outcomes[index] = await outcomeOf(cluster, step);
    });
  }
  await simulation.runFor(forMs * 1000);
  return { cluster, outcomes };
}

/** A step that fails is part of the run: a producer that gave up, a broker that was down already. */
async function outcomeOf(cluster: SimulatedCluster, step: Step): Promise<StepOutcome> {
  try {
    if (isWork(step)) return await perform(cluster, step);
    await cluster.strike(step);
    return { state: 'done' };
  } catch (error) {
    if (!(error instanceof KafkaException || error instanceof FaultError)) throw error;
    return { state: 'failed', error };
  }
}

async function perform(cluster: SimulatedCluster, work: Work): Promise<StepOutcome> {
  switch (work.do) {
    case 'create topic':
      await createTopic(cluster, work);
      return { state: 'done' };
    case 'create producer':
      cluster.addProducer(work.client, work.settings);
      return { state: 'done' };
    case 'produce': {
      const { topic, value, key = null, partition } = work;
      const record = { topic, value, key, ...(partition === undefined ? {} : { partition }) };
      return { state: 'done', record: await producer(cluster, work.client).send(record) };
    }
  }
}

async function createTopic(cluster: SimulatedCluster, work: Extract<Work, { do: 'create topic' }>): Promise<void> {
  const { topic, partitions = 1, settings = {} } = work;
  const admin = cluster.addAdmin(`admin-${cluster.clients.length}`).application!;
  await admin.createTopics([{ name: topic, partitions, configs: settings }]);
}

function producer(cluster: SimulatedCluster, name: string): Producer {
  const client = cluster.clients.find((each) => each.name === name && each.kind === 'producer');
  if (client?.application === undefined) throw new FaultError(`there is no producer ${name} that runs`);
  return client.application as Producer;
}
