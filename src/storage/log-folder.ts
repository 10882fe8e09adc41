import { DiskError, type FolderLock, type Tell, type World } from '../world/world.ts';
import { Background } from './background.ts';
import { formatCleanShutdown, formatPartitionMetadata } from './checkpoints.ts';
import {
  cleanShutdownFile,
  folderOutOfUse,
  partitionMetadataFile,
  partitionName,
  type TopicPartition,
} from './file-names.ts';
import { FolderCheckpoints, type HeldPartition } from './folder-checkpoints.ts';
import { type FolderContents, type FoundPartition, readFolderContents, readTopicId } from './folder-contents.ts';
import { defaultFolderOptions, type LogFolderOptions } from './folder-options.ts';
import { LogError } from './errors.ts';
import type { StorageEvent } from './events.ts';
import type { Log } from './log.ts';
import { openLog, type RecoveredLog } from './log-opening.ts';
import type { LogSurroundings } from './log-state.ts';
import { OpenSegments } from './open-segments.ts';
import { attempt, makeFolderSafely, replaceFile } from './safe-file.ts';
import type { LogSettings } from './settings.ts';
import { eachOf } from './side-by-side.ts';

export type { HeldPartition, LogFolderOptions };

/**
 * All logs of one data folder (`log.dirs`), and the checkpoints that say what is known of them at the next start. One
 * process at a time works in a folder.
 */
export class LogFolder {
  readonly path: string;
  /**
   * The broker's epoch at the last stop where that was clean, -1 where the stop did not say it; undefined where the stop was
   * not clean, and all logs were checked.
   */
  readonly previousBrokerEpoch: number | undefined;
  readonly #world: World;
  readonly #options: Required<LogFolderOptions>;
  readonly #surroundings: LogSurroundings;
  readonly #lock: FolderLock;
  readonly #background: Background;
  readonly #partitions = new Map<string, HeldPartition>();
  readonly #creating = new Map<string, Promise<Log>>();
  readonly #unlisted: Log[] = [];
  readonly #recoveries: RecoveredLog[] = [];
  readonly #checkpoints: FolderCheckpoints;
  #isClosed = false;

  /**
   * Opens the folder, which is made where it is missing, and every log in it.
   *
   * @throws DiskError 'locked' where another process works in it, LogFileError where a file cannot be what it must be
   */
  static async open(world: World, path: string, options: LogFolderOptions): Promise<LogFolder> {
    await makeFolderSafely(world.disk, path);
    const lock = world.disk.lock(path);
    try {
      const contents = await readFolderContents(world, path);
      const folder = new LogFolder(
        world,
        path,
        { ...defaultFolderOptions, ...options },
        lock,
        contents.previousBrokerEpoch,
      );
      await folder.#openAll(contents);
      folder.#startTasks();
      return folder;
    } catch (error) {
      lock.release();
      throw error;
    }
  }

