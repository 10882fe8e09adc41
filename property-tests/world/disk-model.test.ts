import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Platter } from '../../src/world/simulated/platter.ts';
import { createSimulation } from '../../src/world/simulated/simulation.ts';
import type { File, World } from '../../src/world/world.ts';

type Loss = { readonly do: 'kill' | 'unplug' | 'unplug, and nothing survives' };

type Change =
  | { readonly do: 'write'; readonly file: number; readonly position: number; readonly lengthBytes: number }
  | { readonly do: 'append'; readonly file: number; readonly lengthBytes: number }
  | { readonly do: 'truncate'; readonly file: number; readonly sizeBytes: number }
  | { readonly do: 'flush' | 'create' | 'remove'; readonly file: number }
  | { readonly do: 'rename'; readonly file: number; readonly other: number }
  | { readonly do: 'flush folder'; readonly folder: string };

const folders = ['x', 'y'];
const paths = ['x/a', 'x/b', 'y/c'];
const file = fc.nat(paths.length - 1);
const lengthBytes = fc.oneof(fc.nat(30), fc.nat(1500), fc.constant(70_000));

const steps: fc.Arbitrary<Change | Loss> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('append' as const), file, lengthBytes }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('write' as const), file, position: fc.nat(500), lengthBytes }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('truncate' as const), file, sizeBytes: fc.nat(2000) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('flush' as const, 'create' as const), file }) },
  fc.record({ do: fc.constant('remove' as const), file }),
  fc.record({ do: fc.constant('rename' as const), file, other: file }),
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('flush folder' as const), folder: fc.constantFrom(...folders) }),
  },
  fc.record({ do: fc.constantFrom('kill' as const, 'unplug' as const, 'unplug, and nothing survives' as const) }),
);

test('whatever was flushed is there, and whatever is there was written', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(), fc.array(steps, { minLength: 1, maxLength: 40 }), async (seed, plan) => {
      const simulation = createSimulation({ seed });
      const node = simulation.node('broker-1');
      const model = new Model();
      await simulation.runUntilResolved(async () => {
        for (const folder of folders) node.world.disk.makeFolder(folder);
        await node.world.disk.flushFolder('');
        for (const index of paths.keys()) await model.change(node.world, { do: 'create', file: index });
        for (const folder of folders) await model.change(node.world, { do: 'flush folder', folder });
      });
      for (const step of [...plan, { do: 'unplug' } as const]) {
        if (!isLoss(step)) await simulation.runUntilResolved(() => model.change(node.world, step));
        else {
          if (step.do === 'kill') node.kill();
          else node.unplug({ unflushed: step.do === 'unplug' ? 'chance' : 'nothing' });
          node.restart();
          model.expect(step, contentOf(node.platter));
        }
      }
    }),
    { numRuns: 2000 },
  );
});

