import type { Disk } from '../world/world.ts';
import { replaceFile } from './safe-file.ts';

/** One checkpoint of a data folder, saved again and again: one writer at a time, and only when it says something new. */
export class CheckpointFile {
  readonly #disk: Disk;
  readonly #folder: string;
  readonly #name: string;
  readonly #content: () => Uint8Array;
  #saved: Uint8Array | undefined;
  #asked = 0;
  #answered = 0;
  #underWay: Promise<void> | undefined;

  /** @param content what is true at the moment of the call */
  constructor(disk: Disk, folder: string, name: string, content: () => Uint8Array) {
    this.#disk = disk;
    this.#folder = folder;
    this.#name = name;
    this.#content = content;
  }

  /** Resolves when what is true now is safe from a loss of power. Rejects with a `DiskError`. */
  async save(): Promise<void> {
    const mine = ++this.#asked;
    while (this.#answered < mine) await (this.#underWay ?? this.#startSave());
  }

  async #startSave(): Promise<void> {
    this.#underWay = this.#saveOnce();
    try {
      await this.#underWay;
    } finally {
      this.#underWay = undefined;
    }
  }

  async #saveOnce(): Promise<void> {
    const asked = this.#asked;
    const content = this.#content();
    if (!isSame(content, this.#saved)) {
      await replaceFile(this.#disk, this.#folder, this.#name, content);
      this.#saved = content;
    }
    this.#answered = asked;
  }
}

function isSame(one: Uint8Array, other: Uint8Array | undefined): boolean {
  return one.length === other?.length && one.every((byte, position) => byte === other[position]);
}
