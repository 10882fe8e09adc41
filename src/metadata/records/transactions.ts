import { string } from '../../wire/fields.ts';
import { defineMetadataRecord } from './definition.ts';

/** What follows counts only from the end of the transaction on, as a whole: for changes too large for one batch (KIP-868). */
export const BeginTransactionRecord = defineMetadataRecord({
  number: 23,
  name: 'BeginTransactionRecord',
  versions: [0, 0],
  fields: { name: string().nullable().default(null).tagged(0) },
});

/** The open transaction counts. */
export const EndTransactionRecord = defineMetadataRecord({
  number: 24,
  name: 'EndTransactionRecord',
  versions: [0, 0],
  fields: {},
});

/** The open transaction never happened. */
export const AbortTransactionRecord = defineMetadataRecord({
  number: 25,
  name: 'AbortTransactionRecord',
  versions: [0, 0],
  fields: { reason: string().nullable().default(null).tagged(0) },
});
