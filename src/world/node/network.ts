import { type AddressInfo, createServer, connect as openSocket, type Server, type Socket } from 'node:net';
import { type Address, type Connection, type Listener, type Network, NetworkError } from '../world.ts';
import { ArrivedMemory } from './arrived-memory.ts';
import { NodeConnection, type NetworkSurroundings } from './connection.ts';
import { networkError } from './network-errors.ts';
import type { Run } from './world.ts';

/**
 * Small messages leave at once. A connection whose other side is silently gone is found by probes: the first after a minute
 * of silence, and ten more a second apart.
 */
const socketOptions = { noDelay: true, keepAlive: true, keepAliveInitialDelay: 60_000 };

/** TCP. */
export class NodeNetwork implements Network {
  readonly #run: Run;
  readonly #surroundings: NetworkSurroundings;

  constructor(run: Run) {
    this.#run = run;
    this.#surroundings = { run, arrived: new ArrivedMemory() };
  }

  listen(address: Address, accept: (connection: Connection) => void): Promise<Listener> {
    const server = createServer(socketOptions, (socket) => {
      const remote = { host: socket.remoteAddress ?? 'unknown', port: socket.remotePort ?? 0 };
      this.#run(() => accept(new NodeConnection(socket, remote, this.#surroundings)));
    });
    return new Promise((resolve, reject) => {
      const refuse = (error: NodeJS.ErrnoException) => reject(networkError('listen on', address, error));
      server.once('error', refuse);
      server.listen({ host: address.host, port: address.port }, () => {
        server.off('error', refuse);
        // Accepting one connection failed, for want of descriptors: the others go on.
        server.on('error', () => undefined);
        resolve(listenerOf(server, address.host));
      });
    });
  }

  connect(address: Address, timeoutMs: number): Promise<Connection> {
    return new Promise((resolve, reject) => {
      const socket = openSocket({ host: address.host, port: address.port, ...socketOptions });
      const giveUp = () => {
        socket.destroy();
        reject(new NetworkError('timed out', `${address.host}:${address.port} did not answer within ${timeoutMs} ms`));
      };
      const timeout = timeoutMs === Infinity ? undefined : setTimeout(giveUp, timeoutMs);
      const refuse = (error: NodeJS.ErrnoException) => {
        clearTimeout(timeout);
        reject(networkError('connect to', address, error));
      };
      socket.once('error', refuse);
      socket.once('connect', () => {
        clearTimeout(timeout);
        socket.off('error', refuse);
        resolve(new NodeConnection(socket as Socket, address, this.#surroundings));
      });
    });
  }
}

function listenerOf(server: Server, host: string): Listener {
  const { port } = server.address() as AddressInfo;
  return {
    address: { host, port },
    // The callback of `close` waits until every connection is over; the port is free at once.
    close: () =>
      new Promise((resolve) => {
        server.close();
        setImmediate(resolve);
      }),
  };
}
