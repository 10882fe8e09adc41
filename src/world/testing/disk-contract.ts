import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DiskError, type DiskErrorCode } from '../world.ts';
import { bytesOf, type MakeBench, onBench, textOf } from './contract.ts';

/** What every disk does, whatever world it is in. */
export function diskContract(kind: string, make: MakeBench): void {
  test(`${kind} disk: what was written is read, in pieces and beyond the end`, () =>
    onBench(make, async ({ server: { disk }, folder }) => {
      const file = disk.open(`${folder}/a`, { create: true });
      file.write(0, [bytesOf('Hello '), bytesOf(''), bytesOf('world')]);
      file.write(11, [bytesOf('!')]);
      assert.equal(file.sizeBytes(), 12);
      assert.equal(textOf(await file.read(0, 1000)), 'Hello world!');
      assert.equal(textOf(await file.read(6, 5)), 'world');
      assert.equal((await file.read(12, 5)).length, 0);
      assert.equal((await file.read(100, 5)).length, 0);
      await file.flush();
      file.close();
      assert.equal(disk.sizeBytesOf(`${folder}/a`), 12);
    }));

  test(`${kind} disk: the written buffers may be reused, and the read bytes belong to the reader`, () =>
    onBench(make, async ({ server: { disk }, folder }) => {
      const file = disk.open(`${folder}/a`, { create: true });
      const bytes = bytesOf('abc');
      file.write(0, [bytes]);
      bytes.fill(0);
      const read = await file.read(0, 3);
      read.fill(0);
      assert.equal(textOf(await file.read(0, 3)), 'abc');
      file.close();
    }));

  test(`${kind} disk: bytes are read into larger memory that was used before`, () =>
    onBench(make, async ({ server: { disk }, folder }) => {
      const file = disk.open(`${folder}/a`, { create: true });
      file.write(0, [bytesOf('abcdef')]);
      const memory = { take: () => new Uint8Array(100).fill(120), give: () => {} };
      assert.equal(textOf(await file.read(1, 3, memory)), 'bcd');
      assert.equal(textOf(await file.read(4, 50, memory)), 'ef');
      file.close();
    }));

  test(`${kind} disk: a gap is zeros, and so is what was cut and grown again`, () =>
    onBench(make, async ({ server: { disk }, folder }) => {
      const file = disk.open(`${folder}/a`, { create: true });
      file.write(70_000, [bytesOf('x')]);
      assert.deepEqual(await file.read(69_998, 5), Uint8Array.of(0, 0, 120));
      file.truncate(3);
      file.write(0, [bytesOf('abc')]);
      file.truncate(2);
      file.truncate(5);
      assert.deepEqual(await file.read(0, 10), Uint8Array.of(97, 98, 0, 0, 0));
      file.close();
    }));

  test(`${kind} disk: many small buffers in one write`, () =>
    onBench(make, async ({ server: { disk }, folder }) => {
      const file = disk.open(`${folder}/a`, { create: true });
      file.write(
        0,
        Array.from({ length: 3000 }, (_, index) => Uint8Array.of(index & 0xff)),
      );
      const read = await file.read(0, 4000);
      assert.equal(read.length, 3000);
      assert.ok(read.every((byte, index) => byte === (index & 0xff)));
      file.close();
    }));

  test(`${kind} disk: a large file keeps every byte`, () =>
    onBench(make, async ({ server: { disk }, folder }) => {
      const file = disk.open(`${folder}/large`, { create: true });
      const piece = Uint8Array.from({ length: 50_021 }, (_, index) => (index * 7) & 0xff);
      for (let count = 0; count < 40; count++) file.write(count * piece.length, [piece]);
      file.write(123_456, [bytesOf('in the middle')]);
      assert.equal(file.sizeBytes(), 40 * piece.length);
      assert.equal(textOf(await file.read(123_456, 13)), 'in the middle');
      const position = 20 * piece.length - 3;
      const around = await file.read(position, 6);
      assert.deepEqual(
        around,
        Uint8Array.from([piece.length - 3, piece.length - 2, piece.length - 1, 0, 1, 2], (index) => piece[index]!),
      );
      file.close();
    }));

  test(`${kind} disk: folders are listed in order, made with those above them, and removed with all in them`, () =>
    onBench(make, async ({ server: { disk }, folder }) => {
      disk.makeFolder(`${folder}/b/inner`);
      disk.makeFolder(`${folder}/b/inner`);
      for (const name of ['a', 'C', 'a-1', 'é']) disk.open(`${folder}/${name}`, { create: true }).close();
      assert.deepEqual(disk.list(folder), ['C', 'a', 'a-1', 'b/', 'é']);
      await disk.flushFolder(folder);
      assert.equal(disk.exists(`${folder}/b/inner`), true);
      disk.remove(`${folder}/b`);
      disk.remove(`${folder}/b`);
      assert.equal(disk.exists(`${folder}/b`), false);
      disk.remove(`${folder}/a`);
      assert.deepEqual(disk.list(folder), ['C', 'a-1', 'é']);
    }));

  test(`${kind} disk: a file takes another's name; a folder takes a new one; who has a file open keeps it`, () =>
    onBench(make, async ({ server: { disk }, folder }) => {
      const first = disk.open(`${folder}/first`, { create: true });
      first.write(0, [bytesOf('1')]);
      const second = disk.open(`${folder}/second`, { create: true });
      second.write(0, [bytesOf('22')]);
      disk.rename(`${folder}/second`, `${folder}/first`);
      assert.deepEqual(disk.list(folder), ['first']);
      assert.equal(disk.sizeBytesOf(`${folder}/first`), 2);
      assert.equal(textOf(await first.read(0, 9)), '1');
      disk.makeFolder(`${folder}/old`);
      disk.rename(`${folder}/first`, `${folder}/old/inside`);
      disk.rename(`${folder}/old`, `${folder}/new`);
      assert.deepEqual(disk.list(`${folder}/new`), ['inside']);
      second.write(2, [bytesOf('2')]);
      assert.equal(disk.sizeBytesOf(`${folder}/new/inside`), 3);
      first.close();
      second.close();
    }));

  test(`${kind} disk: every error says its code and its path`, () =>
    onBench(make, async ({ server: { disk }, folder }) => {
      disk.makeFolder(`${folder}/full/inner`);
      disk.makeFolder(`${folder}/other`);
      disk.open(`${folder}/file`, { create: true }).close();
      throwsDiskError('missing', () => disk.open(`${folder}/none`));
      throwsDiskError('missing', () => disk.open(`${folder}/none/file`, { create: true }));
      throwsDiskError('missing', () => disk.sizeBytesOf(`${folder}/none`));
      throwsDiskError('missing', () => disk.list(`${folder}/none`));
      throwsDiskError('missing', () => disk.rename(`${folder}/none`, `${folder}/some`));
      throwsDiskError('failed', () => disk.open(`${folder}/full`));
      throwsDiskError('failed', () => disk.list(`${folder}/file`));
      throwsDiskError('failed', () => disk.makeFolder(`${folder}/file/inner`));
      throwsDiskError('failed', () => disk.rename(`${folder}/other`, `${folder}/full`));
      throwsDiskError('failed', () => disk.rename(`${folder}/file`, `${folder}/full`));
      await assert.rejects(
        async () => disk.flushFolder(`${folder}/none`),
        (error) => isDiskError(error, 'missing'),
      );
    }));

  test(`${kind} disk: a closed file refuses, and a read that was under way ends well`, () =>
    onBench(make, async ({ server: { disk }, folder }) => {
      const file = disk.open(`${folder}/a`, { create: true });
      file.write(0, [bytesOf('abc')]);
      const reading = file.read(0, 3);
      const flushing = file.flush();
      file.close();
      file.close();
      assert.equal(textOf(await reading), 'abc');
      await flushing;
      throwsDiskError('failed', () => file.write(0, [bytesOf('x')]));
      throwsDiskError('failed', () => file.sizeBytes());
    }));

  test(`${kind} disk: a folder is locked once, until it is released`, () =>
    onBench(make, async ({ server: { disk }, folder }) => {
      const lock = disk.lock(folder);
      throwsDiskError('locked', () => disk.lock(folder));
      throwsDiskError('locked', () => disk.lock(`${folder}/./`));
      assert.deepEqual(disk.list(folder), ['.lock']);
      lock.release();
      lock.release();
      disk.lock(folder).release();
      throwsDiskError('missing', () => disk.lock(`${folder}/none`));
    }));
}

export function throwsDiskError(code: DiskErrorCode, attempt: () => unknown): void {
  assert.throws(attempt, (error) => isDiskError(error, code));
}

export function isDiskError(error: unknown, code: DiskErrorCode): boolean {
  assert.ok(error instanceof DiskError, String(error));
  assert.equal(error.code, code, error.message);
  return true;
}