/** A file as plain arrays: what it holds, what it held when it was flushed, and what was done to it since. */
class ModelFile {
  bytes: Uint8Array;
  #flushed: Uint8Array;
  #changes: { readonly position: number; readonly bytes: Uint8Array; readonly size: number; readonly cut: number }[] =
    [];

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.#flushed = bytes;
  }

  write(position: number, bytes: Uint8Array): void {
    const grown = new Uint8Array(Math.max(this.bytes.length, position + bytes.length));
    grown.set(this.bytes);
    grown.set(bytes, position);
    this.bytes = grown;
    this.#changes.push({ position, bytes, size: grown.length, cut: Infinity });
  }

  truncate(size: number): void {
    const cut = new Uint8Array(size);
    cut.set(this.bytes.subarray(0, size));
    this.bytes = cut;
    this.#changes.push({ position: 0, bytes: new Uint8Array(0), size, cut: size });
  }

  flush(): void {
    this.#flushed = this.bytes;
    this.#changes = [];
  }

  holdsFlushed(found: Uint8Array): boolean {
    return Buffer.compare(found, this.#flushed) === 0;
  }

  /** Its size is that after one of the changes; each byte as it was flushed, unless cut, or as somebody wrote it since. */
  mayHold(found: Uint8Array): boolean {
    const sizes = [this.#flushed.length, ...this.#changes.map(({ size }) => size)];
    return sizes.some((size, count) => size === found.length && this.#mayHoldAfter(count, found));
  }

  #mayHoldAfter(count: number, found: Uint8Array): boolean {
    const cut = this.#changes.slice(0, count).reduce((least, change) => Math.min(least, change.cut), Infinity);
    const everCut = this.#changes.reduce((least, change) => Math.min(least, change.cut), Infinity);
    const kept = Math.min(cut, this.#flushed.length);
    return found.every((byte, position) => {
      if (byte === (position < kept ? this.#flushed[position] : 0)) return true;
      const writes = this.#changes.filter((change) => position - change.position in change.bytes);
      return (
        writes.some((write) => write.bytes[position - write.position] === byte) ||
        (byte === 0 && writes.length > 0 && position >= everCut)
      );
    });
  }
}

/** Names as they were flushed, and the changes since, each with all that it does at once. */
class Model {
  #flushed = new Map<string, ModelFile>();
  #changes: (readonly (readonly [path: string, file: ModelFile | undefined])[])[] = [];
  #written = 0;

  async change({ disk }: World, step: Change): Promise<void> {
    if (step.do === 'flush folder') {
      await disk.flushFolder(step.folder);
      this.#flushFolder(step.folder);
      return;
    }
    const path = paths[step.file]!;
    const known = this.#now().get(path);
    if (step.do === 'create') {
      disk.open(path, { create: true }).close();
      if (known === undefined) this.#changes.push([[path, new ModelFile(new Uint8Array(0))]]);
      return;
    }
    if (known === undefined) return;
    if (step.do === 'remove') {
      disk.remove(path);
      this.#changes.push([[path, undefined]]);
    } else if (step.do === 'rename') {
      const other = paths[step.other]!;
      disk.rename(path, other);
      if (other !== path)
        this.#changes.push([
          [other, known],
          [path, undefined],
        ]);
    } else await this.#changeFile(known, disk.open(path), step);
  }

  expect(loss: Loss, found: ReadonlyMap<string, Uint8Array>): void {
    if (loss.do === 'kill') {
      assert.deepEqual(found, new Map([...this.#now()].sort().map(([path, { bytes }]) => [path, bytes])));
      return;
    }
    const survivors = this.#possible(loss.do === 'unplug' ? this.#changes.length : 0);
    const explains = (names: ReadonlyMap<string, ModelFile>) =>
      names.size === found.size &&
      [...names].every(([path, known]) => {
        const bytes = found.get(path);
        return bytes !== undefined && (loss.do === 'unplug' ? known.mayHold(bytes) : known.holdsFlushed(bytes));
      });
    assert.ok(survivors.some(explains), 'the disk holds what no loss of power explains');
    this.#flushed = new Map([...found].map(([path, bytes]) => [path, new ModelFile(bytes)]));
    this.#changes = [];
  }

  async #changeFile(known: ModelFile, file: File, step: Change): Promise<void> {
    if (step.do === 'write' || step.do === 'append') {
      const bytes = new Uint8Array(step.lengthBytes).fill(1 + (this.#written++ % 255));
      const position = step.do === 'append' ? known.bytes.length : step.position;
      file.write(position, [bytes.subarray(0, 5), bytes.subarray(5)]);
      if (bytes.length > 0) known.write(position, bytes);
    } else if (step.do === 'truncate') {
      file.truncate(step.sizeBytes);
      known.truncate(step.sizeBytes);
    } else {
      await file.flush();
      known.flush();
    }
    const read = await file.read(0, 1_000_000);
    assert.equal(Buffer.compare(read, known.bytes), 0);
    file.close();
  }

  /** The changes that touch the folder are safe, and what was done before to the same folders as they. */
  #flushFolder(folder: string): void {
    const touched = new Set([folder]);
    const isFlushed = this.#changes.map(() => false);
    for (let index = this.#changes.length - 1; index >= 0; index--) {
      const inFolders = this.#changes[index]!.map(([path]) => path.slice(0, 1));
      if (!inFolders.some((name) => touched.has(name))) continue;
      isFlushed[index] = true;
      for (const name of inFolders) touched.add(name);
    }
    this.#changes.filter((_, index) => isFlushed[index]).forEach((change) => apply(this.#flushed, change));
    this.#changes = this.#changes.filter((_, index) => !isFlushed[index]);
  }

  #now(): ReadonlyMap<string, ModelFile> {
    return this.#possible(this.#changes.length).at(-1)!;
  }

  /** The names after none, one, … of the changes. */
  #possible(count: number): ReadonlyMap<string, ModelFile>[] {
    const names = new Map(this.#flushed);
    return [new Map(names), ...this.#changes.slice(0, count).map((change) => new Map(apply(names, change)))];
  }
}

function apply(
  names: Map<string, ModelFile>,
  change: readonly (readonly [path: string, file: ModelFile | undefined])[],
): Map<string, ModelFile> {
  for (const [path, known] of change) {
    if (known === undefined) names.delete(path);
    else names.set(path, known);
  }
  return names;
}

function isLoss(step: Change | Loss): step is Loss {
  return step.do === 'kill' || step.do.startsWith('unplug');
}

function contentOf(platter: Platter): Map<string, Uint8Array> {
  return new Map(
    folders.flatMap((folder) =>
      platter.list(folder).map((name) => [`${folder}/${name}`, platter.read(`${folder}/${name}`)]),
    ),
  );
}
