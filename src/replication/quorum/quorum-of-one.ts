import { encodeText } from '../../bytes/writer.ts';
import { metadataTopic } from '../../metadata/changes/topics.ts';
import type { MetadataJournal } from '../../metadata/controller.ts';
import type { MetadataImage } from '../../metadata/image.ts';
import { DataFolderError } from '../../metadata/meta-properties.ts';
import type { MetadataRules } from '../../metadata/rules.ts';
import { writeBatch } from '../../records/write-batch.ts';
import { formatPartitionMetadata } from '../../storage/checkpoints.ts';
import { LogError } from '../../storage/errors.ts';
import { partitionMetadataFile } from '../../storage/file-names.ts';
import type { Log } from '../../storage/log.ts';
import type { LogFolder } from '../../storage/log-folder.ts';
import { readFile, replaceFile } from '../../storage/safe-file.ts';
import type { LogSettings } from '../../storage/settings.ts';
import type { World } from '../../world/world.ts';
import type { ReplicationRules } from '../rules.ts';
import { loadImage } from './image-loading.ts';
import {
  formatQuorumState,
  parseQuorumState,
  type QuorumState,
  QuorumStateError,
  quorumStateFile,
} from './quorum-state.ts';
import { writeQuorumRecord } from './records.ts';
import { Snapshots, type SnapshotSettings } from './snapshots.ts';

/** The topic id that Kafka gives to the metadata log, which is no topic. */
const metadataTopicId = 'AAAAAAAAAAAAAAAAAAAAAQ';

export interface QuorumOfOne {
  readonly journal: MetadataJournal;
  /** What the log came to when it was opened. */
  readonly image: MetadataImage;
  /** The log ended within a transaction, which nobody can end any more: it has to be aborted. */
  readonly isInTransaction: boolean;
  /** Is to hear of every image that is safe. */
  readonly snapshots: Snapshots;
}

export interface QuorumSettings {
  readonly log: LogSettings;
  readonly snapshots: SnapshotSettings;
}

/**
 * Opens the metadata log of a controller that is alone. It votes for itself and wins: each start begins a new epoch, which is
 * remembered before anything is written in it, and whose first record says who leads.
 *
 * @throws DataFolderError where the log belongs to several controllers, or cannot be read
 */
export async function openQuorumOfOne(
  world: World,
  folder: LogFolder,
  nodeId: number,
  settings: QuorumSettings,
  rules: MetadataRules & ReplicationRules,
): Promise<QuorumOfOne> {
  const log = await folder.openUnlisted({ topic: metadataTopic, partition: 0 }, settings.log);
  const { disk } = world;
  if (!disk.exists(`${log.folder}/${partitionMetadataFile}`)) {
    await replaceFile(disk, log.folder, partitionMetadataFile, formatPartitionMetadata(metadataTopicId));
  }
  const state = await readState(world, log);
  const others = state?.voters.filter((voter) => voter !== nodeId) ?? [];
  if (others.length > 0) {
    throw new DataFolderError(
      `${log.folder} belongs to a quorum with node ${others.join(', ')}; this node can only be alone`,
    );
  }
  const { image, isInTransaction } = await loadImage(disk, log, rules);
  const latest = log.leaderEpochs[log.leaderEpochs.length - 1]?.epoch ?? 0;
  const epoch = Math.max(state?.leaderEpoch ?? 0, latest, image.epoch) + 1;
  const elected: QuorumState = { leaderId: nodeId, leaderEpoch: epoch, votedId: -1, voters: [nodeId] };
  await replaceFile(disk, log.folder, quorumStateFile, encodeText(formatQuorumState(elected)));
  const snapshots = new Snapshots(world, log, settings.snapshots, rules);
  const journal = new LogJournal(world, log, epoch, snapshots);
  journal.appendLeaderChange(nodeId);
  return { journal, image, isInTransaction, snapshots };
}

async function readState({ disk }: World, log: Log): Promise<QuorumState | undefined> {
  const path = `${log.folder}/${quorumStateFile}`;
  const bytes = await readFile(disk, path);
  if (bytes === undefined) return undefined;
  try {
    return parseQuorumState(new TextDecoder().decode(bytes));
  } catch (error) {
    if (!(error instanceof QuorumStateError)) throw error;
    throw new DataFolderError(`${path} cannot be read: ${error.message}; restore it from a copy`);
  }
}

/** The metadata log as its leader writes it. */
class LogJournal implements MetadataJournal {
  readonly epoch: number;
  readonly #world: World;
  readonly #log: Log;
  readonly #snapshots: Snapshots;

  constructor(world: World, log: Log, epoch: number, snapshots: Snapshots) {
    this.#world = world;
    this.#log = log;
    this.#snapshots = snapshots;
    this.epoch = epoch;
  }

  get endOffset(): number {
    return this.#log.logEndOffset;
  }

  append(records: readonly Uint8Array[]): number {
    const timestamp = this.#world.clock.wallMs();
    return this.#write(writeBatch({ records: records.map((value) => ({ key: null, value, timestamp })) }));
  }

  appendLeaderChange(leaderId: number): void {
    const voters = [{ voterId: leaderId }];
    const record = writeQuorumRecord({ type: 'LEADER_CHANGE', data: { leaderId, voters, grantingVoters: voters } }, 0);
    const timestamp = this.#world.clock.wallMs();
    this.#write(writeBatch({ isControlBatch: true, records: [{ ...record, timestamp }] }));
  }

  async flush(): Promise<void> {
    const { logEndOffset } = this.#log;
    await this.#log.flush();
    this.#log.updateHighWatermark(logEndOffset);
  }

  #write(batch: Uint8Array): number {
    const result = this.#log.append(batch, { leaderEpoch: this.epoch, origin: 'leader' });
    if (result.outcome === 'refused') throw new LogError(result.error, result.because);
    this.#snapshots.noteAppended(batch.length);
    return result.lastOffset;
  }
}
