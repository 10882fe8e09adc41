import { type Disk, DiskError, type File, type FolderLock } from '../world.ts';
import type { FileContent } from './content.ts';
import type { FolderTree } from './folders.ts';
import { failedTo, lostDisk, type Platter } from './platter.ts';
import type { Process } from './process.ts';

/** The disk as one process sees it. */
export class SimulatedDisk implements Disk {
  readonly #process: Process;
  readonly #platter: Platter;

  constructor(process: Process, platter: Platter) {
    this.#process = process;
    this.#platter = platter;
    process.atDeath(() => platter.locks.clear());
  }

  open(path: string, { create = false }: { readonly create?: boolean } = {}): File {
    const tree = this.#enter('open', path);
    const isMissing = create && tree.find(path) === undefined;
    const content = isMissing ? tree.makeFile(path) : tree.file(path);
    if (isMissing) {
      this.#platter.keepInPageCache(content);
      this.#platter.heard?.({ kind: 'name', path });
    }
    return new SimulatedFile(path, content, this.#process, this.#platter);
  }

  exists(path: string): boolean {
    return this.#enter('exists', path).find(path) !== undefined;
  }

  sizeBytesOf(path: string): number {
    return this.#enter('sizeBytesOf', path).file(path).sizeBytes;
  }

  list(folder: string): readonly string[] {
    this.#enter('list', folder);
    return this.#platter.list(folder);
  }

  makeFolder(path: string): void {
    this.#enter('makeFolder', path).makeFolder(path);
    this.#platter.heard?.({ kind: 'name', path });
  }

  rename(from: string, to: string): void {
    this.#enter('rename', from).rename(from, to);
    this.#platter.heard?.({ kind: 'name', path: to });
  }

  remove(path: string): void {
    this.#enter('remove', path).remove(path);
    this.#platter.heard?.({ kind: 'name', path });
  }

  flushFolder(path: string): Promise<void> {
    const tree = this.#enter('flushFolder', path);
    const folder = tree.folder(path);
    const { promise, resolve, reject } = this.#process.deferred();
    this.#platter.takeTime(this.#process, 'flush', path, 0, (error) => {
      if (error === undefined) tree.flush(folder);
      this.#process.run(() => (error === undefined ? resolve() : reject(error)));
    });
    return promise;
  }

  lock(path: string): FolderLock {
    const tree = this.#enter('lock', path);
    const { locks } = this.#platter;
    const folder = tree.folder(path);
    if (locks.has(folder)) throw new DiskError('locked', path, `another process works in ${path}`);
    if (!folder.now.has('.lock')) tree.makeFile(`${path}/.lock`);
    locks.add(folder);
    let isHeld = true;
    return {
      release: () => {
        if (isHeld && this.#process.isAlive) locks.delete(folder);
        isHeld = false;
      },
    };
  }

  #enter(call: string, path: string): FolderTree {
    this.#process.enter(`disk.${call}`);
    if (this.#platter.trouble.isLost) throw lostDisk(path);
    return this.#platter.tree;
  }
}

class SimulatedFile implements File {
  readonly path: string;
  readonly #content: FileContent;
  readonly #process: Process;
  readonly #platter: Platter;
  /** The disk that the file is on: another one may be in its place by now. */
  readonly #tree: FolderTree;
  #isOpen = true;

  constructor(path: string, content: FileContent, process: Process, platter: Platter) {
    this.path = path;
    this.#content = content;
    this.#process = process;
    this.#platter = platter;
    this.#tree = platter.tree;
  }

  sizeBytes(): number {
    this.#enter('sizeBytes');
    return this.#content.sizeBytes;
  }

  write(position: number, buffers: readonly Uint8Array[]): void {
    this.#enter('write');
    const trouble = this.#platter.trouble;
    const flaw = this.#platter.traps.take('write', this.path);
    if (flaw === 'failed' || trouble.failingWrites > 0) {
      if (flaw === undefined) trouble.failingWrites--;
      throw new DiskError('failed', this.path, `the disk failed to write ${this.path}`);
    }
    const lengthBytes = buffers.reduce((sum, buffer) => sum + buffer.length, 0);
    // As everywhere: writing nothing beyond the end does not make the file longer.
    if (lengthBytes === 0) return;
    this.#grow(position + lengthBytes);
    this.#content.write(position, buffers, flaw);
    this.#platter.heard?.({ kind: 'write', path: this.path });
  }

  read(position: number, lengthBytes: number): Promise<Uint8Array> {
    this.#enter('read');
    const fails = this.#platter.traps.take('read', this.path) !== undefined;
    if (!fails && this.#platter.readsAtOnce(this.#content)) {
      this.#process.loop.willSettle();
      const bytes = this.#content.read(position, lengthBytes);
      this.#platter.noteRead(this.path, bytes.length);
      return Promise.resolve(bytes);
    }
    const { promise, resolve, reject } = this.#process.deferred<Uint8Array>();
    this.#platter.takeTime(this.#process, 'read', this.path, lengthBytes, (trouble) => {
      const error = fails ? failedTo('read', this.path) : trouble;
      const bytes = this.#content.read(position, lengthBytes);
      if (error === undefined) {
        this.#platter.noteRead(this.path, bytes.length);
        this.#platter.keepInPageCache(this.#content);
      }
      this.#process.run(() => (error === undefined ? resolve(bytes) : reject(error)));
    });
    return promise;
  }

  flush(): Promise<void> {
    this.#enter('flush');
    const { promise, resolve, reject } = this.#process.deferred();
    const lengthBytes = this.#content.writtenBytes;
    const snapshot = this.#content.beginFlush();
    const flaw = this.#platter.traps.take('flush', this.path);
    this.#platter.takeTime(this.#process, 'flush', this.path, lengthBytes, (trouble) => {
      const error = flaw === 'failed' ? failedTo('flush', this.path) : trouble;
      this.#content.endFlush(snapshot, flaw === 'lost' || error !== undefined);
      this.#process.run(() => (error === undefined ? resolve() : reject(error)));
    });
    return promise;
  }

  truncate(sizeBytes: number): void {
    this.#enter('truncate');
    this.#grow(sizeBytes);
    this.#content.truncate(sizeBytes);
    this.#platter.heard?.({ kind: 'truncate', path: this.path });
  }

  close(): void {
    this.#isOpen = false;
  }

  #enter(call: string): void {
    this.#process.enter(`file.${call}`);
    if (this.#platter.trouble.isLost || this.#tree !== this.#platter.tree) throw lostDisk(this.path);
    if (!this.#isOpen) throw new DiskError('failed', this.path, `${this.path} is closed`);
  }

  #grow(sizeBytes: number): void {
    const capacityBytes = this.#platter.trouble.capacityBytes;
    const growthBytes = sizeBytes - this.#content.sizeBytes;
    if (capacityBytes === Infinity || growthBytes <= 0) return;
    if (this.#platter.sizeBytesOf('') + growthBytes > capacityBytes) {
      throw new DiskError('full', this.path, `no space is left on the disk for ${this.path}`);
    }
  }
}
