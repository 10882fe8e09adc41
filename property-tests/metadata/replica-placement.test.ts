import assert from 'node:assert/strict';
import fc from 'fast-check';
import { metadataRules } from '../../src/metadata/rules.ts';
import type { Candidate } from '../../src/metadata/rules/replica-placement.ts';
import { law } from '../law.ts';

const placements = fc
  .record({
    live: fc.integer({ min: 1, max: 6 }),
    fenced: fc.integer({ min: 0, max: 2 }),
    factor: fc.integer({ min: 1, max: 8 }),
    partitions: fc.integer({ min: 1, max: 40 }),
    start: fc.integer({ min: 0, max: 65_535 }),
  })
  .map(({ live, fenced, factor, ...rest }) => ({
    ...rest,
    factor: Math.min(factor, live + fenced),
    candidates: Array.from(
      { length: live + fenced },
      (_, index): Candidate => ({ brokerId: 10 + index, isFenced: index >= live }),
    ),
  }));

law(
  'replicas of a partition lie on different brokers, a live one leads, and the load is even',
  metadataRules,
  placements,
  ({ candidates, factor, partitions, start }, rules) => {
    const placed = rules.placeReplicas(partitions, factor, candidates, start);
    assert.equal(placed.length, partitions);
    const live = candidates.filter(({ isFenced }) => !isFenced).map(({ brokerId }) => brokerId);
    const led = new Map(live.map((broker) => [broker, 0]));
    for (const replicas of placed) {
      assert.equal(replicas.length, factor);
      assert.equal(new Set(replicas).size, factor, 'two replicas lie on one broker');
      assert.ok(replicas.every((broker) => candidates.some(({ brokerId }) => brokerId === broker)));
      assert.ok(live.includes(replicas[0]!), 'a fenced broker is to lead');
      led.set(replicas[0]!, led.get(replicas[0]!)! + 1);
    }
    const counts = [...led.values()];
    assert.ok(Math.max(...counts) - Math.min(...counts) <= 1, `leaders per broker: ${counts.join(', ')}`);
  },
).kills({
  'the first broker leads everything': {
    placeReplicas: (partitions, factor, candidates) =>
      Array.from({ length: partitions }, () => candidates.slice(0, factor).map(({ brokerId }) => brokerId)),
  },
  'brokers are drawn anew for each replica': {
    placeReplicas: (partitions, factor, candidates, start) =>
      Array.from({ length: partitions }, (_, partition) =>
        Array.from(
          { length: factor },
          (_, replica) => candidates[(start + partition + replica * replica) % candidates.length]!.brokerId,
        ),
      ),
  },
  'a fenced broker is as good as another': {
    placeReplicas: (partitions, factor, candidates, start) =>
      metadataRules.placeReplicas(
        partitions,
        factor,
        candidates.map(({ brokerId }) => ({ brokerId, isFenced: false })),
        start,
      ),
  },
});

law(
  'when a broker fails, all others share what it led',
  metadataRules,
  fc.record({ live: fc.integer({ min: 2, max: 6 }), start: fc.integer({ min: 0, max: 65_535 }) }),
  ({ live, start }, rules) => {
    const candidates = Array.from({ length: live }, (_, brokerId) => ({ brokerId, isFenced: false }));
    const placed = rules.placeReplicas(live * (live - 1), 2, candidates, start);
    const pairs = new Set(placed.map((replicas) => replicas.join(' then ')));
    assert.equal(pairs.size, live * (live - 1), 'one broker takes over more than another');
  },
).kills({
  'the follower is always the next broker': {
    placeReplicas: (partitions, factor, candidates, start) =>
      Array.from({ length: partitions }, (_, partition) =>
        Array.from(
          { length: factor },
          (_, replica) => candidates[(start + partition + replica) % candidates.length]!.brokerId,
        ),
      ),
  },
});
