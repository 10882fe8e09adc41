import {
  holds,
  lengthOf,
  put,
  queueOf,
  type SharedQueue,
  valuesOf,
  without,
} from '../../../../src/delivery/shared-queue.ts';
import type { Picture } from './picture.ts';
import type { Told } from './told.ts';

/**
 * What was meant to happen outside Kafka, and what did. A log cannot show whether somebody was paid twice; this can.
 */
export interface LedgerPicture {
  /**
   * What the producers' applications wanted, once each. Where an application was told an error and gives the same record again,
   * that is the same wish: it wants one payment, and tries a second time.
   */
  readonly expected: SharedQueue<string>;
  /** Wishes of which a producer has not told yet what became of them. */
  readonly open: SharedQueue<string>;
  /** Wishes that ended with an error, and were not tried again. */
  readonly givenUp: SharedQueue<string>;
  /** What the consumers' applications did. */
  readonly done: SharedQueue<string>;
}

const none = queueOf<string>([]);
export const emptyLedger: LedgerPicture = { expected: none, open: none, givenUp: none, done: none };

export function applyToLedger(ledger: LedgerPicture, event: Told): LedgerPicture {
  switch (event.name) {
    case 'record accepted':
      return event.value === null ? ledger : wished(ledger, event.value);
    case 'record sent':
    case 'record acknowledged':
      return event.value === null ? ledger : { ...ledger, open: without(ledger.open, event.value) };
    case 'record failed': {
      if (event.value === null) return ledger;
      // One that came into no batch is heard of here for the first time.
      const { open, givenUp, ...rest } = holds(ledger.open, event.value) ? ledger : wished(ledger, event.value);
      return { ...rest, open: without(open, event.value), givenUp: put(givenUp, event.value) };
    }
    case 'processed':
      return { ...ledger, done: put(ledger.done, event.entry) };
    default:
      return ledger;
  }
}

function wished(ledger: LedgerPicture, value: string): LedgerPicture {
  const open = put(ledger.open, value);
  return holds(ledger.givenUp, value)
    ? { ...ledger, open, givenUp: without(ledger.givenUp, value) }
    : { ...ledger, open, expected: put(ledger.expected, value) };
}

/** One line of the ledger as it is read: sums of money where every entry is one, else how often each entry is there. */
export interface LedgerRow {
  readonly who: string;
  readonly expected: number;
  readonly done: number;
  /** `EUR`, or undefined where entries are counted. */
  readonly unit: string | undefined;
}

/**
 * Without anybody who does something outside Kafka there is nothing to reckon.
 *
 * @param waits there is nothing either before something has been done
 */
export function hasLedger({ ledger, nodes }: Pick<Picture, 'ledger' | 'nodes'>, waits = false): boolean {
  return lengthOf(ledger.done) > 0 || (!waits && nodes.some(({ kind }) => kind === 'consumer'));
}

/** As many lines as fit; what is beyond them is in `show ledger`. */
const mostRows = 5;

export function ledgerRows({ expected, done }: LedgerPicture): readonly LedgerRow[] {
  const rows = new Map<string, LedgerRow>();
  const add = (entry: string, column: 'expected' | 'done') => {
    const { who, amount, unit } = readEntry(entry);
    // 42 DUR are not 42 EUR: each unit has a row of its own.
    const name = `${who} ${unit ?? ''}`;
    const row = rows.get(name) ?? { who, expected: 0, done: 0, unit };
    rows.set(name, { ...row, [column]: row[column] + amount });
  };
  for (const entry of valuesOf(expected)) add(entry, 'expected');
  for (const entry of valuesOf(done)) add(entry, 'done');
  return [...rows.values()].slice(-mostRows);
}

function readEntry(entry: string): { who: string; amount: number; unit: string | undefined } {
  const [, digits, unit, who] = /^(?:paid )?(\d{1,9}) ([A-Z]{3}) to (\S.*)$/.exec(entry) ?? [];
  if (digits === undefined || unit === undefined || who === undefined)
    return { who: entry, amount: 1, unit: undefined };
  return { who, amount: Number(digits), unit };
}

/** What a row comes to, in a word that needs no colour. Of what is missing `mayCome` says whether it can still be done. */
export function judge(
  { expected, done }: LedgerRow,
  mayCome = true,
): 'right' | 'not yet' | 'never' | 'twice' | 'too much' {
  if (done === expected) return 'right';
  if (done < expected) return mayCome ? 'not yet' : 'never';
  return done === 2 * expected ? 'twice' : 'too much';
}

/**
 * Whether what a row lacks can still be done: a producer has the record, or it is on its way, or a log holds a copy that
 * nobody has done. Else it is lost, and no waiting brings it.
 */
export function mayCome(
  { who }: LedgerRow,
  picture: Pick<Picture, 'ledger' | 'logs' | 'clients' | 'inFlight'>,
): boolean {
  const { ledger, logs, clients, inFlight } = picture;
  if (inFlight.some(({ label }) => label.api === 'Produce' && label.kind === 'request')) return true;
  // Of a long log not all cells are kept.
  if (logs.some(({ cells, startOffset, endOffset }) => cells.length < endOffset - startOffset)) return true;
  const held = clients.flatMap(({ batches: { gathered, open } }) => [
    ...Object.values(gathered).flatMap((waiting) => valuesOf(waiting)),
    ...open.flatMap(({ values }) => values),
  ]);
  const stored = logs.flatMap(({ cells }) => cells.map(({ value }) => value));
  const expected = valuesOf(ledger.expected);
  const done = valuesOf(ledger.done);
  return [...new Set(expected)].some((entry) => {
    if (readEntry(entry).who !== who || count(done, entry) >= count(expected, entry)) return false;
    return held.includes(entry) || count(stored, entry) > count(done, entry);
  });
}

function count(values: readonly (string | null)[], value: string): number {
  return values.filter((each) => each === value).length;
}
