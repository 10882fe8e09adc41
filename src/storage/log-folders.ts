import { DiskError } from '../world/world.ts';
import { LogError } from './errors.ts';
import { partitionName, type TopicPartition } from './file-names.ts';
import type { SettingsOf } from './folder-options.ts';
import type { Log } from './log.ts';
import type { HeldPartition, LogFolder } from './log-folder.ts';
import type { RecoveredLog } from './log-opening.ts';
import type { OfflineLog } from './offline-log.ts';
import type { StorageRules } from './rules.ts';
import type { LogSettings } from './settings.ts';

/** A data folder that can be used. */
export interface UsedFolder {
  /** `directory.id` */
  readonly id: string;
  readonly folder: LogFolder;
  /** Nobody has ever stopped in it, cleanly or not. */
  readonly isNew: boolean;
}

/** A data folder that cannot be used: its disk refuses. */
export interface OfflineFolder {
  readonly path: string;
  readonly because: string;
}

/** One partition lies in two data folders, and nobody knows which one counts. */
export class TwiceFoundError extends Error {
  override readonly name = 'TwiceFoundError';
}

/** All data folders of a broker, each on a disk of its own, it is hoped: where one fails the others serve (KIP-112). */
export class LogFolders {
  readonly #rules: Pick<StorageRules, 'logFolderChoice'>;
  readonly #folders: UsedFolder[];
  readonly #offline: OfflineFolder[];

  constructor(
    rules: Pick<StorageRules, 'logFolderChoice'>,
    folders: readonly UsedFolder[],
    offline: readonly OfflineFolder[],
  ) {
    this.#rules = rules;
    this.#folders = [...folders];
    this.#offline = [...offline];
  }

  /**
   * Opens every log that lies in one of the folders. A folder whose disk refuses is offline from now on.
   *
   * @param vital without this folder nothing can be done
   * @throws TwiceFoundError, and `DiskError` where no folder is left, or not the vital one
   */
  async openLogs(settingsOf: SettingsOf, vital?: LogFolder): Promise<void> {
    for (const used of [...this.#folders]) {
      try {
        await used.folder.openLogs(settingsOf);
      } catch (error) {
        if (!(error instanceof DiskError) || this.#folders.length === 1 || used.folder === vital) throw error;
        used.folder.abandon();
        this.#folders.splice(this.#folders.indexOf(used), 1);
        this.#offline.push({ path: used.folder.path, because: error.message });
      }
    }
    this.#refuseTwice();
  }

  get used(): readonly UsedFolder[] {
    return this.#folders;
  }

  /** Those that could not be opened. One that fails later is still among those that are used, with its `failure`. */
  get offline(): readonly OfflineFolder[] {
    return this.#offline;
  }

  /** The ids of those that work. */
  get onlineIds(): readonly string[] {
    return this.#folders.filter(({ folder }) => folder.failure === undefined).map(({ id }) => id);
  }

  /** The id of the folder in which a partition's log lies; undefined where none has it. */
  idOfFolderWith(partition: TopicPartition): string | undefined {
    const name = partitionName(partition);
    return this.#folders.find(({ folder }) => folder.has(name))?.id;
  }

  get partitions(): readonly HeldPartition[] {
    return this.#folders.flatMap(({ folder }) => folder.partitions);
  }

  get offlineLogs(): readonly OfflineLog[] {
    return this.#folders.flatMap(({ folder }) => folder.offlineLogs);
  }

  get recoveries(): readonly RecoveredLog[] {
    return this.#folders.flatMap(({ folder }) => folder.recoveries);
  }

  /** The smallest that a folder knows, as one that was not there may know an old one; undefined where a stop was not clean. */
  get previousBrokerEpoch(): number | undefined {
    const epochs = this.#folders.filter(({ isNew }) => !isNew).map(({ folder }) => folder.previousBrokerEpoch);
    return epochs.some((epoch) => epoch === undefined) ? undefined : Math.min(...epochs.map((epoch) => epoch ?? -1));
  }

  /**
   * Where the next new logs go, one after the other.
   *
   * @param countOf how many logs a folder, by its id, has or is to have
   */
  choices(countOf: (id: string) => number): () => string {
    const healthy = this.#healthy();
    const counts = healthy.map(({ id }) => countOf(id));
    return () => {
      const choice = this.#rules.logFolderChoice(counts);
      counts[choice]!++;
      return healthy[choice]!.id;
    };
  }

  /**
   * Makes a partition's log, or returns the one that is there. A partition that is not new may lie in a folder that is offline:
   * then it is not made anew, empty.
   *
   * @param wanted the id of the folder in which it shall lie, where it can; else one is chosen
   */
  async create(
    partition: TopicPartition,
    topicId: string,
    settings: LogSettings,
    { wanted, isNew }: { readonly wanted: string | undefined; readonly isNew: boolean },
  ): Promise<Log> {
    const name = partitionName(partition);
    const holder = this.#holderOf(partition);
    if (holder !== undefined) return holder.create(partition, topicId, settings);
    const [offline] = this.#offline;
    if (!isNew && offline !== undefined) {
      const because = `${name} may lie in ${offline.path}, which cannot be used: ${offline.because}`;
      throw new LogError('KAFKA_STORAGE_ERROR', because);
    }
    const healthy = this.#healthy();
    const counts = healthy.map(({ folder }) => folder.partitions.length);
    const found = healthy.find(({ id }) => id === wanted) ?? healthy[this.#rules.logFolderChoice(counts)]!;
    return found.folder.create(partition, topicId, settings);
  }

  /** Rejects with a `LogError`. */
  async remove(partition: TopicPartition): Promise<void> {
    await this.#holderOf(partition)?.remove(partition);
  }

  /** See `LogFolder.setAside`. */
  async setAside(partition: TopicPartition): Promise<string | undefined> {
    return this.#holderOf(partition)?.setAside(partition);
  }

  /** Closes all, also where one refuses; then rejects with what the first one said. */
  async close(brokerEpoch: number): Promise<void> {
    const failures: unknown[] = [];
    for (const { folder } of this.#folders) {
      try {
        await folder.close(brokerEpoch);
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }

  /** Lets go of everything without writing anything. */
  abandon(): void {
    for (const { folder } of this.#folders) folder.abandon();
  }

  /** A folder is put up with that failed where there is no other: its logs say why they refuse. */
  #healthy(): readonly UsedFolder[] {
    const healthy = this.#folders.filter(({ folder }) => folder.failure === undefined);
    return healthy.length > 0 ? healthy : this.#folders;
  }

  #holderOf(partition: TopicPartition): LogFolder | undefined {
    const name = partitionName(partition);
    return this.#folders.find(({ folder }) => folder.has(name))?.folder;
  }

  #refuseTwice(): void {
    const places = new Map<string, string>();
    for (const { folder } of this.#folders) {
      for (const held of [...folder.partitions, ...folder.offlineLogs]) {
        const name = partitionName(held);
        const other = places.get(name);
        if (other !== undefined) {
          throw new TwiceFoundError(`${name} lies in ${other} and in ${folder.path}; move one of the two elsewhere`);
        }
        places.set(name, folder.path);
      }
    }
  }
}
