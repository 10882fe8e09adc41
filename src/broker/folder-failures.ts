import { directoriesFailed } from '../metadata/changes/directories.ts';
import type { LogFolder } from '../storage/log-folder.ts';
import type { Broker } from './broker.ts';
import { asKafkaError } from './errors.ts';

/** A data folder failed while it was in use. */
interface Failure {
  readonly path: string;
  readonly because: string;
}

interface Serving {
  readonly broker: Broker;
  /** The folder of the cluster's metadata. */
  readonly metadata: LogFolder;
  /** The broker's end, without writing anything. */
  readonly halt: (because: string) => Promise<void>;
}

/**
 * What a broker does when a data folder fails while it is in use (KIP-112, KIP-858): the partitions in it are offline, which
 * the metadata say from now on, and all others serve. Where no folder is left, or not that of the metadata, the broker halts.
 */
export class FolderFailures {
  readonly #log: (line: string) => void;
  /** Before the broker serves. */
  readonly #unattended: Failure[] = [];
  #serving: Serving | undefined;

  constructor(log: (line: string) => void) {
    this.#log = log;
  }

  /** In the midst of an append, or of whatever else the disk refused: what follows from it comes later. */
  notice(path: string, because: string): void {
    this.#log(`${path} is offline, with the partitions in it: ${because}`);
    if (this.#serving === undefined) this.#unattended.push({ path, because });
    else this.#later(this.#serving, { path, because });
  }

  /** From now on the broker serves. */
  attend(serving: Serving): void {
    this.#serving = serving;
    for (const failure of this.#unattended.splice(0)) this.#later(serving, failure);
  }

  #later(serving: Serving, failure: Failure): void {
    serving.broker.world.clock.after(0, () => this.#react(serving, failure));
  }

  async #react({ broker, metadata, halt }: Serving, { path, because }: Failure): Promise<void> {
    const { folders, partitions, controller, identity } = broker;
    if (path === metadata.path) return halt(`the folder of the metadata has failed: ${because}`);
    if (folders.onlineIds.length === 0) return halt(`all data folders have failed: ${because}`);
    partitions.dismissOffline();
    try {
      await controller.change((image) => ({
        records: directoriesFailed(image, identity.nodeId, folders.onlineIds, broker.rules),
        result: undefined,
      }));
    } catch (error) {
      this.#log(`the metadata cannot say that ${path} is offline: ${asKafkaError(error).message}`);
    }
  }
}
