import type { Disk } from '../world/world.ts';
import { CheckpointFile } from './checkpoint-file.ts';
import { formatOffsets } from './checkpoints.ts';
import {
  cleanerFile,
  highWatermarkFile,
  logStartOffsetFile,
  recoveryPointFile,
  type TopicPartition,
} from './file-names.ts';
import type { Log } from './log.ts';

/** A partition that has its log in a data folder. */
export interface HeldPartition extends TopicPartition {
  /** Undefined where the folder does not say which topic of that name it belongs to. */
  readonly topicId: string | undefined;
  readonly log: Log;
}

/** What the next start has to know of one log. */
export interface CheckpointedOffsets extends TopicPartition {
  readonly recoveryPoint: number;
  readonly highWatermark: number;
  /** Undefined where the files tell it. */
  readonly logStartOffset: number | undefined;
  /** Undefined where it was never compacted. */
  readonly cleanedOffset: number | undefined;
}

/** What a data folder writes down of its logs for the next start. */
export class FolderCheckpoints {
  /** Below it a log is flushed, and need not be checked. */
  readonly recoveryPoints: CheckpointFile;
  /** Only of logs whose files begin earlier. */
  readonly logStartOffsets: CheckpointFile;
  readonly highWatermarks: CheckpointFile;
  /** Only of logs that were compacted. */
  readonly #cleanerOffsets: CheckpointFile;
  readonly #hasCleanerOffsets: () => boolean;

  constructor(disk: Disk, folder: string, logs: () => readonly CheckpointedOffsets[]) {
    const checkpoint = (fileName: string, offsetOf: (log: CheckpointedOffsets) => number | undefined) =>
      new CheckpointFile(disk, folder, fileName, () => {
        const entries = logs().flatMap((log) => {
          const offset = offsetOf(log);
          return offset === undefined ? [] : [{ topic: log.topic, partition: log.partition, offset }];
        });
        return formatOffsets(entries);
      });
    this.recoveryPoints = checkpoint(recoveryPointFile, (log) => log.recoveryPoint);
    this.highWatermarks = checkpoint(highWatermarkFile, (log) => log.highWatermark);
    this.#cleanerOffsets = checkpoint(cleanerFile, (log) => log.cleanedOffset);
    this.#hasCleanerOffsets = () =>
      logs().some(({ cleanedOffset }) => cleanedOffset !== undefined) || disk.exists(`${folder}/${cleanerFile}`);
    this.logStartOffsets = checkpoint(logStartOffsetFile, (log) => log.logStartOffset);
  }

  /** Where no log was ever compacted there is nothing to say. */
  async saveCleanerOffsets(): Promise<void> {
    if (this.#hasCleanerOffsets()) await this.#cleanerOffsets.save();
  }

  async save(): Promise<void> {
    await this.saveCleanerOffsets();
    await this.recoveryPoints.save();
    await this.logStartOffsets.save();
    await this.highWatermarks.save();
  }
}

/** What is true of a log now. */
export function checkpointed({ topic, partition, log }: HeldPartition): CheckpointedOffsets {
  const { recoveryPoint, highWatermark } = log;
  const logStartOffset = log.needsStartOffset ? log.logStartOffset : undefined;
  return { topic, partition, recoveryPoint, highWatermark, logStartOffset, cleanedOffset: log.compactor.cleanedOffset };
}
