import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { ProducerState } from '../../storage/producer-states.ts';
import type { BatchContent, Bytes, RecordContent } from '../dump/batches.ts';
import type { Content } from '../dump/contents.ts';

/** What `dump` shows, in the form in which `what.json` of Apache Kafka's log folders has it. */

export function asReference(batch: BatchContent): object {
  const { sizeBytes, recordsCount, partitionLeaderEpoch, isTransactional, isControlBatch, ...same } = batch;
  const { isChecksumRight, records, ...rest } = same;
  assert.ok(isChecksumRight);
  return {
    ...Object.fromEntries(Object.entries(rest).filter(([name]) => name !== 'file' && name !== 'kind')),
    size: sizeBytes,
    count: recordsCount,
    leaderEpoch: partitionLeaderEpoch,
    transactional: isTransactional,
    control: isControlBatch,
    records: records.map(asReferenceRecord),
  };
}

function asReferenceRecord({ key, value, headers, control, ...same }: RecordContent): object {
  return {
    ...same,
    key: shortened(key),
    value: shortened(value),
    headers: headers.map((header) => [header.key, shortened(header.value)]),
    ...(control === undefined ? {} : { control }),
  };
}

const longestBytes = 2048;

function shortened(content: Bytes): string | object | null {
  if (content === null) return null;
  const bytes = typeof content === 'string' ? Buffer.from(content) : Buffer.from(content.hex, 'hex');
  if (bytes.length <= longestBytes) return bytes.toString('hex');
  return { length: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}

/** Kafka's marker says the version of its value too, which is always 0. */
export function withoutMarkerVersion(batch: { records: { control?: { valueVersion?: number } }[] }): object {
  const records = batch.records.map(({ control, ...record }) => {
    if (control === undefined) return record;
    const { valueVersion: _, ...rest } = control;
    return { ...record, control: rest };
  });
  return { ...batch, records };
}

export function indexEntries(content: Content | undefined): object[] {
  if (content?.kind === 'offset index') return [...content.entries];
  assert.ok(content?.kind === 'time index');
  return content.entries.map(({ timestampMs, offset }) => ({ timestamp: timestampMs, offset }));
}

export function abortedIn(content: Content | undefined): object[] {
  if (content === undefined) return [];
  assert.ok(content.kind === 'transaction index');
  return content.transactions.map((transaction) => ({ version: 0, ...transaction }));
}

export function asProducer({ producerId, producerEpoch, coordinatorEpoch, ...state }: ProducerState): object {
  const lastBatch = state.batches.map(({ timestampMs, ...batch }) => ({ ...batch, timestamp: timestampMs })).at(-1);
  return {
    ...{ producerId, producerEpoch, coordinatorEpoch },
    lastTimestamp: state.lastTimestampMs,
    currentTxnFirstOffset: state.transactionFirstOffset ?? null,
    lastBatch: lastBatch ?? null,
  };
}
