import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type MakeBench, onBench } from './contract.ts';

/** What every clock, every source of chance and every deferred promise does, whatever world it is in. */
export function clockContract(kind: string, make: MakeBench): void {
  test(`${kind} clock: a timer fires once, and never early`, () =>
    onBench(make, async ({ server: { clock, deferred } }) => {
      const began = clock.monotonicMs();
      let fired = 0;
      const done = deferred();
      clock.after(3, () => {
        fired++;
        assert.ok(clock.monotonicMs() - began >= 3);
      });
      clock.after(20, () => done.resolve());
      await done.promise;
      assert.equal(fired, 1);
    }));

  test(`${kind} clock: a cancelled timer does not fire; cancelling late or twice is harmless`, () =>
    onBench(make, async ({ server: { clock } }) => {
      const fired: string[] = [];
      const first = clock.after(1, () => void fired.push('first'));
      const second = clock.after(1, () => void fired.push('second'));
      const soon = clock.after(0, () => void fired.push('soon'));
      second.cancel();
      soon.cancel();
      clock.after(Infinity, () => void fired.push('never')).cancel();
      await clock.sleep(20);
      first.cancel();
      second.cancel();
      assert.deepEqual(fired, ['first']);
    }));

  test(`${kind} clock: a timer of two months does not fire at once`, () =>
    onBench(make, async ({ server: { clock } }) => {
      let hasFired = false;
      const timer = clock.after(5_184_000_000, () => {
        hasFired = true;
      });
      await clock.sleep(5);
      timer.cancel();
      assert.equal(hasFired, false);
    }));

  test(`${kind} clock: the wall shows whole milliseconds since 1970`, () =>
    onBench(make, async ({ server: { clock } }) => {
      const wallMs = clock.wallMs();
      assert.ok(Number.isInteger(wallMs) && wallMs > 1_700_000_000_000);
    }));

  test(`${kind} random: draws stay below their limit and reach all of it`, () =>
    onBench(make, async ({ server: { random } }) => {
      const drawn = new Set(Array.from({ length: 400 }, () => random.below(4)));
      assert.deepEqual([...drawn].sort(), [0, 1, 2, 3]);
      assert.equal(random.below(1), 0);
      assert.ok(random.below(0x1_0000_0000) < 0x1_0000_0000);
      assert.throws(() => random.below(0), RangeError);
      assert.equal(random.stream('names').bytes(33).length, 33);
    }));

  test(`${kind} deferred: takes effect once`, () =>
    onBench(make, async ({ server: { deferred } }) => {
      const resolved = deferred<number>();
      resolved.resolve(1);
      resolved.resolve(2);
      resolved.reject(new Error('too late'));
      assert.equal(await resolved.promise, 1);
      const rejected = deferred();
      rejected.reject(new Error('no'));
      rejected.resolve();
      await assert.rejects(rejected.promise, /no/);
    }));
}
