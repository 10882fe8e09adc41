import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { referenceFolder } from '../../testing/reference.ts';
import type { SimulatedFolder } from './simulated-folder.ts';

/** What Apache Kafka's own classes said of a log that it wrote. */
export interface ReferenceLog {
  readonly directory: string;
  readonly topic: string;
  readonly partition: number;
  readonly topicId: string;
  readonly cleanShutdown: boolean;
  readonly config?: Readonly<Record<string, string>>;
  readonly logStartOffset?: number;
  readonly highWatermark?: number;
  readonly lastStableOffset?: number;
  readonly leaderEpochs: readonly { readonly epoch: number; readonly startOffset: number }[];
  readonly segments: readonly ReferenceSegment[];
  readonly producerSnapshots: readonly ReferenceSnapshot[];
}

export interface ReferenceSegment {
  readonly baseOffset: number;
  readonly file: string;
  readonly size: number;
  readonly batches: readonly ReferenceBatch[];
  readonly offsetIndex: readonly { readonly offset: number; readonly position: number }[];
  readonly timeIndex: readonly { readonly timestamp: number; readonly offset: number }[];
  readonly abortedTransactions: readonly ReferenceAborted[];
}

export interface ReferenceBatch {
  readonly position: number;
  readonly size: number;
  readonly baseOffset: number;
  readonly lastOffset: number;
  readonly leaderEpoch: number;
  readonly crc: number;
  readonly attributes: number;
  readonly maxTimestamp: number;
  readonly producerId: number;
  readonly records: readonly { readonly offset: number; readonly timestamp: number }[];
}

export interface ReferenceAborted {
  readonly version: number;
  readonly producerId: number;
  readonly firstOffset: number;
  readonly lastOffset: number;
  readonly lastStableOffset: number;
}

export interface ReferenceSnapshot {
  readonly file: string;
  readonly offset: number;
  readonly producers: readonly {
    readonly producerId: number;
    readonly producerEpoch: number;
    readonly coordinatorEpoch: number;
    readonly lastTimestamp: number;
    readonly currentTxnFirstOffset: number | null;
    readonly lastBatch: {
      readonly firstSequence: number;
      readonly lastSequence: number;
      readonly firstOffset: number;
      readonly lastOffset: number;
      readonly timestamp: number;
    } | null;
  }[];
}

/** The partitions that Apache Kafka wrote, but the metadata's: a data folder leaves them to others. */
export const referenceLogs: readonly string[] = [
  'none',
  'gzip',
  'snappy',
  'lz4',
  'zstd',
  'log-append-time',
  'segments',
  'deleted-records',
  'idempotent',
  'transactions',
  'transactions-open',
  'transactions-v0',
  'compacted',
  'offsets-classic',
  'offsets-consumer',
  'offsets-share',
  'share-state',
  'transaction-state',
  'transaction-state-v0',
  'epochs',
  'epochs-diverged',
];

export function referenceLog(name: string): ReferenceLog {
  return JSON.parse(readFileSync(join(folderOf(name), 'what.json'), 'utf8')) as ReferenceLog;
}

export function referenceFileNames(name: string): readonly string[] {
  return readdirSync(folderOf(name)).filter((file) => file !== 'what.json');
}

export function referenceFile(name: string, file: string): Uint8Array {
  return new Uint8Array(readFileSync(join(folderOf(name), file)));
}

/** Puts a log that Apache Kafka wrote into a data folder, with the checkpoints that its broker left beside it. */
export async function loadReferenceLog(
  disk: SimulatedFolder,
  name: string,
  { isClean = true } = {},
): Promise<ReferenceLog> {
  const log = referenceLog(name);
  for (const file of referenceFileNames(name)) await disk.put(`${log.directory}/${file}`, referenceFile(name, file));
  const beside = isClean && log.cleanShutdown ? referenceFileNames('log-dir') : ['log-start-offset-checkpoint'];
  for (const file of beside) await disk.put(file, referenceFile('log-dir', file));
  return log;
}

function folderOf(name: string): string {
  return join(referenceFolder()!, 'kafka-logs', name);
}
