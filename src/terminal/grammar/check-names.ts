import { nearest } from '../../configuration/nearest.ts';
import type { Form } from './forms.ts';
import { type KnownNames, noNames } from './names.ts';
import type { SimplePiece } from './phrase.ts';
import type { SlotName } from './slots.ts';
import { slotNamed } from './walk.ts';

/** A name that the cluster does not have. */
export interface UnknownName {
  readonly text: string;
  readonly says: string;
}

/** What each slot that must name something calls it. */
const called: Partial<Record<SlotName, string>> = {
  TOPIC: 'topic',
  PARTITION: 'partition',
  CLIENT: 'client',
  PRODUCER: 'producer',
  CONSUMER: 'consumer',
  BROKER: 'broker',
  NODE: 'broker or client',
  PEER: 'broker or client',
  SENDER: 'broker or client',
  RECEIVER: 'broker or client',
  NAME: 'broker, client or topic',
  RULE: 'rule',
};

/**
 * The first name of a command that is not there. Where no names are known (a file is only read, not run) all are believed.
 * A topic that is only produced to need not exist, since brokers create it; unless it looks like a slip for one that does.
 */
export function unknownName(
  form: Form,
  values: Readonly<Record<string, unknown>>,
  names: KnownNames,
): UnknownName | undefined {
  if (names === noNames || form.does === 'create topic') return undefined;
  for (const piece of form.pieces.flatMap((each) => (each.kind === 'choices' ? each.groups.flat() : [each]))) {
    const unknown = piece.kind === 'slot' ? unknownIn(piece, form, values, names) : undefined;
    if (unknown !== undefined) return unknown;
  }
  return undefined;
}

function unknownIn(
  { slot, field }: SimplePiece & { kind: 'slot' },
  form: Form,
  values: Readonly<Record<string, unknown>>,
  names: KnownNames,
): UnknownName | undefined {
  const value = values[field];
  if (value === undefined) return undefined;
  const { write, candidates } = slotNamed(slot);
  const text = write(value);
  const known = candidates(names);
  if (slot === 'RECORD') return partitionOf(text, names);
  if (known.includes(text)) return undefined;
  if (slot === 'PLACE') return unknownPlace(text, known, form);
  const kind = called[slot];
  return kind === undefined ? undefined : { text, says: `There is no ${kind} ${text}${those(known)}.` };
}

function partitionOf(record: string, { partitions }: KnownNames): UnknownName | undefined {
  const partition = record.slice(0, record.lastIndexOf('@'));
  return partitions.includes(partition)
    ? undefined
    : { text: record, says: `There is no partition ${partition}${those(partitions)}.` };
}

function unknownPlace(text: string, known: readonly string[], { does }: Form): UnknownName | undefined {
  if (does === 'produce' && nearest(text, known) === undefined) return undefined;
  return { text, says: `There is no topic ${text}${those(known)}.` };
}

function those(known: readonly string[]): string {
  // It stands for all of them, and is none.
  const named = known.filter((name) => name !== 'all');
  if (named.length === 0) return ' yet';
  return named.length > 8 ? '' : `; there is ${named.join(', ')}`;
}
