import type { RunningBroker } from '../broker/start-broker.ts';
import type { Rules } from '../broker/rules.ts';
import type { Fault } from '../cluster/faults.ts';
import type { ArmedFault } from '../cluster/interceptions.ts';
import type { MessageFrames } from '../cluster/message-frames.ts';
import type { RuleCalls } from '../cluster/rule-calls.ts';
import type { Application, ClientKind } from '../cluster/simulated-client.ts';
import type { Admin } from '../delivery/admin/admin.ts';
import type { DeliveryRules } from '../delivery/rules.ts';
import type { RunEnd } from '../world/simulated/loop.ts';
import type { Action } from '../world/simulated/simulation.ts';
import type { Address, Done, Tell, Told, World } from '../world/world.ts';

/**
 * What the terminal needs of the cluster behind it. `SimulatedCluster` is one; another listens on TCP and lives in real time,
 * where nothing can be hurt and no instant comes back.
 */
export interface ClusterBehind {
  readonly simulation: TimeBehind;
  readonly brokers: readonly BrokerBehind[];
  readonly clients: readonly ClientBehind[];
  readonly members: readonly MemberBehind[];
  /** What `bootstrap.servers` is for its clients. */
  readonly bootstrap: string;
  readonly rules: { replace(changes: Partial<Rules>): void };
  readonly deliveryRules: { for(node: string): DeliveryRules };
  readonly ruleCalls: RuleCalls | undefined;
  readonly interceptions: { readonly armed: readonly ArmedFault[] };
  /** Undefined where they are not kept. */
  readonly messageFrames?: MessageFrames | undefined;
  startBrokers(): Promise<void>;
  addClient<App extends Application>(name: string, kind: ClientKind, make: (world: World) => App): ClientBehind<App>;
  addAdmin(name: string): ClientBehind<Admin>;
  /** Throws `FaultError` where it cannot be. */
  strike(fault: Fault): Done;
}

/** Time, and what is told in it. */
export interface TimeBehind {
  readonly nowUs: number;
  readonly trace: { listen(listener: Tell<Told>): () => void; hash(): string };
  at(atUs: number, action: () => Done): void;
  act<T>(start: () => T | Promise<T>): Promise<Action<T>>;
  run(until: () => boolean, withinUs?: number): Promise<RunEnd>;
}

export type MemberBehind = BrokerBehind | ClientBehind;

export interface BrokerBehind {
  readonly name: string;
  readonly nodeId: number;
  readonly node: NodeBehind;
  readonly address: Address;
  readonly state: 'starting' | 'serving' | 'stopping' | 'down';
  readonly problem: string | undefined;
  readonly running: RunningBroker | undefined;
}

export interface ClientBehind<App extends Application = Application> {
  readonly name: string;
  readonly kind: ClientKind;
  readonly node: NodeBehind;
  readonly state: 'serving' | 'down';
  readonly application: App | undefined;
  start(): void;
  stop(): Promise<void>;
}

export interface NodeBehind {
  readonly isPaused: boolean;
  readonly world: World;
  readonly platter: DiskBehind;
}

/** A disk as it is, looked at from outside. Paths begin with `dataFolder`. */
export interface DiskBehind {
  readonly trouble: {
    readonly capacityBytes: number;
    readonly slowUs: number;
    readonly failingWrites: number;
    readonly isLost: boolean;
  };
  /** What waits to go wrong once. */
  readonly traps: { readonly all: readonly { readonly label: string; readonly left: number }[] };
  readonly tree: {
    find(path: string): unknown;
    file(path: string): {
      readonly sizeBytes: number;
      readonly unflushedBytes: number;
      /** So many, from its start, are on the platter as they are here. */
      readonly flushedBytes: number;
      readonly isEndFlushed: boolean;
    };
  };
  /** What was read of each file, by its path; undefined where nobody counts. */
  readonly reads: ReadonlyMap<string, { readonly times: number; readonly bytes: number }> | undefined;
  list(path: string): readonly string[];
  read(path: string): Uint8Array;
}
