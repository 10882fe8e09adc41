import type { Address, Connection, Listener, Timer } from '../world/world.ts';
import type { Broker } from './broker.ts';
import { addressText, ConnectedClient } from './connected-client.ts';

/** Takes connections, as many as the settings allow, and closes those that nobody uses. */
export class Server {
  readonly #broker: Broker;
  readonly #listenerName: string;
  readonly #clients = new Map<ConnectedClient, { readonly host: string; idle: Timer | undefined }>();
  #listener: Listener | undefined;
  #isOpen = false;

  constructor(broker: Broker, listenerName: string) {
    this.#broker = broker;
    this.#listenerName = listenerName;
  }

  /** Resolves with the address that was bound; port 0 takes a free one. Rejects with a `NetworkError`. */
  async listen(address: Address): Promise<Address> {
    this.#listener = await this.#broker.world.network.listen(address, (connection) => this.#accept(connection));
    return this.#listener.address;
  }

  /** From now on requests are answered; before, connections are taken, and what they ask waits. */
  open(): void {
    this.#isOpen = true;
    for (const client of this.#clients.keys()) this.#broker.world.clock.after(0, () => client.open());
  }

  /** Takes no more connections, and closes those that there are once what waits for them is sent. */
  async close(): Promise<void> {
    await this.#listener?.close();
    for (const client of [...this.#clients.keys()]) client.close();
  }

  #accept(connection: Connection): void {
    const settings = this.#broker.settings();
    const refusal = this.#refusalOf(connection, settings['max.connections'], settings['max.connections.per.ip']);
    if (refusal !== undefined) {
      this.#broker.refused(addressText(connection.remote), refusal);
      connection.start({ data: () => {}, closed: () => {} });
      connection.abort();
      return;
    }
    const client = new ConnectedClient(this.#broker, connection, {
      listenerName: this.#listenerName,
      maxRequestBytes: settings['socket.request.max.bytes'],
      isOpen: this.#isOpen,
    });
    const idle = this.#closeWhenIdle(client, settings['connections.max.idle.ms']);
    this.#clients.set(client, { host: connection.remote.host, idle });
    client.start(() => {
      this.#clients.get(client)?.idle?.cancel();
      this.#clients.delete(client);
    });
  }

  #refusalOf({ remote }: Connection, most: number, mostPerHost: number): string | undefined {
    if (this.#clients.size >= most) return `max.connections allows ${most} connections`;
    if (mostPerHost >= most) return undefined;
    const fromHost = [...this.#clients.values()].filter(({ host }) => host === remote.host).length;
    return fromHost >= mostPerHost
      ? `max.connections.per.ip allows ${mostPerHost} connections from one address`
      : undefined;
  }

  /** A client that sends its request byte by byte for so long is idle too. */
  #closeWhenIdle(client: ConnectedClient, maxIdleMs: number): Timer | undefined {
    if (maxIdleMs < 0 || maxIdleMs === Infinity) return undefined;
    const { clock } = this.#broker.world;
    const check = (): void => {
      const idleMs = clock.monotonicMs() - client.lastUsedMs;
      const known = this.#clients.get(client);
      if (known === undefined) return;
      if (idleMs >= maxIdleMs) client.close();
      else known.idle = clock.after(Math.max(1, Math.ceil(maxIdleMs - idleMs)), check);
    };
    return clock.after(maxIdleMs, check);
  }
}
