import { encodeText } from '../bytes/writer.ts';
import { partitionName, type TopicPartition } from './file-names.ts';
import type { EpochStart } from './rules/epochs.ts';

/**
 * The small text files beside the logs, in Kafka's form. A checkpoint is a version, the number of lines, and the lines:
 *
 *     0
 *     2
 *     payments 0 42
 *     payments 1 17
 */

/** A checkpoint that cannot be believed. The message says which line, and why. */
export class CheckpointError extends Error {
  override readonly name = 'CheckpointError';
}

export interface PartitionOffset extends TopicPartition {
  readonly offset: number;
}

/** Recovery points, high watermarks, log start offsets, and how far the cleaner has come. */
export function formatOffsets(offsets: readonly PartitionOffset[]): Uint8Array {
  return formatLines(offsets.map(({ topic, partition, offset }) => `${topic} ${partition} ${offset}`));
}

/** By the partition's name, `payments-0`. Throws `CheckpointError`. */
export function parseOffsets(bytes: Uint8Array): Map<string, PartitionOffset> {
  const offsets = new Map<string, PartitionOffset>();
  for (const [position, line] of parseLines(bytes).entries()) {
    const [topic, partition, offset] = line.split(' ');
    const entry = { topic: topic!, partition: numberIn(partition, position), offset: numberIn(offset, position) };
    offsets.set(partitionName(entry), entry);
  }
  return offsets;
}

export function formatEpochs(starts: readonly EpochStart[]): Uint8Array {
  return formatLines(starts.map(({ epoch, startOffset }) => `${epoch} ${startOffset}`));
}

/** Throws `CheckpointError`, also where epochs or offsets do not rise. */
export function parseEpochs(bytes: Uint8Array): readonly EpochStart[] {
  const starts: EpochStart[] = [];
  for (const [position, line] of parseLines(bytes).entries()) {
    const [epochText, offsetText] = line.split(' ');
    const start = { epoch: numberIn(epochText, position), startOffset: numberIn(offsetText, position) };
    const last = starts[starts.length - 1];
    if (last !== undefined && (start.epoch <= last.epoch || start.startOffset < last.startOffset)) {
      throw new CheckpointError(`line ${position + 3} does not lie behind the line before it`);
    }
    starts.push(start);
  }
  return starts;
}

/** `partition.metadata`: which topic of that name the folder belongs to. */
export function formatPartitionMetadata(topicId: string): Uint8Array {
  return encodeText(`version: 0\ntopic_id: ${topicId}`);
}

/** The topic id. Throws `CheckpointError`. */
export function parsePartitionMetadata(bytes: Uint8Array): string {
  const found = /^version: (\d+)\ntopic_id: (\S+)\s*$/.exec(decode(bytes));
  if (found?.[1] !== '0') throw new CheckpointError('it is not a version 0 with a topic_id');
  return found[2]!;
}

/** `.kafka_cleanshutdown`: its being there says that all was flushed; within, what the broker was to the controller then. */
export function formatCleanShutdown(brokerEpoch: number): Uint8Array {
  return encodeText(JSON.stringify({ version: 0, brokerEpoch }));
}

/** The broker epoch; -1 where the file does not say it, as before Kafka 3.7. */
export function parseCleanShutdown(bytes: Uint8Array): number {
  const found = /"brokerEpoch"\s*:\s*(\d+)/.exec(decode(bytes));
  return found === null ? -1 : Number(found[1]);
}

function formatLines(lines: readonly string[]): Uint8Array {
  return encodeText([0, lines.length, ...lines].map((line) => `${line}\n`).join(''));
}

function parseLines(bytes: Uint8Array): readonly string[] {
  const lines = decode(bytes).split('\n');
  if (lines[0] !== '0') throw new CheckpointError(`line 1 is not the version 0`);
  const count = numberIn(lines[1], -1);
  if (lines[count + 2] !== '' || lines.length !== count + 3) {
    throw new CheckpointError(`line 2 says ${count} lines, and ${Math.max(0, lines.length - 3)} follow`);
  }
  return lines.slice(2, -1);
}

function numberIn(text: string | undefined, position: number): number {
  if (text === undefined || !/^\d{1,19}$/.test(text) || !Number.isSafeInteger(Number(text))) {
    throw new CheckpointError(`line ${position + 3} has no number where one belongs`);
  }
  return Number(text);
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
