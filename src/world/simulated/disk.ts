import { type Disk, DiskError, type File, type FolderLock } from '../world.ts';
import type { FileContent, Survival } from './content.ts';
import { type Folder, FolderTree, isFile } from './folders.ts';
import type { Process } from './process.ts';
import { drawFrom, type SeededRandom } from './random.ts';

/** How long the disk takes, in microseconds; one entry of a table is drawn each time. */
export interface DiskTimes {
  readonly readUs: readonly number[];
  readonly flushUs: readonly number[];
  /** How many bytes are read or flushed in a microsecond. */
  readonly bytesPerUs: number;
}

export const usualDiskTimes: DiskTimes = {
  readUs: [40, 50, 60, 60, 70, 80, 90, 120],
  flushUs: [400, 450, 500, 500, 550, 600, 800, 1500],
  bytesPerUs: 500,
};

/** What is wrong with a disk. Everything may be changed while the node runs. */
export interface DiskTrouble {
  /** What all files together may hold; `Infinity`: no limit. */
  capacityBytes: number;
  /** Added to each read and each flush. */
  slowUs: number;
  /** So many of the next operations fail; `Infinity`: all. */
  failingReads: number;
  failingWrites: number;
  failingFlushes: number;
  /** Nothing works any more. */
  isLost: boolean;
}

function noTrouble(): DiskTrouble {
  return { capacityBytes: Infinity, slowUs: 0, failingReads: 0, failingWrites: 0, failingFlushes: 0, isLost: false };
}

/** A disk outlives the processes that use it: each gets a `SimulatedDisk` of its own over the same platter. */
export class Platter {
  tree = new FolderTree();
  readonly times: DiskTimes;
  readonly random: SeededRandom;
  readonly locks = new Set<Folder>();
  trouble = noTrouble();
  /** How often the power was lost: what was under way then never comes to an end. */
  powerLosses = 0;

  constructor(random: SeededRandom, times: DiskTimes) {
    this.random = random;
    this.times = times;
  }

  /** Makes a folder that no loss of power takes: where the disk is mounted, say. */
  makeLastingFolder(path: string): void {
    if (this.tree.find(path) !== undefined) return;
    this.tree.makeFolder(path);
    this.tree.flushAll();
  }

  heal(): void {
    this.trouble = noTrouble();
  }

  /** The disk is gone with all that was on it; healed, it is a new one. */
  lose(): void {
    this.erase();
    this.trouble.isLost = true;
  }

  /** An empty disk in the place of this one. */
  erase(): void {
    this.tree = new FolderTree();
    this.locks.clear();
  }

  /** @param survival what is left of what nobody flushed: nothing, or what chance wants */
  losePower(survival: 'nothing' | 'chance'): void {
    const choice: Survival = survival === 'nothing' ? survival : this.random;
    this.tree.losePower(choice);
    this.powerLosses++;
  }

  /** Turns over bits of one byte of a file. Throws `DiskError` 'missing', or 'failed' where the file is shorter. */
  damage(path: string, position: number, mask = 0x01): void {
    const file = this.tree.file(path);
    if (position < 0 || position >= file.sizeBytes) {
      throw new DiskError('failed', path, `${path} has ${file.sizeBytes} bytes, and none at ${position}`);
    }
    file.damage(position, mask);
  }

  /** What a file holds now: for those who look at a run from outside. Throws `DiskError` 'missing'. */
  read(path: string): Uint8Array {
    const file = this.tree.file(path);
    return file.read(0, file.sizeBytes);
  }

  list(path: string): readonly string[] {
    return [...this.tree.folder(path).now].map(([name, entry]) => (isFile(entry) ? name : `${name}/`)).sort();
  }

  /** What all files in a folder hold together. */
  sizeBytesOf(folder: string): number {
    return this.list(folder).reduce((sum, name) => {
      const path = `${folder}/${name}`;
      return sum + (name.endsWith('/') ? this.sizeBytesOf(path) : this.tree.file(path).sizeBytes);
    }, 0);
  }

  /** Reads and flushes take their time, also while the process stands still; whether they fail is known at the end. */
  takeTime(
    process: Process,
    kind: 'read' | 'flush',
    path: string,
    lengthBytes: number,
    done: (error?: DiskError) => void,
  ) {
    const { readUs, flushUs, bytesPerUs } = this.times;
    const durationUs = drawFrom(this.random, kind === 'read' ? readUs : flushUs) + Math.ceil(lengthBytes / bytesPerUs);
    const powerLosses = this.powerLosses;
    process.loop.at(process.loop.nowUs + durationUs + this.trouble.slowUs, undefined, () => {
      if (powerLosses === this.powerLosses) done(this.#mayFail(kind, path));
    });
  }

  #mayFail(kind: 'read' | 'flush', path: string): DiskError | undefined {
    const trouble = this.trouble;
    if (trouble.isLost) return lost(path);
    const failing = kind === 'read' ? 'failingReads' : 'failingFlushes';
    if (trouble[failing] === 0) return undefined;
    trouble[failing]--;
    return new DiskError('failed', path, `the disk failed to ${kind} ${path}`);
  }
}

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
    return new SimulatedFile(path, isMissing ? tree.makeFile(path) : tree.file(path), this.#process, this.#platter);
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
  }

  rename(from: string, to: string): void {
    this.#enter('rename', from).rename(from, to);
  }

  remove(path: string): void {
    this.#enter('remove', path).remove(path);
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
    if (this.#platter.trouble.isLost) throw lost(path);
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
    if (trouble.failingWrites > 0) {
      trouble.failingWrites--;
      throw new DiskError('failed', this.path, `the disk failed to write ${this.path}`);
    }
    this.#grow(buffers.reduce((end, buffer) => end + buffer.length, position));
    this.#content.write(position, buffers);
  }

  read(position: number, lengthBytes: number): Promise<Uint8Array> {
    this.#enter('read');
    const { promise, resolve, reject } = this.#process.deferred<Uint8Array>();
    this.#platter.takeTime(this.#process, 'read', this.path, lengthBytes, (error) => {
      const bytes = this.#content.read(position, lengthBytes);
      this.#process.run(() => (error === undefined ? resolve(bytes) : reject(error)));
    });
    return promise;
  }

  flush(): Promise<void> {
    this.#enter('flush');
    const { promise, resolve, reject } = this.#process.deferred();
    const lengthBytes = this.#content.unflushedBytes;
    const snapshot = this.#content.beginFlush();
    this.#platter.takeTime(this.#process, 'flush', this.path, lengthBytes, (error) => {
      this.#content.endFlush(snapshot, error !== undefined);
      this.#process.run(() => (error === undefined ? resolve() : reject(error)));
    });
    return promise;
  }

  truncate(sizeBytes: number): void {
    this.#enter('truncate');
    this.#grow(sizeBytes);
    this.#content.truncate(sizeBytes);
  }

  close(): void {
    this.#isOpen = false;
  }

  #enter(call: string): void {
    this.#process.enter(`file.${call}`);
    if (this.#platter.trouble.isLost || this.#tree !== this.#platter.tree) throw lost(this.path);
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

function lost(path: string): DiskError {
  return new DiskError('failed', path, `the disk with ${path} is gone`);
}
