import type { Rules } from '../broker/rules.ts';
import { type RunningBroker, startBroker } from '../broker/start-broker.ts';
import type { Texts } from '../configuration/tables.ts';
import type { SimulatedNode } from '../world/simulated/node.ts';
import type { Simulation } from '../world/simulated/simulation.ts';
import type { Address } from '../world/world.ts';
import { endProcess } from './end-process.ts';
import type { ClusterEvent } from './events.ts';

export interface SimulatedBrokerOptions {
  readonly simulation: Simulation;
  readonly name: string;
  readonly nodeId: number;
  readonly settings: Texts;
  readonly clusterId: string;
  readonly rules: Rules;
  readonly tell: (event: ClusterEvent) => void;
}

export const dataFolder = '/data';
const port = 9092;
const mostLines = 1000;

/** A broker on a node of its own, through all its lives. */
export class SimulatedBroker {
  readonly node: SimulatedNode;
  readonly nodeId: number;
  readonly #options: SimulatedBrokerOptions;
  readonly #lines: string[] = [];
  /** As in its file: what it was given at first, and what was changed before a start. */
  #settings: Texts;
  #running: RunningBroker | undefined;
  #state: 'starting' | 'serving' | 'stopping' | 'down' = 'down';
  #problem: string | undefined;

  constructor(options: SimulatedBrokerOptions) {
    this.node = options.simulation.node(options.name);
    this.nodeId = options.nodeId;
    this.#options = options;
    this.#settings = options.settings;
  }

  get name(): string {
    return this.node.name;
  }

  get address(): Address {
    return { host: this.node.host, port };
  }

  get state(): 'starting' | 'serving' | 'stopping' | 'down' {
    return this.#state;
  }

  /** Why it did not start; undefined where it did. */
  get problem(): string | undefined {
    return this.#problem;
  }

  /** Undefined while it does not serve. */
  get running(): RunningBroker | undefined {
    return this.#running;
  }

  /** The latest of what it wrote for its operator. */
  get lines(): readonly string[] {
    return this.#lines;
  }

  /**
   * Resolves when it serves, or could not start: then `problem` says why. Never, where it is killed before. What is changed stays
   * so for later starts.
   */
  async start(changed: Texts = {}): Promise<void> {
    const { clusterId, rules, tell } = this.#options;
    this.#settings = { ...this.#settings, ...changed };
    this.node.platter.makeLastingFolder(dataFolder);
    const world = this.node.isAlive ? this.node.world : this.node.restart();
    this.#state = 'starting';
    this.#problem = undefined;
    tell({ name: 'node started', kind: 'broker' });
    const own = { 'node.id': String(this.nodeId), listeners: `PLAINTEXT://${this.node.host}:${port}` };
    try {
      this.#running = await startBroker({
        world,
        settings: { ...own, ...this.#settings },
        dataFolder,
        clusterId,
        rules,
        log: (line) => this.#note(line),
        halted: (because) => this.#halt(because),
      });
      this.#state = 'serving';
    } catch (error) {
      await this.#fail(error);
    }
  }

  /** In good order; resolves when its process has ended. */
  async stop(): Promise<void> {
    const running = this.#running;
    if (running === undefined) return;
    this.#state = 'stopping';
    try {
      await running.stop();
    } catch (error) {
      return this.#fail(error);
    }
    this.#end();
    await endProcess(this.#options.simulation, this.node);
    this.#options.tell({ name: 'node stopped' });
  }

  kill(): void {
    this.#end();
    this.node.kill();
    this.#options.tell({ name: 'node killed' });
  }

  unplug(unflushed: 'nothing' | 'chance'): void {
    this.#end();
    this.node.unplug({ unflushed });
    this.#options.tell({ name: 'node unplugged' });
  }

  #end(): void {
    this.#state = 'down';
    this.#running = undefined;
  }

  async #fail(error: unknown): Promise<void> {
    this.#failed(error instanceof Error ? error.message : String(error));
    await endProcess(this.#options.simulation, this.node);
  }

  /** It cannot go on, and its process ends by itself. */
  #halt(because: string): void {
    const { simulation } = this.#options;
    this.#failed(because);
    simulation.at(simulation.nowUs, () => this.node.kill());
  }

  #failed(because: string): void {
    this.#problem = because;
    this.#note(because);
    this.#end();
    this.#options.tell({ name: 'node failed', because });
  }

  #note(line: string): void {
    this.#lines.push(line);
    if (this.#lines.length > mostLines) this.#lines.shift();
  }
}
