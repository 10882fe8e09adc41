import { getInt64 } from '../../bytes/int64.ts';
import type { MetadataImage } from '../../metadata/image.ts';
import { writeMetadataRecord } from '../../metadata/records.ts';
import { recordsOfImage } from '../../metadata/snapshot-records.ts';
import { at, batchHeaderBytes } from '../../records/batch-header.ts';
import { LogError } from '../../storage/errors.ts';
import type { Log } from '../../storage/log.ts';
import { attempt, replaceFile } from '../../storage/safe-file.ts';
import { DiskError, type World } from '../../world/world.ts';
import type { ReplicationRules } from '../rules.ts';
import { parseSnapshotName, type SnapshotId, snapshotName, writeSnapshot } from './snapshot-file.ts';

export interface SnapshotSettings {
  /** `metadata.log.max.record.bytes.between.snapshots` */
  readonly maxBytesBetween: number;
  /** `metadata.log.max.snapshot.interval.ms`; 0: by bytes alone */
  readonly maxMsBetween: number;
  /** `metadata.max.retention.bytes` */
  readonly retentionBytes: number;
  /** `metadata.max.retention.ms` */
  readonly retentionMs: number;
}

type SnapshotRules = Pick<ReplicationRules, 'snapshotIsDue' | 'oldestSnapshotGoes'>;

/**
 * Writes down now and then what the metadata log comes to, and takes away what of the log nobody needs then (KIP-630). A disk
 * that refuses costs nothing but room: the log has it all, until a snapshot is safe.
 */
export class Snapshots {
  readonly #world: World;
  readonly #log: Log;
  readonly #settings: SnapshotSettings;
  readonly #rules: SnapshotRules;
  /** When the latest was written, or this process began, and how large the log was that had been written then. */
  #latestMs: number;
  #bytesSince = 0;

  constructor(world: World, log: Log, settings: SnapshotSettings, rules: SnapshotRules) {
    this.#world = world;
    this.#log = log;
    this.#settings = settings;
    this.#rules = rules;
    this.#latestMs = world.clock.wallMs();
  }

  /** So much was appended to the log. */
  noteAppended(sizeBytes: number): void {
    this.#bytesSince += sizeBytes;
  }

  /** Writes a snapshot of the image if one is due. Never rejects. All records of the image must be flushed. */
  async consider(image: MetadataImage): Promise<void> {
    const nowMs = this.#world.clock.wallMs();
    const { maxBytesBetween, maxMsBetween } = this.#settings;
    const since = { bytes: this.#bytesSince, ms: nowMs - this.#latestMs };
    if (!this.#rules.snapshotIsDue({ ...since, maxBytes: maxBytesBetween, maxMs: maxMsBetween })) return;
    this.#bytesSince = 0;
    this.#latestMs = nowMs;
    try {
      await this.#write(image, nowMs);
      await this.#clean(nowMs);
    } catch (error) {
      if (!(error instanceof DiskError || error instanceof LogError)) throw error;
    }
  }

  async #write(image: MetadataImage, nowMs: number): Promise<void> {
    const name = snapshotName({ endOffset: image.offset + 1, epoch: image.epoch });
    const records = recordsOfImage(image).map((record) => writeMetadataRecord(record));
    const bytes = writeSnapshot(records, nowMs, { timestampMs: nowMs, epoch: image.epoch });
    await replaceFile(this.#world.disk, this.#log.folder, name, bytes);
  }

  /** The log's beginning moves only up to a snapshot that stays. */
  async #clean(nowMs: number): Promise<void> {
    const { disk } = this.#world;
    const { retentionBytes, retentionMs } = this.#settings;
    const kept = this.#found();
    for (;;) {
      const [oldest, next] = kept;
      if (oldest === undefined || next === undefined) return;
      const totalBytes = kept.reduce((sum, { sizeBytes }) => sum + sizeBytes, this.#log.sizeBytes);
      const oldestAgeMs = nowMs - (await timestampOf(this.#world, oldest.path));
      const limits = { maxBytes: retentionBytes, maxMs: retentionMs };
      if (!this.#rules.oldestSnapshotGoes({ count: kept.length, oldestAgeMs, totalBytes, ...limits })) return;
      await this.#log.deleteRecordsTo(next.endOffset);
      attempt(() => disk.remove(oldest.path));
      kept.shift();
    }
  }

  /** Oldest first. */
  #found(): (SnapshotId & { readonly path: string; readonly sizeBytes: number })[] {
    const { disk } = this.#world;
    return disk.list(this.#log.folder).flatMap((name) => {
      const id = parseSnapshotName(name);
      const path = `${this.#log.folder}/${name}`;
      return id === undefined ? [] : [{ ...id, path, sizeBytes: disk.sizeBytesOf(path) }];
    });
  }
}

/** When it was written: the largest timestamp of its first batch. */
async function timestampOf({ disk }: World, path: string): Promise<number> {
  const file = disk.open(path);
  try {
    const header = await file.read(0, batchHeaderBytes);
    return getInt64(new DataView(header.buffer, header.byteOffset), at.maxTimestamp);
  } finally {
    file.close();
  }
}
