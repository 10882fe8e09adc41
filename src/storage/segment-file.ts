import type { Memory } from '../bytes/memory.ts';
import type { Disk, File } from '../world/world.ts';

/**
 * A file that is opened when it is needed and may be closed at any time between: a log has more files than a process may
 * hold open.
 */
export class SegmentFile {
  readonly #disk: Disk;
  #path: string;
  #file: File | undefined;
  #underWay = 0;
  #closeAfterwards = false;

  constructor(disk: Disk, path: string) {
    this.#disk = disk;
    this.#path = path;
  }

  get path(): string {
    return this.#path;
  }

  sizeBytes(): number {
    return this.#opened().sizeBytes();
  }

  /** Makes it, empty, also where one of that name is left from before. */
  create(): void {
    this.#file = this.#disk.open(this.#path, { create: true });
    if (this.#file.sizeBytes() > 0) this.#file.truncate(0);
  }

  write(position: number, bytes: Uint8Array): void {
    this.#opened().write(position, [bytes]);
  }

  truncate(sizeBytes: number): void {
    this.#opened().truncate(sizeBytes);
  }

  async read(position: number, lengthBytes: number, memory?: Memory): Promise<Uint8Array> {
    const file = this.#opened();
    this.#underWay++;
    try {
      return await file.read(position, lengthBytes, memory);
    } finally {
      this.#endOne();
    }
  }

  async readAll(): Promise<Uint8Array> {
    return this.read(0, this.sizeBytes());
  }

  async flush(): Promise<void> {
    const file = this.#opened();
    this.#underWay++;
    try {
      await file.flush();
    } finally {
      this.#endOne();
    }
  }

  /** The file, where there is one, keeps its content and what reads it goes on. */
  rename(path: string): void {
    if (this.#disk.exists(this.#path)) this.#disk.rename(this.#path, path);
    this.#path = path;
  }

  /** Closes it as soon as no read or flush is under way; the next use opens it again. */
  close(): void {
    if (this.#file === undefined) return;
    if (this.#underWay > 0) {
      this.#closeAfterwards = true;
      return;
    }
    this.#closeAfterwards = false;
    this.#file.close();
    this.#file = undefined;
  }

  #opened(): File {
    this.#closeAfterwards = false;
    this.#file ??= this.#disk.open(this.#path);
    return this.#file;
  }

  #endOne(): void {
    this.#underWay--;
    if (this.#underWay === 0 && this.#closeAfterwards) this.close();
  }
}
