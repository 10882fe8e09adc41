import { createSimulation, type Simulation } from '../../world/simulated/simulation.ts';
import { createConsumer, type Consumer, type ConsumerOptions } from '../consumer/consumer.ts';
import type { DeliveryEvent } from '../events.ts';
import { createProducer, type Producer, type ProducerOptions } from '../producer/producer.ts';
import type { Settings } from '../settings.ts';
import { type Asked, type Script, ScriptedBroker } from './scripted-broker.ts';

/** A scripted broker with the topics `payments` (one partition) and `orders` (three), and clients of it in one simulation. */
export interface Scene {
  readonly simulation: Simulation;
  readonly broker: ScriptedBroker;
  producer(settings?: Settings, options?: Partial<ProducerOptions<string, string>>): Promise<Producer>;
  consumer(settings?: Settings, options?: Partial<ConsumerOptions<string, string>>): Promise<Consumer>;
  /** Runs until the promise has its outcome. */
  run<T>(start: () => Promise<T>): Promise<T>;
  /** What the clients told, by name. */
  told<Name extends DeliveryEvent['name']>(name: Name): readonly Extract<DeliveryEvent, { name: Name }>[];
}

const bootstrap = { 'bootstrap.servers': 'broker-1:9092' };

export async function scene(script: (asked: Asked) => Script = () => 'answer', seed = 5): Promise<Scene> {
  const simulation = createSimulation({ seed, trace: { keep: 2000 } });
  const broker = new ScriptedBroker(simulation.node('broker-1').world, { payments: 1, orders: 3 });
  broker.script = script;
  await simulation.runUntilResolved(() => broker.listen({ host: 'broker-1', port: 9092 }));
  const run = <T>(start: () => Promise<T>) => simulation.runUntilResolved(start);
  return {
    simulation,
    broker,
    run,
    producer: (settings, options = {}) =>
      run(async () => createProducer(simulation.node('teller').world, { ...bootstrap, ...settings }, options)),
    consumer: (settings, options = {}) =>
      run(async () => createConsumer(simulation.node('clerk').world, { ...bootstrap, ...settings }, options)),
    told: (name) => simulation.trace.events().filter((event) => event.name === name) as never,
  };
}
