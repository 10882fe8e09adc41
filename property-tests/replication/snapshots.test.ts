import assert from 'node:assert/strict';
import fc from 'fast-check';
import { replicationRules } from '../../src/replication/rules.ts';
import { law } from '../law.ts';

const limit = fc.oneof(fc.nat({ max: 100 }), fc.constant(Infinity));

law(
  'a snapshot is due when so much was written, or anything was and the last one is old; never for nothing',
  replicationRules,
  fc.record({
    bytes: fc.nat({ max: 100 }),
    ms: fc.nat({ max: 100 }),
    maxBytes: fc.integer({ min: 1, max: 100 }),
    maxMs: limit,
  }),
  (since, rules) => {
    const isMuch = since.bytes >= since.maxBytes;
    const isOld = since.maxMs !== 0 && since.ms >= since.maxMs && since.bytes !== 0;
    assert.equal(rules.snapshotIsDue(since), isMuch || isOld);
  },
).kills({
  'only by bytes': { snapshotIsDue: ({ bytes, maxBytes }) => bytes >= maxBytes },
  'also where nothing was written': {
    snapshotIsDue: (since) => replicationRules.snapshotIsDue(since) || (since.maxMs > 0 && since.ms >= since.maxMs),
  },
  '0 means at every change': {
    snapshotIsDue: (since) => replicationRules.snapshotIsDue(since) || (since.maxMs === 0 && since.bytes > 0),
  },
  'only with more than so many bytes': {
    snapshotIsDue: (since) => replicationRules.snapshotIsDue({ ...since, maxBytes: since.maxBytes + 1 }),
  },
});

law(
  'old snapshots go until what is left fits, and the newest one never does',
  replicationRules,
  fc.record({
    snapshots: fc.array(fc.record({ sizeBytes: fc.nat({ max: 20 }), ageMs: fc.nat({ max: 100 }) }), { maxLength: 6 }),
    logBytes: fc.nat({ max: 30 }),
    maxBytes: limit,
    maxMs: limit,
  }),
  ({ snapshots, logBytes, maxBytes, maxMs }, rules) => {
    const kept = [...snapshots].sort((one, other) => other.ageMs - one.ageMs);
    const totalBytes = () => kept.reduce((sum, { sizeBytes }) => sum + sizeBytes, logBytes);
    const oldestAgeMs = () => kept[0]?.ageMs ?? 0;
    const inputs = () => ({
      count: kept.length,
      oldestAgeMs: oldestAgeMs(),
      totalBytes: totalBytes(),
      maxBytes,
      maxMs,
    });
    while (kept.length > 0 && rules.oldestSnapshotGoes(inputs())) {
      assert.ok(totalBytes() > maxBytes || oldestAgeMs() > maxMs, 'one went that nothing asked to go');
      kept.shift();
    }
    assert.ok(kept.length >= Math.min(1, snapshots.length), 'none is left');
    if (kept.length > 1) assert.ok(totalBytes() <= maxBytes && oldestAgeMs() <= maxMs, 'one stays that should go');
  },
).kills({
  'the last one goes too': {
    oldestSnapshotGoes: (kept) => replicationRules.oldestSnapshotGoes({ ...kept, count: kept.count + 1 }),
  },
  'two stay': {
    oldestSnapshotGoes: (kept) => replicationRules.oldestSnapshotGoes({ ...kept, count: kept.count - 1 }),
  },
  'age is not looked at': {
    oldestSnapshotGoes: (kept) => replicationRules.oldestSnapshotGoes({ ...kept, maxMs: Infinity }),
  },
  'size is not looked at': {
    oldestSnapshotGoes: (kept) => replicationRules.oldestSnapshotGoes({ ...kept, maxBytes: Infinity }),
  },
  'what just fits goes': {
    oldestSnapshotGoes: (kept) => replicationRules.oldestSnapshotGoes({ ...kept, maxBytes: kept.maxBytes - 1 }),
  },
});
