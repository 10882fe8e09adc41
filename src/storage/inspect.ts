import { DecodeError } from '../bytes/reader.ts';
import { batchLogOverheadBytes, batchHeaderBytes, at } from '../records/batch-header.ts';
import { RecordBatch } from '../records/record-batch.ts';
import type { Disk } from '../world/world.ts';
import {
  CheckpointError,
  parseCleanShutdown,
  parseEpochs,
  parseOffsets,
  parsePartitionMetadata,
  type PartitionOffset,
} from './checkpoints.ts';
import {
  cleanerFile,
  cleanShutdownFile,
  deletedSuffix,
  highWatermarkFile,
  leaderEpochFile,
  logStartOffsetFile,
  parseSegmentFile,
  partitionMetadataFile,
  recoveryPointFile,
} from './file-names.ts';
import { OffsetIndex, offsetEntryBytes } from './offset-index.ts';
import { parseProducerSnapshot } from './producer-snapshot.ts';
import type { ProducerState } from './producer-states.ts';
import type { EpochStart } from './rules/epochs.ts';
import { readFile } from './safe-file.ts';
import { TimeIndex, timeEntryBytes } from './time-index.ts';
import { type AbortedTransaction, parseAbortedTransactions } from './transaction-index.ts';

/**
 * What is in the files of a data folder, for people: `dump` prints it. Nothing is opened for writing, mended or locked, so
 * that a running broker is not disturbed, and a file that lies is shown as it is.
 */
export type Inspection =
  | { readonly kind: 'batches'; readonly baseOffset: number }
  | { readonly kind: 'offset index'; readonly baseOffset: number; readonly entries: readonly OffsetEntry[] }
  | { readonly kind: 'time index'; readonly baseOffset: number; readonly entries: readonly TimeEntry[] }
  | { readonly kind: 'transaction index'; readonly transactions: readonly AbortedTransaction[] }
  | { readonly kind: 'producer snapshot'; readonly offset: number; readonly producers: readonly ProducerState[] }
  | { readonly kind: 'leader epochs'; readonly epochs: readonly EpochStart[] }
  | { readonly kind: 'offsets'; readonly offsets: readonly PartitionOffset[] }
  | { readonly kind: 'partition metadata'; readonly topicId: string }
  | { readonly kind: 'clean shutdown'; readonly brokerEpoch: number };

export interface OffsetEntry {
  readonly offset: number;
  readonly position: number;
}

export interface TimeEntry {
  readonly timestampMs: number;
  readonly offset: number;
}

/** The file is not what its name says, or is damaged; the message says where. */
export class InspectionError extends Error {
  override readonly name = 'InspectionError';
}

/** Whether a file of this name can be inspected. */
export function isInspected(fileName: string): boolean {
  return kindOf(fileName) !== undefined;
}

/**
 * What a file holds, judged by its name; a suffix `.deleted` does not count. Of a file of batches only that it is one:
 * `inspectBatches` shows them.
 *
 * @throws InspectionError, and `DiskError` where it cannot be read
 */
export async function inspectFile(disk: Disk, path: string): Promise<Inspection> {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const found = kindOf(name);
  if (found === undefined) throw new InspectionError(`${name} is not the name of a file that is known`);
  if (found.kind === 'batches') return { kind: 'batches', baseOffset: found.offset };
  const bytes = await readFile(disk, path);
  if (bytes === undefined) throw new InspectionError(`${path} does not exist`);
  try {
    return inspectContent(found, bytes);
  } catch (error) {
    if (!(error instanceof DecodeError || error instanceof CheckpointError)) throw error;
    throw new InspectionError(`${path}: ${error.message}`);
  }
}

/** A batch in a file, as it is. */
export interface InspectedBatch {
  readonly position: number;
  readonly batch: RecordBatch;
  readonly isChecksumRight: boolean;
}

/**
 * Shows the batches of a `.log` or of a metadata snapshot one by one, also those with a wrong checksum. Returns where the last
 * one ends, and why nothing could be read behind it, if anything is there.
 *
 * @param visit may keep nothing of the batch but copies, and is waited for; false stops
 */
export async function inspectBatches(
  disk: Disk,
  path: string,
  visit: (batch: InspectedBatch) => boolean | void | Promise<boolean | void>,
): Promise<{ readonly endPosition: number; readonly flaw: string | undefined }> {
  const file = disk.open(path);
  try {
    const sizeBytes = file.sizeBytes();
    let position = 0;
    while (position < sizeBytes) {
      const header = await file.read(position, batchHeaderBytes);
      const flaw = flawOfHeader(header, sizeBytes - position);
      if (flaw !== undefined) return { endPosition: position, flaw };
      const batch = new RecordBatch(await file.read(position, batchBytes(header)));
      const goesOn = await visit({ position, batch, isChecksumRight: batch.checkCrc() });
      position += batch.sizeBytes;
      if (goesOn === false) break;
    }
    return { endPosition: position, flaw: undefined };
  } finally {
    file.close();
  }
}

