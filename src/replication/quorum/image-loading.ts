import { DecodeError } from '../../bytes/reader.ts';
import { MetadataDelta, MetadataLogError } from '../../metadata/delta.ts';
import { emptyImage, type MetadataImage } from '../../metadata/image.ts';
import { DataFolderError } from '../../metadata/meta-properties.ts';
import { type MetadataRecord, readMetadataRecord } from '../../metadata/records.ts';
import type { MetadataRules } from '../../metadata/rules.ts';
import { batchesIn } from '../../records/batches.ts';
import type { RecordBatch } from '../../records/record-batch.ts';
import { LogError } from '../../storage/errors.ts';
import type { Log } from '../../storage/log.ts';
import { readFile } from '../../storage/safe-file.ts';
import type { Disk } from '../../world/world.ts';
import { parseSnapshotName, readSnapshot, type SnapshotId } from './snapshot-file.ts';

const chunkBytes = 1024 * 1024;

export interface LoadedImage {
  readonly image: MetadataImage;
  /** The log ends within a transaction: its records count only if somebody ends it. */
  readonly isInTransaction: boolean;
}

/**
 * What the metadata log comes to: the newest snapshot, where the log no longer begins at 0, and the records behind it.
 *
 * @throws DataFolderError where they cannot be read
 */
export async function loadImage(disk: Disk, log: Log, rules: MetadataRules): Promise<LoadedImage> {
  try {
    const image = log.logStartOffset === 0 ? emptyImage : await loadSnapshot(disk, log, rules);
    return await applyLog(image, log, rules);
  } catch (error) {
    if (error instanceof DecodeError || error instanceof MetadataLogError || error instanceof LogError) {
      throw new DataFolderError(`${log.folder} cannot be read: ${error.message}; restore it from a copy`);
    }
    throw error;
  }
}

async function loadSnapshot(disk: Disk, log: Log, rules: MetadataRules): Promise<MetadataImage> {
  let newest: (SnapshotId & { readonly name: string }) | undefined;
  for (const name of disk.list(log.folder)) {
    const id = parseSnapshotName(name);
    if (id !== undefined && id.endOffset <= log.logEndOffset) newest = { ...id, name };
  }
  if (newest === undefined || newest.endOffset < log.logStartOffset) {
    throw new DecodeError(`the log begins at ${log.logStartOffset}, and no snapshot says what was before`);
  }
  const bytes = await readFile(disk, `${log.folder}/${newest.name}`);
  const delta = new MetadataDelta(emptyImage, rules);
  for (const record of readSnapshot(bytes!)) delta.apply(record);
  return delta.image(newest.endOffset - 1, newest.epoch);
}

async function applyLog(base: MetadataImage, log: Log, rules: MetadataRules): Promise<LoadedImage> {
  const delta = new MetadataDelta(base, rules);
  let transaction: MetadataRecord[] | undefined;
  let { offset, epoch } = base;
  while (offset + 1 < log.logEndOffset) {
    for (const batch of await batchesFrom(log, offset + 1)) {
      for (const record of recordsBehind(offset, batch)) {
        if (record.type === 'BeginTransactionRecord') transaction = [];
        else if (record.type === 'AbortTransactionRecord') transaction = undefined;
        else if (record.type === 'EndTransactionRecord') {
          for (const held of transaction ?? []) delta.apply(held);
          transaction = undefined;
        } else if (transaction === undefined) delta.apply(record);
        else transaction.push(record);
      }
      offset = batch.lastOffset;
      epoch = batch.partitionLeaderEpoch;
    }
  }
  return { image: delta.image(offset, epoch), isInTransaction: transaction !== undefined };
}

async function batchesFrom(log: Log, offset: number): Promise<readonly RecordBatch[]> {
  const limits = { maxBytes: chunkBytes, minOneBatch: true, upToOffset: log.logEndOffset };
  const { batches } = batchesIn(await log.read(offset, limits));
  if (batches.length === 0) throw new DecodeError(`there is no batch at offset ${offset}`);
  return batches;
}

/** The metadata records of a batch with larger offsets; the quorum's own are not for the image. */
function* recordsBehind(offset: number, batch: RecordBatch): Generator<MetadataRecord> {
  if (batch.isControlBatch) return;
  for (const record of batch.records()) {
    if (record.offset <= offset) continue;
    if (record.value === null) throw new DecodeError(`the record at ${record.offset} has no value`);
    yield readMetadataRecord(record.value);
  }
}
