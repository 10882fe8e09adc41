import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { drop, lengthOf, put, queueOf, valuesOf } from './shared-queue.ts';

const step = fc.oneof({ weight: 3, arbitrary: fc.constant('put' as const) }, { weight: 1, arbitrary: fc.nat(4) });

test('each queue reads as an array of its own would, whatever has grown out of it', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(), step), { maxLength: 60 }), (steps) => {
      const queues = [{ queue: queueOf<number>([]), wanted: [] as readonly number[] }];
      for (const [number, [from, what]] of steps.entries()) {
        const { queue, wanted } = queues[from % queues.length]!;
        queues.push(
          what === 'put'
            ? { queue: put(queue, number), wanted: [...wanted, number] }
            : { queue: drop(queue, what), wanted: wanted.slice(what) },
        );
      }
      for (const { queue, wanted } of queues) {
        assert.deepEqual(valuesOf(queue), wanted);
        assert.equal(lengthOf(queue), wanted.length);
        assert.deepEqual(valuesOf(queue, 2), wanted.slice(0, 2));
      }
    }),
  );
});

test('what was taken out is not kept for ever', () => {
  let queue = queueOf<number>([]);
  for (let number = 0; number < 1000; number++) queue = drop(put(queue, number), 1);
  assert.ok(queue.list.length < 10, `${queue.list.length} values are kept for a queue that is empty`);
});
