import type { Disk } from '../world/world.ts';
import { CheckpointFile } from './checkpoint-file.ts';
import { formatOffsets } from './checkpoints.ts';
import { highWatermarkFile, logStartOffsetFile, recoveryPointFile, type TopicPartition } from './file-names.ts';
import type { Log } from './log.ts';

/** A partition that has its log in a data folder. */
export interface HeldPartition extends TopicPartition {
  /** Undefined where the folder does not say which topic of that name it belongs to. */
  readonly topicId: string | undefined;
  readonly log: Log;
}

/** What a data folder writes down of its logs for the next start. */
export class FolderCheckpoints {
  /** Below it a log is flushed, and need not be checked. */
  readonly recoveryPoints: CheckpointFile;
  /** Only of logs whose files begin earlier. */
  readonly logStartOffsets: CheckpointFile;
  readonly highWatermarks: CheckpointFile;

  constructor(disk: Disk, folder: string, partitions: () => readonly HeldPartition[]) {
    const checkpoint = (fileName: string, offsetOf: (log: Log) => number | undefined) =>
      new CheckpointFile(disk, folder, fileName, () => {
        const entries = partitions().flatMap(({ topic, partition, log }) => {
          const offset = offsetOf(log);
          return offset === undefined ? [] : [{ topic, partition, offset }];
        });
        return formatOffsets(entries);
      });
    this.recoveryPoints = checkpoint(recoveryPointFile, (log) => log.recoveryPoint);
    this.highWatermarks = checkpoint(highWatermarkFile, (log) => log.highWatermark);
    this.logStartOffsets = checkpoint(logStartOffsetFile, (log) =>
      log.needsStartOffset ? log.logStartOffset : undefined,
    );
  }

  async save(): Promise<void> {
    await this.recoveryPoints.save();
    await this.logStartOffsets.save();
    await this.highWatermarks.save();
  }
}