  private constructor(
    world: World,
    path: string,
    options: Required<LogFolderOptions>,
    lock: FolderLock,
    previousBrokerEpoch: number | undefined,
  ) {
    this.path = path;
    this.previousBrokerEpoch = previousBrokerEpoch;
    this.#world = world;
    this.#options = options;
    this.#lock = lock;
    this.#background = new Background(world.clock, () => {});
    this.#checkpoints = new FolderCheckpoints(world.disk, path, () => this.partitions);
    this.#surroundings = {
      world,
      rules: options.rules,
      openSegments: new OpenSegments(options.mostOpenSegments),
      memory: options.memory,
      producerIdExpirationMs: options.producerIdExpirationMs,
      saveLogStartOffsets: () => this.#checkpoints.logStartOffsets.save(),
    };
  }

  /** How many segments hold files open or indexes in memory. */
  get openSegmentCount(): number {
    return this.#surroundings.openSegments.count;
  }

  get partitions(): readonly HeldPartition[] {
    return [...this.#partitions.values()];
  }

  /** What had to be checked when it was opened; empty after a clean stop, but for the logs without checkpoints. */
  get recoveries(): readonly RecoveredLog[] {
    return this.#recoveries;
  }

  /** Undefined where this folder has no such log. */
  log(partition: TopicPartition): Log | undefined {
    return this.#partitions.get(partitionName(partition))?.log;
  }

  /** Makes a partition's folder and its log, for good when it resolves; one that is there is returned. Rejects with a `LogError`. */
  async create(partition: TopicPartition, topicId: string, settings: LogSettings): Promise<Log> {
    const name = partitionName(partition);
    const held = this.#partitions.get(name);
    if (held !== undefined) return held.log;
    const underWay = this.#creating.get(name) ?? this.#make(partition, topicId, settings);
    this.#creating.set(name, underWay);
    try {
      return await underWay;
    } catch (error) {
      if (error instanceof DiskError) throw new LogError('KAFKA_STORAGE_ERROR', error.message);
      throw error;
    } finally {
      this.#creating.delete(name);
    }
  }

  /**
   * Opens a log that keeps no checkpoints, as Kafka's metadata log does not: it is checked from its start every time, and no
   * retention touches it. The folder closes it.
   */
  async openUnlisted(partition: TopicPartition, settings: LogSettings): Promise<Log> {
    const folder = `${this.path}/${partitionName(partition)}`;
    this.#world.disk.makeFolder(folder);
    await this.#world.disk.flushFolder(this.path);
    const { log, recovery } = await openLog(this.#surroundings, { ...partition, folder, settings });
    this.#unlisted.push(log);
    if (recovery !== undefined) this.#recoveries.push({ log, recovery });
    return log;
  }

  /** Takes a partition out of use, for good when it resolves; its files go after `file.delete.delay.ms`. Rejects with a `LogError`. */
  async remove(partition: TopicPartition): Promise<void> {
    const held = this.#partitions.get(partitionName(partition));
    if (held === undefined) return;
    const deleted = await this.#takeOut(partition, held.log, 'delete');
    this.#removeLater(deleted, held.log.settings.fileDeleteDelayMs);
    const tell: Tell<StorageEvent> | undefined = this.#world.tell;
    tell?.({ name: 'log removed', partition: partitionName(partition) });
  }

  /**
   * Takes a partition that nobody claims out of use, for good when it resolves, and keeps its files: an operator may know better.
   * Returns the name that its folder has from now on. Rejects with a `LogError`.
   */
  async setAside(partition: TopicPartition): Promise<string | undefined> {
    const held = this.#partitions.get(partitionName(partition));
    return held === undefined ? undefined : this.#takeOut(partition, held.log, 'stray');
  }

  /** Writes down what a start would have to know. Rejects with a `DiskError`. */
  saveCheckpoints(): Promise<void> {
    return this.#checkpoints.save();
  }

  /**
   * Flushes and closes all logs: the next start need check nothing. Where a log cannot be flushed the others are closed all the
   * same, and the next start checks them all.
   */
  async close(brokerEpoch = -1): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#background.cancel();
    const failures: unknown[] = [];
    await eachOf(this.#logs(), async (log) => {
      try {
        await log.close();
      } catch (error) {
        failures.push(error);
        log.abandon();
      }
    });
    try {
      if (failures.length > 0) throw failures[0];
      await this.saveCheckpoints();
      await replaceFile(this.#world.disk, this.path, cleanShutdownFile, formatCleanShutdown(brokerEpoch));
    } finally {
      this.#lock.release();
    }
  }

  /** Lets go of everything without writing anything. */
  abandon(): void {
    this.#isClosed = true;
    this.#background.cancel();
    for (const log of this.#logs()) log.abandon();
    this.#lock.release();
  }

  async #make(partition: TopicPartition, topicId: string, settings: LogSettings): Promise<Log> {
    const { disk } = this.#world;
    const name = partitionName(partition);
    const folder = `${this.path}/${name}`;
    disk.makeFolder(folder);
    const metadata = disk.open(`${folder}/${partitionMetadataFile}`, { create: true });
    try {
      metadata.truncate(0);
      metadata.write(0, [formatPartitionMetadata(topicId)]);
      const [{ log }] = await Promise.all([
        openLog(this.#surroundings, { ...partition, folder, settings, wasCleanStop: true }),
        (async () => metadata.flush())(),
        (async () => disk.flushFolder(this.path))(),
      ]);
      this.#partitions.set(name, { ...partition, topicId, log });
      return log;
    } finally {
      metadata.close();
    }
  }

  async #openAll({ partitions, deletedFolders }: FolderContents): Promise<void> {
    for (const deleted of deletedFolders) this.#removeLater(deleted, 0);
    await eachOf(partitions, (partition) => this.#openFound(partition));
  }

  async #openFound({ topic, partition, toOpen }: FoundPartition): Promise<void> {
    const topicId = await readTopicId(this.#world, toOpen.folder);
    const settings = this.#options.settingsOf({ topic, partition }, topicId);
    const { log, recovery } = await openLog(this.#surroundings, { ...toOpen, settings });
    this.#partitions.set(log.partition, { topic, partition, topicId, log });
    if (recovery !== undefined) this.#recoveries.push({ log, recovery });
  }

  #startTasks(): void {
    const { checkpointIntervalMs, highWatermarkCheckpointIntervalMs } = this.#options;
    const { retentionCheckIntervalMs, producerIdExpirationCheckIntervalMs } = this.#options;
    this.#every(checkpointIntervalMs, () => this.saveCheckpoints());
    this.#every(highWatermarkCheckpointIntervalMs, () => this.#checkpoints.highWatermarks.save());
    this.#every(retentionCheckIntervalMs, () => this.deleteOldSegments());
    this.#every(producerIdExpirationCheckIntervalMs, () => {
      for (const { log } of this.partitions) log.removeExpiredProducers();
    });
  }

  /** Deletes what retention no longer holds, in all logs. */
  async deleteOldSegments(): Promise<void> {
    for (const { log } of this.partitions) {
      try {
        await log.deleteOldSegments();
      } catch (error) {
        // The disk refuses; the next round tries again, and the other logs are not to wait for this one.
        if (!(error instanceof LogError)) throw error;
      }
    }
  }

  #every(intervalMs: number, work: () => void | Promise<void>): void {
    if (intervalMs === Infinity) return;
    this.#background.later(intervalMs, async () => {
      try {
        await work();
      } finally {
        if (!this.#isClosed) this.#every(intervalMs, work);
      }
    });
  }

  async #takeOut(partition: TopicPartition, log: Log, as: 'delete' | 'stray'): Promise<string> {
    const { disk, random } = this.#world;
    const newName = folderOutOfUse(partition, random.bytes(16), as);
    try {
      disk.rename(log.folder, `${this.path}/${newName}`);
      this.#partitions.delete(partitionName(partition));
      log.abandon();
      await disk.flushFolder(this.path);
      return newName;
    } catch (error) {
      if (error instanceof DiskError) throw new LogError('KAFKA_STORAGE_ERROR', error.message);
      throw error;
    }
  }

  #removeLater(folderName: string, delayMs: number): void {
    this.#background.later(delayMs, () => {
      attempt(() => this.#world.disk.remove(`${this.path}/${folderName}`));
    });
  }

  #logs(): readonly Log[] {
    return [...this.#unlisted, ...this.partitions.map(({ log }) => log)];
  }
}