function flawOfHeader(header: Uint8Array, restBytes: number): string | undefined {
  if (header.length < batchHeaderBytes) return `${restBytes} bytes are less than the header of a batch`;
  const sizeBytes = batchBytes(header);
  if (sizeBytes < batchHeaderBytes) return `a batch of ${sizeBytes} bytes is not possible`;
  if (sizeBytes > restBytes)
    return `a batch of ${sizeBytes} bytes leads beyond the end of the file, ${restBytes} bytes ahead`;
  const magic = header[at.magic]!;
  return magic === 2 ? undefined : `a batch of the unknown format ${magic}`;
}

function batchBytes(header: Uint8Array): number {
  return batchLogOverheadBytes + new DataView(header.buffer, header.byteOffset).getInt32(at.batchLength);
}

interface FileKind {
  readonly kind: Inspection['kind'];
  /** What the name says of offsets; 0 where it says nothing. */
  readonly offset: number;
}

const segmentKinds = {
  log: 'batches',
  index: 'offset index',
  timeindex: 'time index',
  txnindex: 'transaction index',
  snapshot: 'producer snapshot',
} as const;

const namedKinds: Readonly<Record<string, Inspection['kind']>> = {
  [leaderEpochFile]: 'leader epochs',
  [partitionMetadataFile]: 'partition metadata',
  [cleanShutdownFile]: 'clean shutdown',
  [recoveryPointFile]: 'offsets',
  [highWatermarkFile]: 'offsets',
  [logStartOffsetFile]: 'offsets',
  [cleanerFile]: 'offsets',
  'bootstrap.checkpoint': 'batches',
};

const metadataSnapshotName = /^(\d{20})-\d{10}\.checkpoint$/;

function kindOf(fileName: string): FileKind | undefined {
  const name = fileName.replace(deletedSuffix, '');
  const segmentFile = parseSegmentFile(name);
  if (segmentFile !== undefined) return { kind: segmentKinds[segmentFile.kind], offset: segmentFile.offset };
  const snapshot = metadataSnapshotName.exec(name);
  if (snapshot !== null) return { kind: 'batches', offset: Number(snapshot[1]) };
  const kind = namedKinds[name];
  return kind === undefined ? undefined : { kind, offset: 0 };
}

function inspectContent({ kind, offset }: FileKind, bytes: Uint8Array): Inspection {
  switch (kind) {
    case 'offset index':
      return { kind, baseOffset: offset, entries: offsetEntries(offset, bytes) };
    case 'time index':
      return { kind, baseOffset: offset, entries: timeEntries(offset, bytes) };
    case 'transaction index':
      return { kind, transactions: parseAbortedTransactions(bytes) };
    case 'producer snapshot':
      return { kind, offset, producers: parseProducerSnapshot(bytes) };
    case 'leader epochs':
      return { kind, epochs: parseEpochs(bytes) };
    case 'offsets':
      return { kind, offsets: [...parseOffsets(bytes).values()] };
    case 'partition metadata':
      return { kind, topicId: parsePartitionMetadata(bytes) };
    case 'clean shutdown':
      return { kind, brokerEpoch: parseCleanShutdown(bytes) };
    case 'batches':
      return { kind, baseOffset: offset };
  }
}

function offsetEntries(baseOffset: number, bytes: Uint8Array): readonly OffsetEntry[] {
  const index = new OffsetIndex(baseOffset, wholeEntries(bytes, offsetEntryBytes));
  index.trimZeros();
  return listOf(index.entryCount, (entry) => ({ offset: index.offset(entry), position: index.position(entry) }));
}

function timeEntries(baseOffset: number, bytes: Uint8Array): readonly TimeEntry[] {
  const index = new TimeIndex(baseOffset, wholeEntries(bytes, timeEntryBytes));
  index.trimZeros();
  return listOf(index.entryCount, (entry) => ({ timestampMs: index.timestampMs(entry), offset: index.offset(entry) }));
}

function wholeEntries(bytes: Uint8Array, entryBytes: number): Uint8Array {
  const surplusBytes = bytes.length % entryBytes;
  if (surplusBytes > 0) throw new DecodeError(`${surplusBytes} bytes stand behind the last whole entry`);
  return bytes;
}

function listOf<Entry>(count: number, entry: (number: number) => Entry): readonly Entry[] {
  return Array.from({ length: count }, (_, number) => entry(number));
}
