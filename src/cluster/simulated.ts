import { uuidToText } from '../bytes/uuid.ts';
import { type Rules, rules as rulesOfKafka } from '../broker/rules.ts';
import type { Texts } from '../configuration/tables.ts';
import { type Admin, createAdmin } from '../delivery/admin/admin.ts';
import { type Consumer, createConsumer } from '../delivery/consumer/consumer.ts';
import { createProducer, type Producer } from '../delivery/producer/producer.ts';
import { type DeliveryRules, deliveryRules } from '../delivery/rules.ts';
import type { Settings } from '../delivery/settings.ts';
import { createSimulation, type Simulation, type SimulationOptions } from '../world/simulated/simulation.ts';
import type { Done, World } from '../world/world.ts';
import type { ClusterEvent } from './events.ts';
import { type Fault, FaultError, faultInWords, isMessageFault } from './faults.ts';
import { Interceptions } from './interceptions.ts';
import { MessageFrames } from './message-frames.ts';
import { MessageLabels } from './message-labels.ts';
import { RuleBook } from './rule-book.ts';
import { RuleCalls } from './rule-calls.ts';
import { SimulatedBroker } from './simulated-broker.ts';
import { type Application, type ClientKind, SimulatedClient } from './simulated-client.ts';
import { Striker } from './striker.ts';

export interface SimulatedClusterOptions extends SimulationOptions {
  readonly brokers?: number;
  /** Of every broker, as texts. */
  readonly settings?: Texts;
  /** In the place of Kafka's own. */
  readonly rules?: Partial<Rules>;
  readonly deliveryRules?: Partial<DeliveryRules>;
  /** How many calls of rules to remember, so that `why` can tell; 0, the default, costs nothing. */
  readonly ruleCalls?: number;
  /** Whether to keep the bytes of the latest messages, so that they can be read. */
  readonly keepsFrames?: boolean;
}

/** Any node of the cluster. */
export type Member = SimulatedBroker | SimulatedClient;

/**
 * Brokers and clients in one simulated world, and what can go wrong between them. Nothing happens by itself: whoever has a
 * cluster lets its `simulation` run.
 *
 *     const cluster = await startSimulatedCluster({ seed: 7 });
 *     const teller = await cluster.producer('teller', { 'enable.idempotence': false });
 *     await cluster.strike({ do: 'drop', api: 'Produce', direction: 'response', to: 'teller' });
 *     await cluster.run(() => teller.send({ topic: 'payments', value: '42 EUR to Ada' }));
 */
export class SimulatedCluster {
  readonly simulation: Simulation;
  /** What the brokers decide by; may be changed while they run. */
  readonly rules: RuleBook<Rules>;
  /** What the clients decide by. */
  readonly deliveryRules: RuleBook<DeliveryRules>;
  /** Undefined where nobody asked for them. */
  readonly ruleCalls: RuleCalls | undefined;
  readonly interceptions: Interceptions;
  /** Undefined where nobody asked for them. */
  readonly messageFrames: MessageFrames | undefined;
  readonly #brokers: readonly SimulatedBroker[];
  readonly #clients = new Map<string, SimulatedClient>();
  readonly #striker: Striker;

  constructor(options: SimulatedClusterOptions) {
    const { brokers = 1, settings = {}, ruleCalls = 0 } = options;
    if (brokers !== 1) throw new FaultError(`a cluster has one broker until replication is there, not ${brokers}`);
    const simulation = createSimulation(options);
    this.simulation = simulation;
    this.ruleCalls =
      ruleCalls === 0
        ? undefined
        : new RuleCalls(ruleCalls, () => ({ atUs: simulation.nowUs, eventsBefore: simulation.trace.count }));
    this.rules = new RuleBook(rulesOfKafka, this.ruleCalls);
    this.rules.replace(options.rules ?? {});
    this.deliveryRules = new RuleBook(deliveryRules, this.ruleCalls);
    this.deliveryRules.replace(options.deliveryRules ?? {});
    const clusterId = uuidToText(simulation.random.stream('cluster id').bytes(16));
    this.#brokers = Array.from({ length: brokers }, (_, index) => this.#broker(index + 1, clusterId, settings));
    this.interceptions = new Interceptions((fault, { id, from }) =>
      this.tell(from, { name: 'fault struck', fault: faultInWords(fault), message: id }),
    );
    const labels = new MessageLabels(() => simulation.trace.isWanted);
    this.messageFrames = options.keepsFrames ? new MessageFrames() : undefined;
    simulation.network.hooks = {
      label: (message) => {
        const label = labels.label(message);
        this.messageFrames?.keep(message, label);
        return label;
      },
      intercept: (message) => this.interceptions.intercept(message),
    };
    this.#striker = new Striker(this);
  }

