import { type BatchExpectations, validateBatch } from '../src/records/validate-batch.ts';
import { writeBatch } from '../src/records/write-batch.ts';
import { type Benchmark, median, type Row } from './table.ts';

const nowMs = 1_700_000_000_000;

const expectations: BatchExpectations = {
  maxMessageBytes: 1_048_588,
  isCompacted: false,
  timestampType: 'CreateTime',
  timestampBeforeMaxMs: Infinity,
  timestampAfterMaxMs: 3_600_000,
  nowMs,
  allowsZstd: true,
};

/** What a broker does with a batch before it appends it: one checksum, and a walk over the records' lengths. */
export const validation: Benchmark = {
  name: 'validate-batch',
  about: 'checking a batch before it is appended, processor time',
  async run() {
    return [rowOf(16, 1024), rowOf(150, 100), rowOf(128, 1024)];
  },
};

function rowOf(recordsCount: number, valueBytes: number): Row {
  const records = Array.from({ length: recordsCount }, (_, index) => ({
    timestamp: nowMs + index,
    key: null,
    value: new Uint8Array(valueBytes).fill(index),
  }));
  const batch = writeBatch({ records });
  const microseconds = Array.from({ length: 7 }, () => microsecondsFor(batch));
  return { what: `${recordsCount} records of ${valueBytes} B`, unit: 'µs a batch', ours: median(microseconds) };
}

function microsecondsFor(batch: Uint8Array): number {
  const rounds = Math.ceil(50_000_000 / batch.length);
  const before = process.cpuUsage();
  for (let round = 0; round < rounds; round++) {
    if (validateBatch(batch, expectations).error !== undefined) throw new Error('a good batch was refused');
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / rounds;
}
