import type { Admin } from '../delivery/admin/admin.ts';
import { createProducer, type Producer } from '../delivery/producer/producer.ts';
import type { Ledger } from '../delivery/ledger.ts';
import type { World } from '../world/world.ts';
import type { ClientBehind, ClusterBehind } from './cluster-behind.ts';
import { ConsumingApplication } from './consuming.ts';
import { defaultConsumer, defaultProducer } from './variation.ts';

type Texts = Readonly<Record<string, string>>;

/** How a consumer was created. */
export interface ConsumerSpecification {
  readonly topics: readonly string[];
  readonly loop: 'manual' | 'auto';
  readonly settings: Texts;
}

/** There is no such client, or it cannot act now; the message says what to do. */
export class CastError extends Error {
  override readonly name = 'CastError';
}

/** Who creates topics and changes settings for the prompt. */
const adminName = 'admin';

/** The clients of a run. What they were created with can be changed: then they are started again with it. */
export class Cast {
  readonly #cluster: ClusterBehind;
  readonly #ledger: Ledger;
  readonly #producers = new Map<string, ClientBehind<Producer>>();
  readonly #consumers = new Map<string, ClientBehind<ConsumingApplication>>();
  readonly #settings = new Map<string, Texts>();
  #admin: ClientBehind<Admin> | undefined;

  constructor(cluster: ClusterBehind, ledger: Ledger) {
    this.#cluster = cluster;
    this.#ledger = ledger;
  }

  get producers(): readonly string[] {
    return [...this.#producers.keys()];
  }

  get consumers(): readonly string[] {
    return [...this.#consumers.keys()];
  }

  has(name: string): boolean {
    return this.#producers.has(name) || this.#consumers.has(name);
  }

  isProducer(name: string): boolean {
    return this.#producers.has(name);
  }

  /** Where the client lives; its time stands still with it. */
  worldOf(name: string): World {
    return (this.#producers.get(name) ?? this.#consumers.get(name)!).node.world;
  }

  settingsOf(name: string): Texts {
    return this.#settings.get(name) ?? {};
  }

  addProducer(name: string, settings: Texts): void {
    this.#settings.set(name, settings);
    const rules = this.#cluster.deliveryRules.for(name);
    const client = this.#cluster.addClient(name, 'producer', (world) =>
      createProducer(world, this.#allSettings(name), { rules }),
    );
    this.#producers.set(name, client);
  }

  /** Resolves when it has its partitions. */
  async addConsumer(name: string, { topics, loop, settings }: ConsumerSpecification): Promise<void> {
    this.#settings.set(name, settings);
    const rules = this.#cluster.deliveryRules.for(name);
    const ledger = this.#ledger;
    const client = this.#cluster.addClient(
      name,
      'consumer',
      (world) => new ConsumingApplication(world, { settings: this.#allSettings(name), topics, loop, rules, ledger }),
    );
    this.#consumers.set(name, client);
    await client.application!.ready;
  }

  /** Takes new settings; a client reads them only when it starts, so it is stopped and started. */
  async change(name: string, settings: Texts): Promise<void> {
    this.#settings.set(name, { ...this.settingsOf(name), ...settings });
    const client = this.#producers.get(name) ?? this.#consumers.get(name)!;
    if (client.state === 'serving') await client.stop();
    client.start();
    await this.#consumers.get(name)?.application?.ready;
  }

  /** The producer of that name; the one for those who name none is made when it is first needed. */
  producer(name = defaultProducer): Producer {
    if (name === defaultProducer && !this.#producers.has(name)) this.addProducer(name, {});
    const client = this.#producers.get(name);
    if (client === undefined) throw new CastError(`there is no producer ${name}; create producer ${name} makes one`);
    return running(client);
  }

  /** Whoever sends and names nobody means the only one there is; else one that is made for it. */
  producerMeant(name: string | undefined): string {
    const [first, ...others] = this.producers;
    return name ?? (first !== undefined && others.length === 0 ? first : defaultProducer);
  }

  /** Whoever says `poll` and names nobody means the only one there is. */
  consumerMeant(name: string | undefined): string {
    if (name !== undefined) return name;
    const [first, ...others] = this.consumers;
    if (first === undefined) return defaultConsumer;
    if (others.length === 0) return first;
    throw new CastError(`which consumer? as ${this.consumers.join(', or as ')}`);
  }

  consumer(name: string): ConsumingApplication {
    const client = this.#consumers.get(name);
    if (client === undefined) {
      throw new CastError(`there is no consumer ${name}; create consumer ${name} topics=TOPIC makes one`);
    }
    return running(client);
  }

  /** Undefined while it is down. */
  applicationOf(consumer: string): ConsumingApplication | undefined {
    return this.#consumers.get(consumer)?.application;
  }

  /** Every consumer that runs a loop of its own, or can be told to poll. */
  get applications(): readonly ConsumingApplication[] {
    return [...this.#consumers.values()].flatMap(({ application }) => application ?? []);
  }

  admin(): Admin {
    this.#admin ??= this.#cluster.addAdmin(adminName);
    return running(this.#admin);
  }

  #allSettings(name: string): Texts {
    return { 'bootstrap.servers': this.#cluster.bootstrap, 'client.id': name, ...this.settingsOf(name) };
  }
}

function running<App extends { close(): Promise<void> }>(client: ClientBehind<App>): App {
  if (client.application !== undefined) return client.application;
  throw new CastError(`${client.name} is not running; start ${client.name} starts it`);
}
