import { KafkaError } from '../wire/errors.ts';
import type { World } from '../world/world.ts';
import { MetadataDelta } from './delta.ts';
import type { MetadataImage } from './image.ts';
import { type MetadataRecordToWrite, readMetadataRecord, writeMetadataRecord } from './records.ts';
import type { MetadataRules } from './rules.ts';
import { eventsOf } from './told.ts';

/** Where the controller writes: in order, and safe when `flush` has resolved. */
export interface MetadataJournal {
  /** Appends encoded records as one batch: all or nothing. Returns the last one's offset. Throws `LogError` or `DiskError`. */
  append(records: readonly Uint8Array[]): number;
  /** The offset that the next record gets. */
  readonly endOffset: number;
  /** The epoch in which this node leads the log. */
  readonly epoch: number;
  flush(): Promise<void>;
}

/** What was decided: records to be written, and what to answer once they are safe. */
export interface Decision<Result> {
  readonly records: readonly MetadataRecordToWrite[];
  readonly result: Result;
}

/** Is told of every new image, before anybody is answered for it. Never rejects: what it cannot do it keeps to itself. */
export type ImageListener = (image: MetadataImage, before: MetadataImage) => Promise<void>;

/**
 * The one who decides for the cluster. A change is decided on the image that all changes before it make, appended to the
 * metadata log, and answered when it is safe on disk and this node has acted upon it.
 */
export class Controller {
  readonly #world: World;
  readonly #journal: MetadataJournal;
  readonly #rules: MetadataRules;
  readonly #listeners: ImageListener[] = [];
  /** With everything appended; what is decided next stands upon it. */
  #newest: MetadataImage;
  /** With everything that is safe. */
  #image: MetadataImage;
  #publishing: Promise<void> = Promise.resolve();
  #failure: string | undefined;

  constructor(world: World, journal: MetadataJournal, image: MetadataImage, rules: MetadataRules) {
    this.#world = world;
    this.#journal = journal;
    this.#rules = rules;
    this.#image = image;
    this.#newest = image;
  }

  /** What the cluster is: all of it is safe on disk. */
  get image(): MetadataImage {
    return this.#image;
  }

  listen(listener: ImageListener): void {
    this.#listeners.push(listener);
  }

  /**
   * Decides, and resolves when what was decided is safe. Rejects with what `decide` throws, and with KAFKA_STORAGE_ERROR
   * where the log could not be flushed: nobody knows then what a restart will find, so nothing more is decided before one.
   *
   * @param decide gets the offset that the first of its records will have
   */
  async change<Result>(decide: (image: MetadataImage, offset: number) => Decision<Result>): Promise<Result> {
    if (this.#failure !== undefined) throw new KafkaError('KAFKA_STORAGE_ERROR', this.#failure);
    const before = this.#newest;
    const { records, result } = decide(before, this.#journal.endOffset);
    if (records.length === 0) return result;
    // What counts is what stands in the log: so the image is made of the records as they are read from there.
    const encoded = records.map((record) => writeMetadataRecord(record));
    const written = encoded.map((bytes) => readMetadataRecord(bytes));
    const delta = new MetadataDelta(before, this.#rules);
    for (const record of written) delta.apply(record);
    const image = delta.image(this.#journal.append(encoded), this.#journal.epoch);
    this.#newest = image;
    await this.#flush();
    await this.#publish(image);
    if (this.#world.tell !== undefined) for (const event of eventsOf(written, before, image)) this.#world.tell(event);
    return result;
  }

  async #flush(): Promise<void> {
    try {
      await this.#journal.flush();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.#failure = `the metadata log could not be flushed (${reason}); restart the broker`;
      throw new KafkaError('KAFKA_STORAGE_ERROR', this.#failure);
    }
  }

  /** One image after the other, each heard by every listener before it counts. */
  #publish(image: MetadataImage): Promise<void> {
    this.#publishing = this.#publishing.then(async () => {
      if (image.offset <= this.#image.offset) return;
      for (const listener of this.#listeners) await listener(image, this.#image);
      this.#image = image;
    });
    return this.#publishing;
  }
}
