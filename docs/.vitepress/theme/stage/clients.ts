import { batchesAfter, noBatches, type ToldBatches } from '../../../../src/delivery/batches-told.ts';
import type { Told } from './told.ts';

/** What a producer or consumer knows of its own work. */
export interface ClientPicture {
  readonly name: string;
  /** The record that it was busy with last: what the application gave it, and how far it got. A consumer has none. */
  readonly sending: Sending | undefined;
  /** All that it is busy with. */
  readonly batches: ToldBatches;
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
  /** `left`: with `acks=0` nobody answers. `died`: its process ended, and nobody is there to hear an answer. */
  readonly state: 'accepted' | 'sent' | 'waiting to retry' | 'acknowledged' | 'left' | 'failed' | 'died';
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
  return {
    name,
    sending: undefined,
    batches: noBatches,
    positions: {},
    processed: undefined,
    producerId: undefined,
  };
}

/** Undefined where the event says nothing about a client. */
function clientAfter(before: ClientPicture, event: Told): ClientPicture | undefined {
  const batches = batchesAfter(before.batches, event as Parameters<typeof batchesAfter>[1]);
  const client = batches === before.batches ? before : { ...before, batches };
  switch (event.name) {
    case 'record accepted':
      return { ...client, sending: { value: event.value, state: 'accepted', attempt: 1, error: undefined } };
    case 'batch sent':
      return withSending(client, { state: 'sent', attempt: event.attempt, ...valueIn(batches) });
    case 'batch will be retried':
      return withSending(client, { state: 'waiting to retry', ...valueIn(batches) });
    case 'record sent':
      return withSending(client, { state: 'left', value: event.value });
    case 'record acknowledged':
      return withSending(client, { state: 'acknowledged', attempt: batches.about?.attempt ?? 1, value: event.value });
    case 'record failed':
      // It may never have been accepted, and be heard of here for the first time.
      return withSending(client, { value: event.value, state: 'failed', error: event.error });
    case 'producer id received':
      return { ...client, producerId: event.producerId };
    case 'records polled':
      return { ...client, positions: { ...client.positions, [event.partition]: event.position } };
    case 'position reset':
      // Who has read nothing yet has no place worth showing; who has read, and goes elsewhere, reads on from there.
      return client.positions[event.partition] === undefined
        ? undefined
        : { ...client, positions: { ...client.positions, [event.partition]: event.position } };
    case 'processed': {
      const earlier = client.processed?.entry === event.entry ? client.processed.times : 0;
      return { ...client, processed: { entry: event.entry, times: earlier + 1 } };
    }
    case 'node killed':
    case 'node unplugged':
      return ended(client);
    case 'node started':
      // A new process has nothing of what the old one had.
      return client.batches === noBatches && client.producerId === undefined
        ? undefined
        : { ...client, batches: noBatches, producerId: undefined };
    default:
      return client === before ? undefined : client;
  }
}

/** Its process ended: what it had in its memory is gone, and what it had not heard of it never hears of. */
function ended(client: ClientPicture): ClientPicture | undefined {
  const { sending, positions, batches } = client;
  const isOpen = sending !== undefined && ['accepted', 'sent', 'waiting to retry'].includes(sending.state);
  if (!isOpen && Object.keys(positions).length === 0 && batches === noBatches) return undefined;
  return {
    ...client,
    sending: isOpen ? { ...sending, state: 'died' } : sending,
    positions: {},
    batches: noBatches,
    producerId: undefined,
  };
}

/** The first record of the batch that was told of last; where it is not known, what is shown stays. */
function valueIn({ about }: ToldBatches): Pick<Sending, 'value'> | undefined {
  const value = about?.values[0];
  return value === undefined ? undefined : { value };
}

function withSending(client: ClientPicture, change: Partial<Sending>): ClientPicture {
  const before = client.sending ?? { value: null, state: 'accepted', attempt: 1, error: undefined };
  return { ...client, sending: { ...before, ...change } };
}
