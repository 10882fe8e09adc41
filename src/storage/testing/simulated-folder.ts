import type { Simulation } from '../../world/simulated/simulation.ts';
import { createSimulation } from '../../world/simulated/simulation.ts';
import { type NewRecord, type KafkaRecord } from '../../records/record.ts';
import { batchesIn } from '../../records/batches.ts';
import { writeBatch, type BatchToWrite } from '../../records/write-batch.ts';
import { type HeldPartition, LogFolder, type LogFolderOptions } from '../log-folder.ts';
import type { StorageEvent } from '../events.ts';
import type { Log } from '../log.ts';
import { defaultLogSettings, type LogSettings } from '../settings.ts';

export const dataFolder = 'data';
export const payments = { topic: 'payments', partition: 0 };
export const topicId = 'vDZ9P0nwSbWNLWO3XXExTw';

/** A broker's disk in a simulated world, with what tests do to it. */
export class SimulatedFolder {
  readonly simulation: Simulation;
  settings: LogSettings;
  readonly #options: Partial<LogFolderOptions>;
  #folder: LogFolder | undefined;

  constructor({
    settings = {},
    seed = 1,
    ...options
  }: { settings?: Partial<LogSettings>; seed?: number } & Partial<LogFolderOptions> = {}) {
    this.simulation = createSimulation({ seed });
    this.settings = { ...defaultLogSettings, ...settings };
    this.#options = options;
  }

  /** What is told from now on. */
  listen(): readonly StorageEvent[] {
    const told: StorageEvent[] = [];
    this.simulation.trace.listen((event) => told.push(event as unknown as StorageEvent));
    return told;
  }

  get node() {
    return this.simulation.node('broker-1');
  }

  get folder(): LogFolder {
    return this.#folder!;
  }

  get log(): Log {
    return this.folder.log(payments)!;
  }

  get partitions(): readonly HeldPartition[] {
    return this.folder.partitions;
  }

  /** Opens the folder, and makes the partition `payments-0` where it is missing. */
  async open(): Promise<Log> {
    await this.openFolder();
    return this.do(() => this.folder.create(payments, topicId, this.settings));
  }

  async openFolder(): Promise<LogFolder> {
    const options = { settingsOf: () => this.settings, ...this.#options };
    this.#folder = await this.do(() => LogFolder.open(this.node.world, dataFolder, options));
    return this.folder;
  }

  /** A file's content on the disk now; `path` counts from the data folder. */
  file(path: string): Uint8Array {
    return this.node.platter.read(`${dataFolder}/${path}`);
  }

  /** Names of files in a folder, without those in folders of it. */
  files(folder: string): readonly string[] {
    return this.node.platter.list(`${dataFolder}/${folder}`).filter((name) => !name.endsWith('/'));
  }

  /** Puts a file on the disk, flushed. */
  put(path: string, content: Uint8Array): Promise<void> {
    return this.do(async () => {
      const { disk } = this.node.world;
      const folder = `${dataFolder}/${path}`.replace(/\/[^/]*$/, '');
      disk.makeFolder(folder);
      const file = disk.open(`${dataFolder}/${path}`, { create: true });
      file.truncate(0);
      file.write(0, [content]);
      await file.flush();
      file.close();
      await disk.flushFolder(folder);
    });
  }

  /** Calls into the log happen here. */
  do<Result>(work: () => Result | Promise<Result>): Promise<Result> {
    return this.simulation.runUntilResolved(work);
  }

  async stopAndStart(): Promise<Log> {
    await this.do(() => this.folder.close());
    return this.#startAgain();
  }

  async killAndStart(): Promise<Log> {
    this.node.kill();
    return this.#startAgain();
  }

  async losePowerAndStart(unflushed: 'nothing' | 'chance'): Promise<Log> {
    this.node.unplug({ unflushed });
    return this.#startAgain();
  }

  async #startAgain(): Promise<Log> {
    if (this.node.isAlive) this.node.kill();
    this.node.restart();
    return this.open();
  }
}

const utf8 = new TextEncoder();

/** A batch as a producer sends it: one record for each value, all with one timestamp. */
export function batchOf(
  values: readonly string[],
  given: Partial<BatchToWrite> & { timestamp?: number } = {},
): Uint8Array {
  const { timestamp = 1_767_225_600_000, ...header } = given;
  const records = values.map((value): NewRecord => ({ key: null, value: utf8.encode(value), timestamp }));
  return writeBatch({ records, ...header });
}

export function valuesIn(bytes: Uint8Array): readonly string[] {
  return recordsIn(bytes).map(({ value }) => new TextDecoder().decode(value ?? undefined));
}

export function recordsIn(bytes: Uint8Array): readonly KafkaRecord[] {
  return batchesIn(bytes).batches.flatMap((batch) => [...batch.records()]);
}

export const everything = { maxBytes: 1 << 30, minOneBatch: true, upToOffset: Infinity };

/** All values of a log from its start on. */
export async function readAll(log: Log): Promise<readonly string[]> {
  const values: string[] = [];
  for (let offset = log.logStartOffset; offset < log.logEndOffset; ) {
    const records = recordsIn(await log.read(offset, everything));
    for (const record of records) {
      if (record.offset >= offset) values.push(new TextDecoder().decode(record.value ?? undefined));
    }
    offset = records[records.length - 1]!.offset + 1;
  }
  return values;
}
