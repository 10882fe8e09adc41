import { type Address, type Connection, type Listener, type Network, NetworkError } from '../world.ts';
import { named, SimulatedConnection } from './connection.ts';
import { type LinkOptions, Links, type Slowness, usualLinks } from './links.ts';
import type { Loop } from './loop.ts';
import type { NetworkHooks } from './messages.ts';
import { Pipe, type PipeSurroundings } from './pipe.ts';
import type { Process } from './process.ts';
import type { SeededRandom } from './random.ts';
import type { Trace } from './trace.ts';

export interface NetworkOptions extends Partial<LinkOptions> {
  /** How much of one direction of a connection may be under way or unread before `send` says that the rest waits. */
  readonly windowBytes?: number;
}

/** A computer in the network: it may be without power, and what listens on it ends with the process. */
export interface Machine {
  readonly node: string;
  readonly host: string;
  readonly isUp: boolean;
  readonly listeners: Map<number, { readonly process: Process; readonly accept: (connection: Connection) => void }>;
}

const usualWindowBytes = 256 * 1024;
/** So often those that are closed are forgotten. */
const connectionsPerTidying = 1000;
const firstFreePort = 49_152;
const lastPort = 65_535;
const unknownHostUs = 200;
const ownNames = ['localhost', '127.0.0.1', '::1'];
const anyAddress = ['0.0.0.0', '::', ''];

/** The network between all nodes of a simulation: what is common to them, and what faults change. */
export class SimulatedNetwork {
  /** A room that understands the bytes may say here what they are, and what becomes of them. */
  hooks: NetworkHooks = {};
  readonly #loop: Loop;
  readonly #links: Links;
  readonly #pipeSurroundings: PipeSurroundings;
  readonly #machines = new Map<string, Machine>();
  readonly #open = new Set<SimulatedConnection>();
  #messageCount = 0;
  #connectionCount = 0;
  #nextPort = firstFreePort;

