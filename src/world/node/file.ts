import { closeSync, fdatasync, fstatSync, ftruncateSync, read, readSync, writeSync, writevSync } from 'node:fs';
import type { Memory } from '../../bytes/memory.ts';
import { DiskError, type File } from '../world.ts';
import { CachedReads } from './cached-reads.ts';
import { diskError, orDiskError } from './disk-errors.ts';

/** All of it is read over before anybody sees it. */
const uninitialized: Memory = {
  take: (sizeBytes) => new Uint8Array(Buffer.allocUnsafeSlow(sizeBytes).buffer),
  give: () => {},
};

/** An open file. Its descriptor is given back when it is closed and nothing is under way any more. */
export class NodeFile implements File {
  readonly path: string;
  readonly #descriptor: number;
  readonly #cached = new CachedReads();
  #isOpen = true;
  #underWay = 0;

  constructor(path: string, descriptor: number) {
    this.path = path;
    this.#descriptor = descriptor;
  }

  sizeBytes(): number {
    this.#refuseClosed();
    return orDiskError('look at', this.path, () => fstatSync(this.#descriptor).size);
  }

  write(position: number, buffers: readonly Uint8Array[]): void {
    this.#refuseClosed();
    const lengthBytes = buffers.reduce((sum, buffer) => sum + buffer.length, 0);
    let written = 0;
    try {
      while (written < lengthBytes) written += this.#writeSome(position + written, restOf(buffers, written));
    } catch (error) {
      if (written > 0) this.#takeBack(position, written);
      throw diskError('write', this.path, error as NodeJS.ErrnoException);
    }
  }

  async read(position: number, lengthBytes: number, memory = uninitialized): Promise<Uint8Array> {
    const available = Math.max(0, Math.min(lengthBytes, this.sizeBytes() - position));
    const bytes = memory.take(available).subarray(0, available);
    let filled = 0;
    while (filled < available) {
      const rest = bytes.subarray(filled);
      const isNow = this.#cached.mayReadNow(rest.length);
      const count = isNow ? this.#readNow(rest, position + filled) : await this.#readSoon(rest, position + filled);
      if (count === 0) return bytes.subarray(0, filled);
      filled += count;
    }
    return bytes;
  }

  /** `fdatasync`: the bytes, and of what describes them as much as is needed to find them again, so the size too. */
  flush(): Promise<void> {
    this.#refuseClosed();
    return new Promise((resolve, reject) => {
      this.#underWay++;
      fdatasync(this.#descriptor, (error) => {
        this.#doneWith();
        if (error === null) resolve();
        else reject(diskError('flush', this.path, error));
      });
    });
  }

  truncate(sizeBytes: number): void {
    this.#refuseClosed();
    orDiskError('truncate', this.path, () => ftruncateSync(this.#descriptor, sizeBytes));
  }

  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    if (this.#underWay === 0) closeSync(this.#descriptor);
  }

  #writeSome(position: number, buffers: readonly Uint8Array[]): number {
    const [first] = buffers;
    if (buffers.length === 1) return writeSync(this.#descriptor, first!, 0, first!.length, position);
    return writevSync(this.#descriptor, buffers, position);
  }

  /** A write happens or it throws: where half of it made the file longer, the file is cut again. */
  #takeBack(position: number, written: number): void {
    try {
      if (fstatSync(this.#descriptor).size === position + written) ftruncateSync(this.#descriptor, position);
    } catch {
      // The disk does not even let the file be cut: the error of the write says enough.
    }
  }

  #readNow(bytes: Uint8Array, position: number): number {
    this.#refuseClosed();
    const startedMs = performance.now();
    const count = orDiskError('read', this.path, () => readSync(this.#descriptor, bytes, 0, bytes.length, position));
    this.#cached.took(performance.now() - startedMs);
    return count;
  }

  #readSoon(bytes: Uint8Array, position: number): Promise<number> {
    this.#refuseClosed();
    return new Promise((resolve, reject) => {
      this.#underWay++;
      read(this.#descriptor, bytes, 0, bytes.length, position, (error, count) => {
        this.#doneWith();
        if (error === null) resolve(count);
        else reject(diskError('read', this.path, error));
      });
    });
  }

  #doneWith(): void {
    this.#underWay--;
    if (!this.#isOpen && this.#underWay === 0) closeSync(this.#descriptor);
  }

  #refuseClosed(): void {
    if (!this.#isOpen) throw new DiskError('failed', this.path, `${this.path} is closed`);
  }
}

/** What is left of the buffers behind so many bytes. */
function restOf(buffers: readonly Uint8Array[], skippedBytes: number): readonly Uint8Array[] {
  if (skippedBytes === 0) return buffers;
  const rest: Uint8Array[] = [];
  let skip = skippedBytes;
  for (const buffer of buffers) {
    if (skip < buffer.length) rest.push(buffer.subarray(skip));
    skip = Math.max(0, skip - buffer.length);
  }
  return rest;
}
