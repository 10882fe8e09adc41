import { readdirSync, readFileSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { rules as rulesOfKafka, type Rules } from '../broker/rules.ts';
import { type RunningBroker, startBroker } from '../broker/start-broker.ts';
import type { ClusterEvent } from '../cluster/events.ts';
import { type Fault, FaultError, isMessageFault } from '../cluster/faults.ts';
import { RuleBook } from '../cluster/rule-book.ts';
import { dataFolder } from '../cluster/simulated-broker.ts';
import type { Application, ClientKind } from '../cluster/simulated-client.ts';
import { type Admin, createAdmin } from '../delivery/admin/admin.ts';
import { deliveryRules, type DeliveryRules } from '../delivery/rules.ts';
import type {
  BrokerBehind,
  ClientBehind,
  ClusterBehind,
  DiskBehind,
  MemberBehind,
  NodeBehind,
  TimeBehind,
} from '../terminal/cluster-behind.ts';
import { createNodeWorld } from '../world/node/world.ts';
import type { RunEnd } from '../world/simulated/loop.ts';
import type { Action, Outcome } from '../world/simulated/simulation.ts';
import type { Address, Done, Happening, Tell, Told, World } from '../world/world.ts';

export interface LiveOptions {
  readonly listen: Address;
  readonly data: string;
}

/** One broker that listens on TCP, and its clients, all in this process: what `shell --live` talks to. */
export class LiveCluster implements ClusterBehind {
  readonly simulation = new RealTime();
  readonly rules = new RuleBook<Rules>(rulesOfKafka, undefined);
  readonly deliveryRules = new RuleBook<DeliveryRules>(deliveryRules, undefined);
  readonly ruleCalls = undefined;
  readonly interceptions = { armed: [] };
  readonly #broker: LiveBroker;
  readonly #clients = new Map<string, LiveClient<Application>>();

  constructor(options: LiveOptions) {
    this.#broker = new LiveBroker(options, this.rules.for('broker-1'), this.simulation);
  }

  get brokers(): readonly LiveBroker[] {
    return [this.#broker];
  }

  get clients(): readonly ClientBehind[] {
    return [...this.#clients.values()];
  }

  get members(): readonly MemberBehind[] {
    return [this.#broker, ...this.#clients.values()];
  }

  get bootstrap(): string {
    const { host, port } = this.#broker.address;
    return `${host}:${port}`;
  }

  startBrokers(): Promise<void> {
    return this.#broker.start();
  }

  addClient<App extends Application>(name: string, kind: ClientKind, make: (world: World) => App): ClientBehind<App> {
    if (this.members.some((member) => member.name === name)) throw new FaultError(`there is a node ${name} already`);
    const client = new LiveClient(name, kind, make, this.simulation);
    client.start();
    this.#clients.set(name, client);
    return client;
  }

  addAdmin(name: string): ClientBehind<Admin> {
    const settings = { 'bootstrap.servers': this.bootstrap, 'client.id': name };
    return this.addClient(name, 'admin', (world) => createAdmin(world, settings));
  }

  strike(fault: Fault): Done {
    const canBe = !isMessageFault(fault) && (fault.do === 'start' || fault.do === 'stop');
    if (!canBe) {
      throw new FaultError('Only a simulated cluster can be hurt: kafka-on-trial shell, without --live');
    }
    const member = [this.#broker, ...this.#clients.values()].find(({ name }) => name === fault.node);
    if (member === undefined) throw new FaultError(`there is no node ${fault.node}`);
    if ((member.state === 'down') === (fault.do === 'stop')) {
      throw new FaultError(`${fault.node} ${fault.do === 'stop' ? 'is not running' : 'runs already'}`);
    }
    return fault.do === 'stop' ? member.stop() : member.start();
  }

  async close(): Promise<void> {
    for (const client of this.clients) if (client.state === 'serving') await client.stop();
    if (this.#broker.state === 'serving') await this.#broker.stop();
  }
}

const pollMs = 2;

/** Real time, told as a simulation tells its own. */
class RealTime implements TimeBehind {
  readonly #startUs = Math.floor(performance.now() * 1000);
  readonly #listeners = new Set<Tell<Told>>();

  readonly trace = {
    listen: (listener: Tell<Told>) => {
      this.#listeners.add(listener);
      return () => this.#listeners.delete(listener);
    },
    hash: () => '',
  };

  get nowUs(): number {
    return Math.floor(performance.now() * 1000) - this.#startUs;
  }

  tell(node: string, event: Happening): void {
    const told: Told = { ...event, node, atUs: this.nowUs };
    for (const listener of this.#listeners) listener(told);
  }

  worldOf(node: string): World {
    return createNodeWorld({ node, tell: (event) => this.tell(node, event) });
  }

  /** Nothing needs to be planned to let real time pass. */
  at(): void {}

  act<T>(start: () => T | Promise<T>): Promise<Action<T>> {
    const action: { outcome: Outcome<T> } = { outcome: { state: 'waiting' } };
    follow(action, start).catch((error: unknown) => {
      throw error;
    });
    return Promise.resolve(action);
  }

  async run(until: () => boolean, withinUs = Infinity): Promise<RunEnd> {
    const endUs = this.nowUs + withinUs;
    while (!until()) {
      if (this.nowUs >= endUs) return 'time is over';
      await sleep(pollMs);
    }
    return 'reached';
  }
}

async function follow<T>(action: { outcome: Outcome<T> }, start: () => T | Promise<T>): Promise<void> {
  try {
    action.outcome = { state: 'done', value: await start() };
  } catch (error) {
    action.outcome = { state: 'failed', error: error instanceof Error ? error : new Error(String(error)) };
  }
}

class LiveBroker implements BrokerBehind {
  readonly name = 'broker-1';
  readonly nodeId = 1;
  readonly node: NodeBehind;
  readonly #options: LiveOptions;
  readonly #rules: Rules;
  readonly #tell: (event: ClusterEvent) => void;
  #state: BrokerBehind['state'] = 'down';
  #running: RunningBroker | undefined;
  #problem: string | undefined;
  #address: Address;

  constructor(options: LiveOptions, rules: Rules, time: RealTime) {
    this.#options = options;
    this.#address = options.listen;
    this.#rules = rules;
    this.#tell = (event) => time.tell(this.name, event);
    this.node = { isPaused: false, world: time.worldOf(this.name), platter: new LiveDisk(options.data) };
  }

  /** Where it listened once it listens again: its clients know no other place. */
  get address(): Address {
    return this.#address;
  }

  get state(): BrokerBehind['state'] {
    return this.#state;
  }

  get problem(): string | undefined {
    return this.#problem;
  }

  get running(): RunningBroker | undefined {
    return this.#running;
  }

  async start(): Promise<void> {
    const { host, port } = this.address;
    this.#state = 'starting';
    this.#tell({ name: 'node started', kind: 'broker' });
    try {
      this.#running = await startBroker({
        world: this.node.world,
        settings: { listeners: `PLAINTEXT://${host}:${port}` },
        dataFolder: this.#options.data,
        rules: this.#rules,
        halted: (because) => this.#halted(because),
      });
      this.#address = this.#running.address;
      this.#state = 'serving';
    } catch (error) {
      this.#problem = error instanceof Error ? error.message : String(error);
      this.#state = 'down';
    }
  }

  #halted(because: string): void {
    this.#problem = because;
    this.#running = undefined;
    this.#state = 'down';
    this.#tell({ name: 'node failed', because });
  }

  async stop(): Promise<void> {
    this.#state = 'stopping';
    await this.#running?.stop();
    this.#running = undefined;
    this.#state = 'down';
    this.#tell({ name: 'node stopped' });
  }
}

class LiveClient<App extends Application> implements ClientBehind<App> {
  readonly name: string;
  readonly kind: ClientKind;
  readonly node: NodeBehind;
  readonly #make: (world: World) => App;
  readonly #tell: (event: ClusterEvent) => void;
  #application: App | undefined;

  constructor(name: string, kind: ClientKind, make: (world: World) => App, time: RealTime) {
    this.name = name;
    this.kind = kind;
    this.#make = make;
    this.#tell = (event) => time.tell(name, event);
    this.node = { isPaused: false, world: time.worldOf(name), platter: new LiveDisk('') };
  }

  get state(): 'serving' | 'down' {
    return this.#application === undefined ? 'down' : 'serving';
  }

  get application(): App | undefined {
    return this.#application;
  }

  start(): void {
    this.#application = this.#make(this.node.world);
    this.#tell({ name: 'node started', kind: this.kind });
  }

  async stop(): Promise<void> {
    const application = this.#application;
    this.#application = undefined;
    await application?.close();
    this.#tell({ name: 'node stopped' });
  }
}

/** The broker's folder, only looked at. What is flushed and what was read, the operating system does not tell. */
class LiveDisk implements DiskBehind {
  readonly trouble = { capacityBytes: Infinity, slowUs: 0, failingWrites: 0, isLost: false };
  readonly traps = { all: [] };
  readonly reads = undefined;
  readonly tree = {
    find: (path: string) => statSync(this.#path(path), { throwIfNoEntry: false }),
    file: (path: string) => {
      const { size } = statSync(this.#path(path));
      return { sizeBytes: size, unflushedBytes: 0, flushedBytes: size, isEndFlushed: true };
    },
  };
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  list(path: string): readonly string[] {
    return readdirSync(this.#path(path), { withFileTypes: true })
      .map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name))
      .sort();
  }

  read(path: string): Uint8Array {
    return new Uint8Array(readFileSync(this.#path(path)));
  }

  #path(path: string): string {
    return this.#folder + path.slice(dataFolder.length);
  }
}
