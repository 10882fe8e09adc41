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

/** What the next start has to know of one log. */
export interface CheckpointedOffsets extends TopicPartition {
  readonly recoveryPoint: number;
  readonly highWatermark: number;
  /** Undefined where the files tell it. */
  readonly logStartOffset: number | undefined;
}

/** What a data folder writes down of its logs for the next start. */
export class FolderCheckpoints {
  /** Below it a log is flushed, and need not be checked. */
  readonly recoveryPoints: CheckpointFile;
  /** Only of logs whose files begin earlier. */
  readonly logStartOffsets: CheckpointFile;
  readonly highWatermarks: CheckpointFile;

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
    this.logStartOffsets = checkpoint(logStartOffsetFile, (log) => log.logStartOffset);
  }

  async save(): Promise<void> {
    await this.recoveryPoints.save();
    await this.logStartOffsets.save();
    await this.highWatermarks.save();
  }
}

/** What is true of a log now. */
export function checkpointed({ topic, partition, log }: HeldPartition): CheckpointedOffsets {
  const { recoveryPoint, highWatermark } = log;
  const logStartOffset = log.needsStartOffset ? log.logStartOffset : undefined;
  return { topic, partition, recoveryPoint, highWatermark, logStartOffset };
}
