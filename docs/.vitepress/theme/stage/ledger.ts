import type { Picture } from './picture.ts';
import type { Told } from './told.ts';

/**
 * What was meant to happen outside Kafka, and what did. A log cannot show whether somebody was paid twice; this can.
 */
export interface LedgerPicture {
  /** What the producers' applications gave away, once each. */
  readonly expected: readonly string[];
  /** What the consumers' applications did. */
  readonly done: readonly string[];
}

export const emptyLedger: LedgerPicture = { expected: [], done: [] };

export function applyToLedger(ledger: LedgerPicture, event: Told): LedgerPicture {
  if (event.name === 'record accepted') {
    return event.value === null ? ledger : { ...ledger, expected: [...ledger.expected, event.value] };
  }
  if (event.name === 'processed') return { ...ledger, done: [...ledger.done, event.entry] };
  return ledger;
}

/** One line of the ledger as it is read: sums of money where every entry is one, else how often each entry is there. */
export interface LedgerRow {
  readonly who: string;
  readonly expected: number;
  readonly done: number;
  /** `EUR`, or undefined where entries are counted. */
  readonly unit: string | undefined;
}

/** Without anybody who does something outside Kafka there is nothing to reckon. */
export function hasLedger({ ledger, nodes }: Pick<Picture, 'ledger' | 'nodes'>): boolean {
  return ledger.done.length > 0 || nodes.some(({ kind }) => kind === 'consumer');
}

/** As many lines as fit; what is beyond them is in `show ledger`. */
const mostRows = 5;

export function ledgerRows({ expected, done }: LedgerPicture): readonly LedgerRow[] {
  const rows = new Map<string, LedgerRow>();
  const add = (entry: string, column: 'expected' | 'done') => {
    const { who, amount, unit } = readEntry(entry);
    const row = rows.get(who) ?? { who, expected: 0, done: 0, unit };
    rows.set(who, { ...row, [column]: row[column] + amount });
  };
  for (const entry of expected) add(entry, 'expected');
  for (const entry of done) add(entry, 'done');
  return [...rows.values()].slice(-mostRows);
}

function readEntry(entry: string): { who: string; amount: number; unit: string | undefined } {
  const [, digits, unit, who] = /^(?:paid )?(\d{1,9}) ([A-Z]{3}) to (\S.*)$/.exec(entry) ?? [];
  if (digits === undefined || unit === undefined || who === undefined)
    return { who: entry, amount: 1, unit: undefined };
  return { who, amount: Number(digits), unit };
}

/** What a row comes to, in a word that needs no colour. */
export function judge({ expected, done }: LedgerRow): 'right' | 'not yet' | 'twice' | 'too much' {
  if (done === expected) return 'right';
  if (done < expected) return 'not yet';
  return done === 2 * expected ? 'twice' : 'too much';
}
