import type { Told } from '../stage/told.ts';

/** The run of the page `What Kafka is`, as its text has it. */
export const oneRecord: readonly string[] = [
  'create cluster brokers=1 seed=7',
  'create topic payments partitions=1',
  'create producer teller',
  'produce payments "42 EUR to Ada" key=ada as teller &',
  'step',
  'step',
  'step',
  'create consumer bank topics=payments auto.offset.reset=earliest',
  'poll as bank',
  'process as bank',
];

/** A place that held the record, and the event at which it came there. */
export interface Stop {
  readonly place: string;
  readonly isReachedBy: (event: Told) => boolean;
  /** What must have happened before; said to whoever puts it too early. */
  readonly tooEarly: string;
}

/** In the order of the run, which a test compares with the trace. */
export const stops: readonly Stop[] = [
  {
    place: 'in teller’s batch',
    isReachedBy: ({ name }) => name === 'record accepted',
    tooEarly: '',
  },
  {
    place: 'in a request to broker-1',
    isReachedBy: ({ name }) => name === 'batch sent',
    tooEarly: 'A request carries batches. Where was the record before there was anything to carry?',
  },
  {
    place: 'in the log, at offset 0',
    isReachedBy: (event) => event.name === 'appended' && event.partition === 'payments-0',
    tooEarly: 'The broker appends what has reached it. How does a record get from teller to broker-1?',
  },
  {
    place: 'in an answer to bank',
    isReachedBy: (event) =>
      event.name === 'message left' &&
      event.to === 'bank' &&
      isFetchResponse(event.label) &&
      event.sizeBytes > emptyBytes,
    tooEarly: 'The broker answers with what it has stored. It has nothing to hand out yet.',
  },
  {
    place: 'in bank’s memory',
    isReachedBy: ({ name }) => name === 'records polled',
    tooEarly: 'bank gets nothing unless it asks, and then it comes in an answer. Which answer?',
  },
  {
    place: 'in the ledger: Ada is paid',
    isReachedBy: ({ name }) => name === 'processed',
    tooEarly: 'bank can pay only what it has been given. Who gave it to bank?',
  },
];

/** The answer to a question for records that brought none is shorter. */
const emptyBytes = 100;

function isFetchResponse(label: unknown): boolean {
  const { api, kind } = (label ?? {}) as { readonly api?: string; readonly kind?: string };
  return api === 'Fetch' && kind === 'response';
}

/** For each stop the instant at which the run came there; undefined where it never did. */
export function instantsOf(events: readonly Told[]): readonly (number | undefined)[] {
  return stops.map(({ isReachedBy }) => events.find(isReachedBy)?.atUs);
}
