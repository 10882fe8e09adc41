import type { SimulatedNode } from '../../world/simulated/node.ts';
import type { Disk, File, FolderLock, World } from '../../world/world.ts';

/** What is left of what was not flushed; `all`: only the process ended, and the page cache is kept. */
export type Unflushed = 'nothing' | 'chance' | 'all';

/**
 * A node's World whose power goes away before the n-th change that the disk is asked for, or the n-th flush, also in the
 * middle of what the node is doing: from there on nothing that it does reaches the disk, and no flush of it ends.
 */
export class PowerCut {
  readonly world: World;
  readonly #node: SimulatedNode;
  #at: number;
  readonly #unflushed: Unflushed;
  #operations = 0;

  /** @param at counted from 1; `Infinity` only counts */
  constructor(node: SimulatedNode, at: number, unflushed: Unflushed) {
    this.#node = node;
    this.#at = at;
    this.#unflushed = unflushed;
    const { world } = node;
    this.world = {
      node: world.node,
      clock: world.clock,
      random: world.random,
      network: world.network,
      tell: undefined,
      disk: new CutDisk(world, this),
      deferred: () => world.deferred(),
    };
  }

  /** Another number, counted from the first change of all. */
  strikeAt(at: number): void {
    this.#at = at;
  }

  /** How many changes and flushes there were. */
  get operations(): number {
    return this.#operations;
  }

  get hasStruck(): boolean {
    return this.#operations >= this.#at;
  }

  /** Whether the next change still reaches the disk. */
  takeOne(): boolean {
    if (this.hasStruck) return false;
    this.#operations++;
    if (!this.hasStruck) return true;
    if (this.#unflushed === 'all') this.#node.kill();
    else {
      this.#node.platter.losePower(this.#unflushed);
      this.#node.unplug({ unflushed: this.#unflushed });
    }
    return false;
  }
}

class CutDisk implements Disk {
  readonly #world: World;
  readonly #cut: PowerCut;

  constructor(world: World, cut: PowerCut) {
    this.#world = world;
    this.#cut = cut;
  }

  get #disk(): Disk {
    return this.#world.disk;
  }

  open(path: string, options: { readonly create?: boolean } = {}): File {
    const isMade = options.create === true && !this.#disk.exists(path);
    if (isMade && !this.#cut.takeOne()) return new LostFile(path, this.#world);
    if (this.#cut.hasStruck && !this.#disk.exists(path)) return new LostFile(path, this.#world);
    return new CutFile(this.#disk.open(path, options), this.#world, this.#cut);
  }

  exists(path: string): boolean {
    return this.#disk.exists(path);
  }

  sizeBytesOf(path: string): number {
    return this.#disk.exists(path) ? this.#disk.sizeBytesOf(path) : 0;
  }

  list(folder: string): readonly string[] {
    return this.#cut.hasStruck ? [] : this.#disk.list(folder);
  }

  makeFolder(path: string): void {
    if (!this.#disk.exists(path) && this.#cut.takeOne()) this.#disk.makeFolder(path);
  }

  rename(from: string, to: string): void {
    if (this.#cut.takeOne()) this.#disk.rename(from, to);
  }

  remove(path: string): void {
    if (this.#disk.exists(path) && this.#cut.takeOne()) this.#disk.remove(path);
  }

  flushFolder(path: string): Promise<void> {
    return this.#cut.takeOne() ? this.#disk.flushFolder(path) : this.#world.deferred().promise;
  }

  lock(folder: string): FolderLock {
    return this.#disk.lock(folder);
  }
}

class CutFile implements File {
  readonly #file: File;
  readonly #world: World;
  readonly #cut: PowerCut;

  constructor(file: File, world: World, cut: PowerCut) {
    this.#file = file;
    this.#world = world;
    this.#cut = cut;
  }

  get path(): string {
    return this.#file.path;
  }

  sizeBytes(): number {
    return this.#file.sizeBytes();
  }

  write(position: number, buffers: readonly Uint8Array[]): void {
    if (this.#cut.takeOne()) this.#file.write(position, buffers);
  }

  read(position: number, lengthBytes: number): Promise<Uint8Array> {
    return this.#file.read(position, lengthBytes);
  }

  flush(): Promise<void> {
    return this.#cut.takeOne() ? this.#file.flush() : this.#world.deferred().promise;
  }

  truncate(sizeBytes: number): void {
    if (this.#file.sizeBytes() !== sizeBytes && this.#cut.takeOne()) this.#file.truncate(sizeBytes);
  }

  close(): void {
    this.#file.close();
  }
}

/** What a process has in its hands whose power is gone. */
class LostFile implements File {
  readonly path: string;
  readonly #world: World;

  constructor(path: string, world: World) {
    this.path = path;
    this.#world = world;
  }

  sizeBytes(): number {
    return 0;
  }

  write(): void {}

  read(): Promise<Uint8Array> {
    return this.#world.deferred<Uint8Array>().promise;
  }

  flush(): Promise<void> {
    return this.#world.deferred().promise;
  }

  truncate(): void {}

  close(): void {}
}
