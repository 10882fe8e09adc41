/** What of a disk can go wrong once. */
export type TrappedOperation = 'read' | 'write' | 'flush';

/**
 * How it goes wrong. One that `failed` says so. Of the others the disk says that they are done: a write or a flush that is
 * `lost` never reaches the platter, of a write that is `torn` only the first half does, and one that is `misplaced` is found
 * in another place. As long as there is power the page cache hides it.
 */
export type DiskFlaw = 'failed' | 'lost' | 'torn' | 'misplaced';

export interface DiskTrap {
  readonly operation: TrappedOperation;
  readonly how: DiskFlaw;
  /** What whoever set it calls it. */
  readonly label: string;
  /** How many more operations it waits for. */
  readonly left: number;
  isMeant(path: string): boolean;
  /** Is told of each operation that it was meant for. */
  sprung(): void;
}

/** What can become of an operation. */
export const flawsOf: { readonly [Operation in TrappedOperation]: readonly DiskFlaw[] } = {
  read: ['failed'],
  write: ['failed', 'lost', 'torn', 'misplaced'],
  flush: ['failed', 'lost'],
};

/** So many may wait at once. */
const mostTraps = 1000;

/** What waits to go wrong with a disk; the oldest first. */
export class DiskTraps {
  #traps: DiskTrap[] = [];

  get all(): readonly DiskTrap[] {
    return this.#traps;
  }

  set(trap: DiskTrap): void {
    if (this.#traps.length >= mostTraps) throw new RangeError(`${mostTraps} faults wait for this disk already`);
    this.#traps.push(trap);
  }

  clear(): void {
    this.#traps = [];
  }

  /** What becomes of an operation that is about to be done; undefined where nothing goes wrong. */
  take(operation: TrappedOperation, path: string): DiskFlaw | undefined {
    const found = this.#traps.findIndex((trap) => trap.operation === operation && trap.isMeant(path));
    const trap = this.#traps[found];
    if (trap === undefined) return undefined;
    if (trap.left <= 1) this.#traps.splice(found, 1);
    else this.#traps[found] = { ...trap, left: trap.left - 1 };
    trap.sprung();
    return trap.how;
  }
}
