import assert from 'node:assert/strict';
import fc from 'fast-check';
import { replicationRules } from '../../src/replication/rules.ts';
import { law } from '../law.ts';

const offsets = fc.nat(30);

law(
  'what may be read is on every in-sync replica, and stays readable',
  replicationRules,
  fc.tuple(offsets, fc.array(fc.array(offsets, { minLength: 1, maxLength: 4 }), { maxLength: 20 })),
  ([start, history], rules) => {
    let present = start;
    for (const endOffsets of history) {
      const next = rules.highWatermark(present, endOffsets);
      assert.ok(next >= present, 'a record that was read is unread again');
      if (next > present) {
        assert.ok(
          endOffsets.every((end) => end >= next),
          'an in-sync replica lacks what may be read',
        );
      }
      if (endOffsets.every((end) => end > present)) assert.ok(next > present, 'it stands still for nothing');
      present = next;
    }
  },
).kills({
  'the leader alone counts': { highWatermark: (present, ends) => Math.max(present, ends[0]!) },
  'the longest replica counts': { highWatermark: (present, ends) => Math.max(present, ...ends) },
  'it follows the shortest back': { highWatermark: (_, ends) => Math.min(...ends) },
  'it never moves': { highWatermark: (present) => present },
});

law(
  'who wants committed records only is never shown more than the others',
  replicationRules,
  fc.tuple(offsets, offsets),
  ([highWatermark, behind], rules) => {
    const lastStableOffset = Math.max(0, highWatermark - behind);
    const ends = { highWatermark, lastStableOffset };
    assert.equal(rules.readableUpTo(true, ends), lastStableOffset, 'an open transaction is shown');
    assert.equal(rules.readableUpTo(false, ends), highWatermark, 'a record is kept back');
  },
).kills({
  'isolation is not looked at': { readableUpTo: (_, ends) => ends.highWatermark },
  'everybody waits for transactions': { readableUpTo: (_, ends) => ends.lastStableOffset },
});

law(
  'a fetch waits only while it has too little, has time, and somebody is there to wait',
  replicationRules,
  fc.record({
    sizeBytes: fc.nat(20),
    minBytes: fc.nat(20),
    leftMs: fc.integer({ min: -5, max: 5 }),
    hasError: fc.boolean(),
    isClosed: fc.boolean(),
  }),
  (fetch, rules) => {
    const answered = rules.fetchIsAnswered(fetch);
    if (fetch.hasError) assert.ok(answered, 'an error was waited with');
    if (fetch.isClosed) assert.ok(answered, 'nobody waits any more');
    if (fetch.leftMs <= 0) assert.ok(answered, 'it waits longer than it was told to');
    if (fetch.sizeBytes >= fetch.minBytes) assert.ok(answered, 'there is enough');
    const mayWait = !fetch.hasError && !fetch.isClosed && fetch.leftMs > 0 && fetch.sizeBytes < fetch.minBytes;
    if (mayWait) assert.ok(!answered, 'the client would ask in a circle');
  },
).kills({
  'any byte is enough': { fetchIsAnswered: (fetch) => fetch.sizeBytes > 0 || fetch.leftMs <= 0 || fetch.hasError },
  'it never waits': { fetchIsAnswered: () => true },
  'errors wait too': {
    fetchIsAnswered: ({ sizeBytes, minBytes, leftMs, isClosed }) => isClosed || sizeBytes >= minBytes || leftMs <= 0,
  },
  'time does not count': {
    fetchIsAnswered: ({ sizeBytes, minBytes, hasError, isClosed }) => hasError || isClosed || sizeBytes >= minBytes,
  },
});