  constructor(loop: Loop, trace: Trace, random: SeededRandom, { windowBytes, ...links }: NetworkOptions = {}) {
    this.#loop = loop;
    this.#links = new Links(random, { ...usualLinks, ...links });
    this.#pipeSurroundings = {
      loop,
      windowBytes: windowBytes ?? usualWindowBytes,
      hooks: () => this.hooks,
      nextMessage: () => ++this.#messageCount,
      tell: (node, event) => (trace.isWanted ? trace.tell(event(), node, loop.nowUs) : undefined),
    };
  }

  /** Nothing gets from one node to the other; unless `oneway`, nor back. What is under way is lost too. */
  cut(from: string, to: string, { oneway = false } = {}): void {
    this.#links.between(from, to).isCut = true;
    if (!oneway) this.#links.between(to, from).isCut = true;
  }

  /** What is sent from one node to the other takes longer. */
  slow(from: string, to: string, slowness: Slowness): void {
    this.#links.between(from, to).slowness = slowness;
  }

  /** One message of `oneIn` is lost between the two nodes, and with it the direction of its connection; 0: none. */
  lose(from: string, to: string, oneIn: number): void {
    this.#links.between(from, to).lossOneIn = oneIn;
  }

  /** No cut, no slowness, no loss any more; everywhere, or from and to one node. What was lost stays lost. */
  heal(node?: string): void {
    this.#links.heal(node);
    for (const connection of this.#openConnections()) connection.acknowledge();
  }

  /** Lets go all messages that an interception holds. */
  release(): void {
    for (const connection of this.#openConnections()) connection.release();
  }

  addMachine(machine: Machine): void {
    if (this.#machines.has(machine.host)) throw new Error(`there is a node on host ${machine.host} already`);
    this.#machines.set(machine.host, machine);
  }

  /** The network as one process on one machine sees it. */
  for(process: Process, machine: Machine): Network {
    return {
      listen: (address, accept) => this.#listen(process, machine, address, accept),
      connect: (address, timeoutMs) => this.#connect(process, machine, address, timeoutMs),
    };
  }

  #listen(
    process: Process,
    machine: Machine,
    { host, port }: Address,
    accept: (connection: Connection) => void,
  ): Promise<Listener> {
    process.enter('network.listen');
    const { promise, resolve, reject } = process.deferred<Listener>();
    const address = { host, port: port === 0 ? this.#freePort(machine) : port };
    const refusal = refuseToListen(machine, address);
    if (refusal !== undefined) process.after(0, () => reject(refusal));
    else {
      machine.listeners.set(address.port, { process, accept });
      const forget = process.atDeath(() => machine.listeners.delete(address.port));
      const close = () => {
        process.enter('listener.close');
        forget();
        machine.listeners.delete(address.port);
        const closed = process.deferred();
        process.after(0, () => closed.resolve());
        return closed.promise;
      };
      process.after(0, () => resolve({ address, close }));
    }
    return promise;
  }

  #connect(process: Process, machine: Machine, address: Address, timeoutMs: number): Promise<Connection> {
    process.enter('network.connect');
    const { promise, resolve, reject } = process.deferred<Connection>();
    const target = ownNames.includes(address.host) ? machine : this.#machines.get(address.host);
    if (target === undefined) {
      process.after(unknownHostUs, () => reject(new NetworkError('unknown host', `there is no host ${address.host}`)));
      return promise;
    }
    const attempt = { isOver: false };
    const settle = (callback: () => void) => {
      if (attempt.isOver) return;
      attempt.isOver = true;
      this.#loop.cancel(timer);
      callback();
    };
    const timer = process.after(Math.ceil(timeoutMs * 1000), () =>
      settle(() => reject(new NetworkError('timed out', `${named(address)} did not answer within ${timeoutMs} ms`))),
    );
    this.#knock(process, machine, target, address, (connection) =>
      process.run(() => {
        if (attempt.isOver) connection?.abort();
        settle(() =>
          connection === undefined
            ? reject(new NetworkError('refused', `nobody listens on ${named(address)}`))
            : resolve(connection),
        );
      }),
    );
    return promise;
  }

  /** There and back again: the answer is a connection, or nothing where nobody listens; on a cut link there is none. */
  #knock(
    process: Process,
    machine: Machine,
    target: Machine,
    address: Address,
    answer: (connection: SimulatedConnection | undefined) => void,
  ): void {
    const there = this.#links.between(machine.node, target.node);
    const back = this.#links.between(target.node, machine.node);
    if (there.loses() !== undefined) return;
    this.#loop.at(this.#loop.nowUs + there.delayUs(), undefined, () => {
      if (there.isCut || !target.isUp || !process.isAlive || back.loses() !== undefined) return;
      const listener = target.listeners.get(address.port);
      const answerUs = this.#loop.nowUs + back.delayUs();
      let connection: SimulatedConnection | undefined;
      if (listener !== undefined) {
        const sides = this.#join(process, machine, listener.process, target, address, answerUs);
        connection = sides.client;
        listener.process.run(() => listener.accept(sides.server));
      }
      this.#loop.at(answerUs, undefined, () => (back.isCut ? undefined : answer(connection)));
    });
  }

  #join(
    process: Process,
    machine: Machine,
    listening: Process,
    target: Machine,
    remote: Address,
    openUs: number,
  ): { client: SimulatedConnection; server: SimulatedConnection } {
    const local = { host: machine.host, port: this.#freePort(machine) };
    const client = new SimulatedConnection(process, { local, remote }, () => machine.isUp);
    const server = new SimulatedConnection(listening, { local: remote, remote: local }, () => target.isUp);
    const there = this.#links.between(machine.node, target.node);
    const back = this.#links.between(target.node, machine.node);
    const connection = ++this.#connectionCount;
    const route = { connection, from: machine.node, to: target.node, isFromClient: true, link: there, wayBack: back };
    const routeBack = {
      connection,
      from: target.node,
      to: machine.node,
      isFromClient: false,
      link: back,
      wayBack: there,
    };
    client.join(server, new Pipe(this.#pipeSurroundings, { ...route, openUs: 0 }, server, sender(client)));
    server.join(client, new Pipe(this.#pipeSurroundings, { ...routeBack, openUs }, client, sender(server)));
    this.#open.add(client).add(server);
    if (connection % connectionsPerTidying === 0) this.#openConnections();
    return { client, server };
  }

  /** Both sides of every connection that is not over. */
  #openConnections(): Iterable<SimulatedConnection> {
    for (const connection of this.#open) if (connection.isClosed) this.#open.delete(connection);
    return [...this.#open];
  }

  #freePort(machine: Machine): number {
    do {
      this.#nextPort = this.#nextPort === lastPort ? firstFreePort : this.#nextPort + 1;
    } while (machine.listeners.has(this.#nextPort));
    return this.#nextPort;
  }
}

function sender(connection: SimulatedConnection): { drained: () => void; aborted: () => void } {
  return { drained: () => connection.drained(), aborted: () => connection.break() };
}

function refuseToListen(machine: Machine, address: Address): NetworkError | undefined {
  if (![machine.host, ...ownNames, ...anyAddress].includes(address.host)) {
    return new NetworkError('denied', `${address.host} is not an address of ${machine.host}`);
  }
  if (machine.listeners.has(address.port)) {
    return new NetworkError('in use', `port ${address.port} of ${machine.host} is in use`);
  }
  return undefined;
}
