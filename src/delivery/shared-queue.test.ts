import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { drop, holds, lengthOf, put, queueOf, valuesOf, without } from './shared-queue.ts';

const value = fc.nat(9);
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ put: value }) },
  { weight: 1, arbitrary: fc.record({ drop: fc.nat(4) }) },
  { weight: 1, arbitrary: fc.record({ without: value }) },
);

test('each queue reads as an array of its own would, whatever has grown out of it', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(), step), { maxLength: 60 }), value, (steps, sought) => {
      const queues = [{ queue: queueOf<number>([]), wanted: [] as readonly number[] }];
      for (const [from, what] of steps) {
        const { queue, wanted } = queues[from % queues.length]!;
        if ('put' in what) queues.push({ queue: put(queue, what.put), wanted: [...wanted, what.put] });
        else if ('drop' in what) queues.push({ queue: drop(queue, what.drop), wanted: wanted.slice(what.drop) });
        else {
          const place = wanted.indexOf(what.without);
          const left = place < 0 ? wanted : wanted.toSpliced(place, 1);
          queues.push({ queue: without(queue, what.without), wanted: left });
        }
      }
      for (const { queue, wanted } of queues) {
        assert.deepEqual(valuesOf(queue), wanted);
        assert.equal(lengthOf(queue), wanted.length);
        assert.equal(holds(queue, sought), wanted.includes(sought));
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
