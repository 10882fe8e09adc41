import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { EventQueue, type Planned } from '../../src/world/simulated/queue.ts';

test('events leave the queue by their instant, then by their number; removed ones do not', () => {
  const step = fc.oneof(
    fc.record({ do: fc.constant('add' as const), atUs: fc.nat(20) }),
    fc.record({ do: fc.constant('take' as const), atUs: fc.constant(0) }),
    fc.record({ do: fc.constant('remove' as const), atUs: fc.nat(50) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const queue = new EventQueue<Planned>();
      const all: Planned[] = [];
      let model: Planned[] = [];
      for (const [sequence, { do: action, atUs }] of steps.entries()) {
        if (action === 'add') {
          const event = { atUs, sequence, position: -1 };
          all.push(event);
          queue.add(event);
          model = [...model, event].sort((one, other) => one.atUs - other.atUs || one.sequence - other.sequence);
        } else {
          const event = action === 'take' ? model[0] : all[atUs];
          if (action === 'take') assert.equal(queue.first(), event);
          if (event === undefined) continue;
          queue.remove(event);
          model = model.filter((kept) => kept !== event);
        }
        assert.equal(queue.length, model.length);
        assert.equal(queue.first(), model[0]);
      }
    }),
  );
});
