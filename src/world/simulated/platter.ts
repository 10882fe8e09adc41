import { DiskError } from '../world.ts';
import type { FileContent, Survival } from './content.ts';
import { DiskTraps } from './disk-traps.ts';
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

/** Something that changes a disk, or makes a change safe. */
export interface DiskOperation {
  readonly kind: 'write' | 'truncate' | 'name' | 'flush begins' | 'flush ends';
  readonly path: string;
}

/** How often a file was read, from the page cache or from the disk, and how much. */
export interface FileReads {
  readonly times: number;
  readonly bytes: number;
}

/** A disk outlives the processes that use it: each gets a `SimulatedDisk` of its own over the same platter. */
export class Platter {
  tree = new FolderTree();
  readonly times: DiskTimes;
  readonly random: SeededRandom;
  readonly locks = new Set<Folder>();
  /** Files that the page cache has, in whole: as long as there is power, all that was made or read since it came. */
  #pageCache = new WeakSet<FileContent>();
  trouble = noTrouble();
  /** What goes wrong once. */
  readonly traps = new DiskTraps();
  /** How often the power was lost: what was under way then never comes to an end. */
  powerLosses = 0;
  /** What processes have read of each file since it came into the world, by its path. */
  readonly reads = new Map<string, FileReads>();
  /** Hears of each operation when it has happened: for those who want to take the power away at every one of them. */
  heard: ((operation: DiskOperation) => void) | undefined;

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
    this.traps.clear();
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
    const choice: Survival =
      survival === 'nothing' ? survival : this.random.stream(`power loss ${this.powerLosses + 1}`);
    this.tree.losePower(choice);
    this.#pageCache = new WeakSet();
    this.powerLosses++;
  }

  keepInPageCache(file: FileContent): void {
    this.#pageCache.add(file);
  }

  noteRead(path: string, lengthBytes: number): void {
    if (lengthBytes === 0) return;
    const { times, bytes } = this.reads.get(path) ?? { times: 0, bytes: 0 };
    this.reads.set(path, { times: times + 1, bytes: bytes + lengthBytes });
  }

  /** Whether a read is over as soon as it begins; where the disk is in trouble, all reads go to it. */
  readsAtOnce(file: FileContent): boolean {
    const { slowUs, failingReads, isLost } = this.trouble;
    return slowUs === 0 && failingReads === 0 && !isLost && this.#pageCache.has(file);
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

  /** How much of a file, counted from its start, a loss of power would leave as it is. Throws `DiskError` 'missing'. */
  flushedBytesOf(path: string): number {
    return this.tree.file(path).flushedBytes;
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
    if (kind === 'flush') this.heard?.({ kind: 'flush begins', path });
    process.loop.at(process.loop.nowUs + durationUs + this.trouble.slowUs, undefined, () => {
      if (powerLosses !== this.powerLosses) return;
      done(this.#mayFail(kind, path));
      if (kind === 'flush') this.heard?.({ kind: 'flush ends', path });
    });
  }

  #mayFail(kind: 'read' | 'flush', path: string): DiskError | undefined {
    const trouble = this.trouble;
    if (trouble.isLost) return lostDisk(path);
    const failing = kind === 'read' ? 'failingReads' : 'failingFlushes';
    if (trouble[failing] === 0) return undefined;
    trouble[failing]--;
    return failedTo(kind, path);
  }
}

export function failedTo(kind: 'read' | 'flush', path: string): DiskError {
  return new DiskError('failed', path, `the disk failed to ${kind} ${path}`);
}

export function lostDisk(path: string): DiskError {
  return new DiskError('failed', path, `the disk with ${path} is gone`);
}
