import { DiskError, type FolderLock, type Tell, type World } from '../world/world.ts';
import { Background } from './background.ts';
import { formatCleanShutdown } from './checkpoints.ts';
import { cleanShutdownFile, folderOutOfUse, partitionName, type TopicPartition } from './file-names.ts';
import { checkpointed, FolderCheckpoints, type HeldPartition } from './folder-checkpoints.ts';
import { type FoundPartition, readFolderContents } from './folder-contents.ts';
import { closeLogs, deleteOldSegments, startFolderTasks } from './folder-tasks.ts';
import { openFound } from './found-log.ts';
import { defaultFolderOptions, type FolderOptions, type LogFolderOptions, type SettingsOf } from './folder-options.ts';
import { LogError } from './errors.ts';
import type { StorageEvent } from './events.ts';
import type { Log } from './log.ts';
import type { LogCleaner } from './log-cleaner.ts';
import { offlineBecause } from './log-errors.ts';
import { makeLog } from './log-making.ts';
import { openLog, type RecoveredLog } from './log-opening.ts';
import type { LogSurroundings } from './log-state.ts';
import { checkpointedOffline, type OfflineLog } from './offline-log.ts';
import { OpenSegments } from './open-segments.ts';
import { attempt, makeFolderSafely, replaceFile } from './safe-file.ts';
import type { LogSettings } from './settings.ts';
import { eachOf } from './side-by-side.ts';

export type { HeldPartition, LogFolderOptions, OfflineLog };

/**
 * All logs of one data folder (`log.dirs`), and the checkpoints that say what is known of them at the next start. One
 * process at a time works in a folder. A log that cannot be opened is offline, and the others serve.
 */
export class LogFolder {
  readonly path: string;
  readonly #world: World;
  readonly #options: Required<FolderOptions>;
  readonly #surroundings: LogSurroundings;
  readonly #lock: FolderLock;
  readonly #background: Background;
  readonly #partitions = new Map<string, HeldPartition>();
  readonly #offline = new Map<string, OfflineLog>();
  readonly #creating = new Map<string, Promise<Log>>();
  readonly #unlisted: Log[] = [];
  readonly #recoveries: RecoveredLog[] = [];
  readonly #checkpoints: FolderCheckpoints;
  #cleaner: LogCleaner | undefined;
  #previousBrokerEpoch: number | undefined;
  #failure: string | undefined;
  #isClosed = false;

  /**
   * Opens the folder, which is made where it is missing, and every log in it.
   *
   * @throws DiskError 'locked' where another process works in it
   */
  static async open(world: World, path: string, { settingsOf, ...options }: LogFolderOptions): Promise<LogFolder> {
    const folder = await LogFolder.prepare(world, path, options);
    try {
      await folder.openLogs(settingsOf);
      return folder;
    } catch (error) {
      folder.abandon();
      throw error;
    }
  }

  /** Makes the folder where it is missing, and keeps other processes out of it. No log is open until `openLogs`. */
  static async prepare(world: World, path: string, options: FolderOptions): Promise<LogFolder> {
    await makeFolderSafely(world.disk, path);
    return new LogFolder(world, path, { ...defaultFolderOptions, ...options }, world.disk.lock(path));
  }

