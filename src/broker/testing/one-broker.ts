import type { Texts } from '../../configuration/tables.ts';
import { ClientConnection } from '../../wire/connection.ts';
import type { Api } from '../../wire/definition.ts';
import type { Decoded, Encodable, Shape } from '../../wire/fields.ts';
import { createSimulation, type Simulation } from '../../world/simulated/simulation.ts';
import type { Happening, Told } from '../../world/world.ts';
import type { Rules } from '../rules.ts';
import { type RunningBroker, startBroker } from '../start-broker.ts';

export interface OneBrokerOptions {
  readonly settings?: Texts;
  /** `/data`, if left out. */
  readonly dataFolder?: string;
  readonly clusterId?: string;
  readonly rules?: Rules;
  readonly seed?: number;
  /** Keeps what was told. */
  readonly listens?: boolean;
}

const clientSettings = {
  'client.id': 'test',
  'request.timeout.ms': 60_000,
  'socket.connection.setup.timeout.ms': 10_000,
};

/** A broker and a client in a simulated world, for tests: each call lets the world run until it is done. */
export class OneBroker {
  readonly simulation: Simulation;
  /** What the broker said in its log. */
  readonly lines: string[] = [];
  /** Why it halted, each time. */
  readonly halted: string[] = [];
  readonly told: Told<Happening>[] = [];
  readonly #options: OneBrokerOptions;
  #running: RunningBroker | undefined;
  #connection: ClientConnection | undefined;

  private constructor(options: OneBrokerOptions) {
    this.#options = options;
    this.simulation = createSimulation({ seed: options.seed ?? 1 });
    if (options.listens) this.simulation.trace.listen((event) => void this.told.push(event));
  }

  static async start(options: OneBrokerOptions = {}): Promise<OneBroker> {
    const broker = new OneBroker(options);
    await broker.start();
    return broker;
  }

  get node() {
    return this.simulation.node('broker-1');
  }

  get running(): RunningBroker {
    return this.#running!;
  }

  async start(more: Texts = {}): Promise<void> {
    const { settings = {}, dataFolder = '/data', clusterId, rules } = this.#options;
    const { world } = this.node;
    this.#running = await this.simulation.runUntilResolved(() =>
      startBroker({
        world,
        settings: { listeners: 'PLAINTEXT://broker-1:9092', ...settings, ...more },
        dataFolder,
        log: (line) => void this.lines.push(line),
        halted: (because) => void this.halted.push(because),
        ...(clusterId === undefined ? {} : { clusterId }),
        ...(rules === undefined ? {} : { rules }),
      }),
    );
  }

  /** Ends the process; the page cache stays. */
  kill(): void {
    this.node.kill();
    this.#connection = undefined;
  }

  /** The power is gone: what was not flushed is lost. */
  unplug(): void {
    this.node.unplug({ unflushed: 'nothing' });
    this.#connection = undefined;
  }

  /** Stops in good order, and ends the process. */
  async stop(): Promise<void> {
    await this.simulation.runUntilResolved(() => this.running.stop());
    this.kill();
  }

  async restart(more: Texts = {}): Promise<void> {
    if (this.node.isAlive) this.kill();
    this.node.restart();
    await this.start(more);
  }

  /** Opens a connection of its own. */
  connect(): Promise<ClientConnection> {
    const { world } = this.simulation.node('client');
    return this.simulation.runUntilResolved(() =>
      ClientConnection.open(world, { host: 'broker-1', port: 9092 }, clientSettings),
    );
  }

  /** Asks in the newest version that both sides know, or in the one given. */
  async ask<Request extends Shape, Response extends Shape>(
    api: Api<Request, Response>,
    body: Encodable<Request>,
    version?: number,
  ): Promise<Decoded<Response>> {
    if (this.#connection === undefined || !this.#connection.isOpen) this.#connection = await this.connect();
    const connection = this.#connection;
    return this.simulation.runUntilResolved(() =>
      connection.request(api, body, version === undefined ? {} : { version }),
    );
  }
}
