import type { WireEvent } from '../wire/events.ts';
import type { Told } from '../world/world.ts';
import type { DeliveryEvent } from './events.ts';
import { drop, lengthOf, put, queueOf, type SharedQueue, valuesOf, without } from './shared-queue.ts';

/** What a producer holds, as far as it has told: events name a batch's partition and size, not its records. */
export interface ToldBatch {
  readonly partition: string;
  /** Of its records those that have no outcome yet, in order. */
  readonly values: readonly (string | null)[];
  readonly state: 'sent' | 'waits to be sent again';
  readonly attempt: number;
  /** The request that it is in, once that has left. */
  readonly request: string | undefined;
}

export interface ToldBatches {
  /** Accepted, and in no batch that was sent; by partition, oldest first. */
  readonly gathered: Readonly<Record<string, SharedQueue<string | null>>>;
  /** Sent at least once and not done with, in the order in which they were first sent. */
  readonly open: readonly ToldBatch[];
  /** The request that was answered last. */
  readonly answered: string | undefined;
  /** The records that the last event was about, and which attempt it was; undefined before the first. */
  readonly about: { readonly values: readonly (string | null)[]; readonly attempt: number } | undefined;
}

export const noBatches: ToldBatches = { gathered: {}, open: [], answered: undefined, about: undefined };

/** Memory is bounded: what is gathered beyond so many is not known when it is sent. */
const mostGathered = 10_000;

/** The batches of one producer after another of its events; a fold, so that the same events give the same batches. */
export function batchesAfter(before: ToldBatches, event: Told<DeliveryEvent | WireEvent>): ToldBatches {
  switch (event.name) {
    case 'record accepted':
      return gather(before, `${event.topic}-${event.partition}`, event.value);
    case 'batch sent':
      return event.attempt === 1 ? send(before, event.partition, event.records) : sendAgain(before, event);
    case 'request sent': {
      if (event.api !== 'Produce') return before;
      const request = `${event.to} ${event.correlationId}`;
      const isIn = (batch: ToldBatch) => batch.state === 'sent' && batch.request === undefined;
      return { ...before, open: before.open.map((batch) => (isIn(batch) ? { ...batch, request } : batch)) };
    }
    case 'response received':
      if (event.api !== 'Produce') return before;
      return { ...before, answered: `${event.from} ${event.correlationId}` };
    case 'connection lost':
    case 'request timed out':
      // What was sent over it fails, oldest first; another connection counts its requests anew.
      return before.answered === undefined ? before : { ...before, answered: undefined };
    case 'batch will be retried': {
      const batch = concerned(before, event.partition);
      return batch === undefined
        ? before
        : {
            ...replaced(before, batch, { ...batch, state: 'waits to be sent again', request: undefined }),
            about: batch,
          };
    }
    case 'record sent':
    case 'record acknowledged':
      return ended(before, concerned(before, event.partition, event.value), event.value);
    case 'record failed':
      return failed(before, event.partition, event.value);
    default:
      return before;
  }
}

/** Whether any batch with such a record has left. */
export function wasSent({ open }: ToldBatches, partition: string, value: string | null): boolean {
  return open.some((batch) => batch.partition === partition && batch.values.includes(value));
}

function gather(before: ToldBatches, partition: string, value: string | null): ToldBatches {
  const waiting = gatheredFor(before, partition);
  const gathered = lengthOf(waiting) < mostGathered ? put(waiting, value) : waiting;
  return { ...before, gathered: { ...before.gathered, [partition]: gathered }, about: { values: [value], attempt: 1 } };
}

function gatheredFor({ gathered }: ToldBatches, partition: string): SharedQueue<string | null> {
  return gathered[partition] ?? queueOf<string | null>([]);
}

function send(before: ToldBatches, partition: string, records: number): ToldBatches {
  const waiting = gatheredFor(before, partition);
  const values = valuesOf(waiting, records);
  const batch: ToldBatch = { partition, values, state: 'sent', attempt: 1, request: undefined };
  const gathered = { ...before.gathered, [partition]: drop(waiting, records) };
  return { ...before, gathered, open: [...before.open, batch], about: batch };
}

/** Of those that wait for it the one that was first sent first goes first. */
function sendAgain(before: ToldBatches, event: { readonly partition: string; readonly attempt: number }): ToldBatches {
  const batch = before.open.find(
    ({ partition, state }) => partition === event.partition && state === 'waits to be sent again',
  );
  if (batch === undefined) return { ...before, about: { values: [], attempt: event.attempt } };
  const sent: ToldBatch = { ...batch, state: 'sent', attempt: event.attempt };
  return { ...replaced(before, batch, sent), about: sent };
}

/** The batch that an answer, or its absence, is about. */
function concerned({ open, answered }: ToldBatches, partition: string, value?: string | null): ToldBatch | undefined {
  const sent = open.filter(
    (batch) =>
      batch.partition === partition && batch.state === 'sent' && (value === undefined || batch.values[0] === value),
  );
  return sent.find(({ request }) => request !== undefined && request === answered) ?? sent[0];
}

function failed(before: ToldBatches, partition: string, value: string | null): ToldBatches {
  const batch =
    concerned(before, partition, value) ??
    before.open.find((each) => each.partition === partition && each.values[0] === value);
  if (batch !== undefined) return ended(before, batch, value);
  const gathered = { ...before.gathered, [partition]: without(gatheredFor(before, partition), value) };
  return { ...before, gathered, about: { values: [value], attempt: 1 } };
}

function ended(before: ToldBatches, batch: ToldBatch | undefined, value: string | null): ToldBatches {
  const about = { values: [value], attempt: batch?.attempt ?? 1 };
  if (batch === undefined) return { ...before, about };
  const values = batch.values.slice(1);
  const after = values.length === 0 ? closed(before, batch) : replaced(before, batch, { ...batch, values });
  return { ...after, about };
}

function replaced(before: ToldBatches, batch: ToldBatch, by: ToldBatch): ToldBatches {
  return { ...before, open: before.open.map((each) => (each === batch ? by : each)) };
}

function closed(before: ToldBatches, batch: ToldBatch): ToldBatches {
  return { ...before, open: before.open.filter((each) => each !== batch) };
}
