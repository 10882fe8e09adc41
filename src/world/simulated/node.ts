import type { World } from '../world.ts';
import { SimulatedDisk } from './disk.ts';
import type { Machine, SimulatedNetwork } from './network.ts';
import { type DiskTimes, Platter } from './platter.ts';
import { Process, type Surroundings } from './process.ts';
import { worldOf } from './process-world.ts';
import type { SeededRandom } from './random.ts';

/** What a node asks of the simulation when it is made. */
export interface NodeSurroundings extends Surroundings {
  readonly network: SimulatedNetwork;
  readonly random: SeededRandom;
  readonly diskTimes: DiskTimes;
}

/**
 * A computer with a disk, a place in the network and one process, which may be paused, killed and started anew. What is done
 * to it takes effect between two events: asked for in the middle of one, it is the next.
 */
export class SimulatedNode {
  readonly name: string;
  readonly host: string;
  /** Survives the process; see `Platter` for what can be wrong with it. */
  readonly platter: Platter;
  readonly #surroundings: NodeSurroundings;
  readonly #machine: { -readonly [K in keyof Machine]: Machine[K] };
  readonly #random: SeededRandom;
  #process: Process;
  #world: World;
  #lives = 0;
  #skewMs = 0;

  constructor(name: string, host: string, surroundings: NodeSurroundings) {
    this.name = name;
    this.host = host;
    this.#surroundings = surroundings;
    this.#random = surroundings.random.stream(name);
    this.platter = new Platter(this.#random.stream('disk'), surroundings.diskTimes);
    this.#machine = { node: name, host, isUp: true, listeners: new Map() };
    surroundings.network.addMachine(this.#machine);
    [this.#process, this.#world] = this.#live();
  }

  /** The World of the present life, or of the last one. */
  get world(): World {
    return this.#world;
  }

  get isAlive(): boolean {
    return this.#process.isAlive;
  }

  get isPaused(): boolean {
    return this.#process.isPaused;
  }

  /** The process ends at once; connections are reset, and the page cache stays. */
  kill(): void {
    this.#betweenEvents(() => this.#process.die());
  }

  /**
   * The power is gone: nobody is told, and what was not flushed is lost.
   * @param unflushed 'chance': some of it may be on the disk, and what was being written may be torn
   */
  unplug({ unflushed = 'chance' }: { readonly unflushed?: 'nothing' | 'chance' } = {}): void {
    this.#betweenEvents(() => {
      this.#machine.isUp = false;
      this.#process.die();
      this.platter.losePower(unflushed);
    });
  }

  /** A new process on the same disk; throws where the last one is alive. */
  restart(): World {
    if (this.#process.isAlive) throw new Error(`${this.name} is running: kill it before it is started again`);
    this.#machine.isUp = true;
    [this.#process, this.#world] = this.#live();
    return this.#world;
  }

  /** Nothing happens in the process until `resume`; its operating system goes on receiving. */
  pause(): void {
    this.#betweenEvents(() => this.#process.pause());
  }

  resume(): void {
    this.#betweenEvents(() => this.#process.resume());
  }

  /** Moves the clock that says what time it is, by so much against the true time; not the one that measures. */
  skewWall(skewMs: number): void {
    this.#skewMs = skewMs;
  }

  #live(): [Process, World] {
    this.#lives++;
    const { network, startMs } = this.#surroundings;
    const process = new Process(this.name, this.#surroundings);
    const world = worldOf(process, {
      startMs,
      skewMs: () => this.#skewMs,
      random: this.#random.stream(`life ${this.#lives}`),
      disk: new SimulatedDisk(process, this.platter),
      network: network.for(process, this.#machine),
    });
    return [process, world];
  }

  #betweenEvents(action: () => void): void {
    const { loop } = this.#surroundings;
    if (loop.mayInterrupt) action();
    else loop.at(loop.nowUs, undefined, action);
  }
}