  private constructor(world: World, path: string, options: Required<FolderOptions>, lock: FolderLock) {
    this.path = path;
    this.#world = world;
    this.#options = options;
    this.#lock = lock;
    this.#background = new Background(world.clock, (error) => this.#notice(error));
    this.#checkpoints = new FolderCheckpoints(world.disk, path, () => [
      ...this.partitions.map(checkpointed),
      ...this.offlineLogs.map(checkpointedOffline),
    ]);
    this.#surroundings = {
      world,
      rules: options.rules,
      openSegments: new OpenSegments(options.mostOpenSegments),
      memory: options.memory,
      producerIdExpirationMs: options.producerIdExpirationMs,
      saveLogStartOffsets: () => this.#checkpoints.logStartOffsets.save(),
      saveRecoveryPoints: () => this.#checkpoints.recoveryPoints.save(),
      recoveryAdvanced: options.recoveryAdvanced,
      noticeFailure: (error) => this.#noticeFailure(error),
    };
  }

  /**
   * Opens every log that lies in the folder, but the cluster's metadata; from here on it is known what needs no checking at the
   * next start, and old segments go.
   *
   * @param settingsOf a log's settings are in force before anything of it is checked or taken away
   */
  async openLogs(settingsOf: SettingsOf): Promise<void> {
    const { partitions, deletedFolders, previousBrokerEpoch } = await readFolderContents(this.#world, this.path);
    this.#previousBrokerEpoch = previousBrokerEpoch;
    for (const deleted of deletedFolders) this.#removeLater(deleted, 0);
    await eachOf(partitions, (partition) => this.#openFound(partition, settingsOf));
    const held = { world: this.#world, partitions: () => this.partitions };
    this.#cleaner = startFolderTasks(this.#background, this.#options, this.#checkpoints, held);
  }

  /**
   * The broker's epoch at the last stop where that was clean, -1 where the stop did not say it; undefined where the stop was
   * not clean, and all logs were checked.
   */
  get previousBrokerEpoch(): number | undefined {
    return this.#previousBrokerEpoch;
  }

  /** Why nothing here is of use any more; undefined while the disk is well. */
  get failure(): string | undefined {
    return this.#failure;
  }

  /** How many segments hold files open or indexes in memory. */
  get openSegmentCount(): number {
    return this.#surroundings.openSegments.count;
  }

  get partitions(): readonly HeldPartition[] {
    return [...this.#partitions.values()];
  }

  /** Logs that lie here and cannot be used: nobody touches their files. */
  get offlineLogs(): readonly OfflineLog[] {
    return [...this.#offline.values()];
  }

  /** What had to be checked when it was opened; empty after a clean stop, but for the logs without checkpoints. */
  get recoveries(): readonly RecoveredLog[] {
    return this.#recoveries;
  }

  /** Whether a partition's log lies here, be it of use or not. */
  has(name: string): boolean {
    return this.#partitions.has(name) || this.#offline.has(name);
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
    const offline = this.#offline.get(name);
    if (offline !== undefined) throw new LogError('KAFKA_STORAGE_ERROR', offline.because);
    if (this.#failure !== undefined) throw new LogError('KAFKA_STORAGE_ERROR', this.#failure);
    const underWay = this.#creating.get(name) ?? this.#make(partition, topicId, settings);
    this.#creating.set(name, underWay);
    try {
      return await underWay;
    } catch (error) {
      throw this.#asLogError(error);
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
    if (!this.has(partitionName(partition))) return;
    const deleted = await this.#takeOut(partition, 'delete');
    this.#removeLater(deleted, held?.log.settings.fileDeleteDelayMs ?? 0);
    this.#tell?.({ name: 'log removed', partition: partitionName(partition) });
  }

  /**
   * Takes a partition that nobody claims out of use, for good when it resolves, and keeps its files: an operator may know better.
   * Returns the name that its folder has from now on. Rejects with a `LogError`.
   */
  async setAside(partition: TopicPartition): Promise<string | undefined> {
    const name = partitionName(partition);
    return this.has(name) ? this.#takeOut(partition, 'stray') : undefined;
  }

  /** Writes down what a start would have to know. Rejects with a `DiskError`. */
  saveCheckpoints(): Promise<void> {
    return this.#checkpoints.save();
  }

  /** Deletes what retention no longer holds, in all logs. */
  deleteOldSegments(): Promise<void> {
    return deleteOldSegments(this.partitions.map(({ log }) => log));
  }

  /** Compacts the log that deserves it most; false where none does. It is done by itself, too. Rejects with a `DiskError`. */
  async compactDirtiest(): Promise<boolean> {
    return (await this.#cleaner?.cleanDirtiest()) ?? false;
  }

  /**
   * Flushes and closes all logs: the next start need check nothing. Where a log cannot be flushed the others are closed all the
   * same, and the next start checks them all. In a folder that failed nothing is written any more.
   */
  async close(brokerEpoch = -1): Promise<void> {
    if (this.#isClosed) return;
    if (this.#failure !== undefined) return this.abandon();
    this.#isClosed = true;
    this.#background.cancel();
    await this.#cleaner?.atRest();
    const failures = await closeLogs(this.#logs());
    try {
      if (failures.length > 0) throw failures[0];
      await this.saveCheckpoints();
      // Of a log that could not be opened, and was not checked, the mark would say too much.
      if (this.offlineLogs.some(({ wasCleanStop }) => !wasCleanStop)) return;
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
    const log = await makeLog(this.#surroundings, this.path, partition, { topicId, settings });
    this.#partitions.set(log.partition, { ...partition, topicId, log });
    return log;
  }

  async #openFound(found: FoundPartition, settingsOf: SettingsOf): Promise<void> {
    const opened = await openFound(this.#surroundings, found, settingsOf);
    if ('because' in opened) {
      this.#offline.set(partitionName(found), opened);
      this.#tell?.({ name: 'log offline', partition: partitionName(found), because: opened.because });
      return;
    }
    const { log, recovery } = opened;
    this.#partitions.set(log.partition, opened);
    if (recovery !== undefined) this.#recoveries.push({ log, recovery });
  }

  #notice(error: DiskError): void {
    if (this.#options.rules.takesFolderOffline('write', error.code)) this.#noticeFailure(error);
  }

  /** The folder is offline: its logs are neither written nor read until the next start. */
  #noticeFailure(error: DiskError): void {
    if (this.#failure !== undefined || this.#isClosed) return;
    this.#failure = offlineBecause(error);
    for (const log of this.#logs()) log.takeOffline(this.#failure);
    this.#background.cancel();
    this.#tell?.({ name: 'log folder failed', path: this.path, because: error.message });
    this.#options.folderFailed(this.path, this.#failure);
  }

  #asLogError(error: unknown): unknown {
    if (!(error instanceof DiskError)) return error;
    this.#notice(error);
    return new LogError('KAFKA_STORAGE_ERROR', error.message);
  }

  async #takeOut(partition: TopicPartition, as: 'delete' | 'stray'): Promise<string> {
    const { disk, random } = this.#world;
    const name = partitionName(partition);
    const newName = folderOutOfUse(partition, random.bytes(16), as);
    try {
      disk.rename(`${this.path}/${name}`, `${this.path}/${newName}`);
      const held = this.#partitions.get(name);
      this.#partitions.delete(name);
      this.#offline.delete(name);
      held?.log.abandon();
      await disk.flushFolder(this.path);
      return newName;
    } catch (error) {
      throw this.#asLogError(error);
    }
  }

  #removeLater(folderName: string, delayMs: number): void {
    this.#background.later(delayMs, () => {
      attempt(() => this.#world.disk.remove(`${this.path}/${folderName}`));
    });
  }

  /** Asked for each time: who listens may come and go. */
  get #tell(): Tell<StorageEvent> | undefined {
    return this.#world.tell;
  }

  #logs(): readonly Log[] {
    return [...this.#unlisted, ...this.partitions.map(({ log }) => log)];
  }
}
