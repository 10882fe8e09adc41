import type { Told } from './told.ts';

/** What a producer or consumer knows of its own work. */
export interface ClientPicture {
  readonly name: string;
  /** Its last record: what the application gave it, and how far it got. A consumer has none. */
  readonly sending: Sending | undefined;
  /** Where a consumer stands: the next offset that it will read, by partition. */
  readonly positions: Readonly<Record<string, number>>;
  /** The work that it did last, and how often it did the same. */
  readonly processed: Processed | undefined;
  /** From the broker, once it has been asked for one; records of a producer with an id are recognised when they come twice. */
  readonly producerId: number | undefined;
}

export interface Processed {
  readonly entry: string;
  readonly times: number;
}

export interface Sending {
  readonly value: string | null;
  readonly state: 'accepted' | 'sent' | 'waiting to retry' | 'acknowledged' | 'failed';
  /** 1 for the first. */
  readonly attempt: number;
  /** The error of a failed one. */
  readonly error: string | undefined;
}

export function applyToClients(clients: readonly ClientPicture[], event: Told): readonly ClientPicture[] {
  const known = clients.find(({ name }) => name === event.node);
  const next = clientAfter(known ?? emptyClient(event.node), event);
  if (next === undefined || next === known) return clients;
  return known === undefined ? [...clients, next] : clients.map((client) => (client === known ? next : client));
}

function emptyClient(name: string): ClientPicture {
  return { name, sending: undefined, positions: {}, processed: undefined, producerId: undefined };
}

/** Undefined where the event says nothing about a client. */
function clientAfter(client: ClientPicture, event: Told): ClientPicture | undefined {
  switch (event.name) {
    case 'record accepted':
      return { ...client, sending: { value: event.value, state: 'accepted', attempt: 1, error: undefined } };
    case 'batch sent':
      return withSending(client, { state: 'sent', attempt: event.attempt });
    case 'batch will be retried':
      return withSending(client, { state: 'waiting to retry' });
    case 'record acknowledged':
      return withSending(client, { state: 'acknowledged' });
    case 'record failed':
      // It may never have been accepted, and be heard of here for the first time.
      return withSending(client, { value: event.value, state: 'failed', error: event.error });
    case 'producer id received':
      return { ...client, producerId: event.producerId };
    case 'records polled':
      return { ...client, positions: { ...client.positions, [event.partition]: event.position } };
    case 'processed': {
      const before = client.processed?.entry === event.entry ? client.processed.times : 0;
      return { ...client, processed: { entry: event.entry, times: before + 1 } };
    }
    default:
      return undefined;
  }
}

function withSending(client: ClientPicture, change: Partial<Sending>): ClientPicture {
  const before = client.sending ?? { value: null, state: 'accepted', attempt: 1, error: undefined };
  return { ...client, sending: { ...before, ...change } };
}
