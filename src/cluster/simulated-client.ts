import type { SimulatedNode } from '../world/simulated/node.ts';
import type { Simulation } from '../world/simulated/simulation.ts';
import type { World } from '../world/world.ts';
import { endProcess } from './end-process.ts';
import type { ClusterEvent } from './events.ts';

/** What runs on a client's node: a producer, a consumer, an admin. */
export interface Application {
  close(): Promise<void>;
}

export type ClientKind = 'producer' | 'consumer' | 'admin';

export interface SimulatedClientOptions<App extends Application> {
  readonly simulation: Simulation;
  readonly name: string;
  readonly kind: ClientKind;
  readonly make: (world: World) => App;
  readonly tell: (event: ClusterEvent) => void;
}

/** A client on a node of its own, through all its lives: after a crash it is made anew, and remembers nothing. */
export class SimulatedClient<App extends Application = Application> {
  readonly node: SimulatedNode;
  readonly kind: ClientKind;
  readonly #simulation: Simulation;
  readonly #make: (world: World) => App;
  readonly #tell: (event: ClusterEvent) => void;
  #application: App | undefined;

  constructor({ simulation, name, kind, make, tell }: SimulatedClientOptions<App>) {
    this.node = simulation.node(name);
    this.kind = kind;
    this.#simulation = simulation;
    this.#make = make;
    this.#tell = tell;
  }

  get name(): string {
    return this.node.name;
  }

  get state(): 'serving' | 'down' {
    return this.#application === undefined ? 'down' : 'serving';
  }

  /** Undefined while it is down. */
  get application(): App | undefined {
    return this.#application;
  }

  start(): void {
    const world = this.node.isAlive ? this.node.world : this.node.restart();
    this.#application = this.#make(world);
    this.#tell({ name: 'node started', kind: this.kind });
  }

  async stop(): Promise<void> {
    const application = this.#application;
    this.#application = undefined;
    await application?.close();
    await endProcess(this.#simulation, this.node);
    this.#tell({ name: 'node stopped' });
  }

  kill(): void {
    this.#application = undefined;
    this.node.kill();
    this.#tell({ name: 'node killed' });
  }

  unplug(unflushed: 'nothing' | 'chance'): void {
    this.#application = undefined;
    this.node.unplug({ unflushed });
    this.#tell({ name: 'node unplugged' });
  }
}