  get brokers(): readonly SimulatedBroker[] {
    return this.#brokers;
  }

  get clients(): readonly SimulatedClient[] {
    return [...this.#clients.values()];
  }

  get members(): readonly Member[] {
    return [...this.#brokers, ...this.#clients.values()];
  }

  /** What `bootstrap.servers` is for its clients. */
  get bootstrap(): string {
    return this.#brokers.map(({ address }) => `${address.host}:${address.port}`).join(',');
  }

  /** The node of that name; throws `FaultError` where there is none. */
  member(name: string): Member {
    const found = this.members.find((member) => member.name === name);
    if (found !== undefined) return found;
    const known = this.members.map((member) => member.name).join(', ');
    throw new FaultError(`there is no node ${name}; there are ${known}`);
  }

  tell(node: string, event: ClusterEvent): void {
    this.simulation.tell(node, event);
  }

  /** Runs until what was begun is done; see `Simulation.runUntilResolved`. */
  run<T>(start: () => T | Promise<T>, withinUs?: number): Promise<T> {
    return this.simulation.runUntilResolved(start, withinUs);
  }

  /** Starts all brokers; resolves when they serve. To be called in the simulation. */
  async startBrokers(): Promise<void> {
    await Promise.all(this.#brokers.map((broker) => broker.start()));
  }

  /** A client of any kind, on a node of its own. To be called in the simulation; throws what `make` throws. */
  addClient<App extends Application>(
    name: string,
    kind: ClientKind,
    make: (world: World) => App,
  ): SimulatedClient<App> {
    if (this.members.some((member) => member.name === name)) throw new FaultError(`there is a node ${name} already`);
    const tell = (event: ClusterEvent) => this.tell(name, event);
    const client = new SimulatedClient({ simulation: this.simulation, name, kind, make, tell });
    client.start();
    this.#clients.set(name, client);
    return client;
  }

  addProducer(name: string, settings: Settings = {}): SimulatedClient<Producer> {
    const rules = this.deliveryRules.for(name);
    const all = this.#clientSettings(name, settings);
    return this.addClient(name, 'producer', (world) => createProducer(world, all, { rules }));
  }

  addConsumer(name: string, settings: Settings = {}): SimulatedClient<Consumer> {
    const rules = this.deliveryRules.for(name);
    const all = this.#clientSettings(name, settings);
    return this.addClient(name, 'consumer', (world) => createConsumer(world, all, { rules }));
  }

  addAdmin(name: string, settings: Settings = {}): SimulatedClient<Admin> {
    const all = this.#clientSettings(name, settings);
    return this.addClient(name, 'admin', (world) => createAdmin(world, all));
  }

  /** As `addProducer`, from outside of the simulation. */
  producer(name: string, settings: Settings = {}): Promise<Producer> {
    return this.run(() => this.addProducer(name, settings).application!);
  }

  consumer(name: string, settings: Settings = {}): Promise<Consumer> {
    return this.run(() => this.addConsumer(name, settings).application!);
  }

  admin(name = 'admin', settings: Settings = {}): Promise<Admin> {
    return this.run(() => this.addAdmin(name, settings).application!);
  }

  /**
   * Lets something go wrong, now. Throws `FaultError` where it cannot be. The promise of `start` and `stop` resolves when that
   * is done. To be called in the simulation, or through `run`.
   */
  strike(fault: Fault): Done {
    if (!isMessageFault(fault)) return this.#striker.strike(fault);
    if (fault.from !== undefined) this.member(fault.from);
    if (fault.to !== undefined) this.member(fault.to);
    this.interceptions.arm(fault);
    this.tell(fault.from ?? fault.to ?? this.#brokers[0]!.name, { name: 'fault armed', fault: faultInWords(fault) });
  }

  #broker(nodeId: number, clusterId: string, settings: Texts): SimulatedBroker {
    const name = `broker-${nodeId}`;
    return new SimulatedBroker({
      simulation: this.simulation,
      name,
      nodeId,
      settings,
      clusterId,
      rules: this.rules.for(name),
      tell: (event) => this.tell(name, event),
    });
  }

  #clientSettings(name: string, settings: Settings): Settings {
    return { 'bootstrap.servers': this.bootstrap, 'client.id': name, ...settings };
  }
}

/** A cluster whose brokers serve. Throws where one could not start: the message says why. */
export async function startSimulatedCluster(options: SimulatedClusterOptions): Promise<SimulatedCluster> {
  const cluster = new SimulatedCluster(options);
  await cluster.run(() => cluster.startBrokers());
  const failed = cluster.brokers.find(({ problem }) => problem !== undefined);
  if (failed !== undefined) throw new FaultError(`${failed.name} did not start: ${failed.problem}`);
  return cluster;
}
