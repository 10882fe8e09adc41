import assert from 'node:assert/strict';
import fc from 'fast-check';
import { metadataRules } from '../../src/metadata/rules.ts';
import type { Leadership } from '../../src/metadata/rules/leader-epochs.ts';
import { law } from '../law.ts';

const stays = -2;
/** Who is named in one change after the other: a broker, nobody, or the leader stays. */
const changes = fc.array(fc.constantFrom(stays, stays, -1, 1, 1, 2, 3), { maxLength: 20 });
const begin: Leadership = { leader: 1, leaderEpoch: 0, partitionEpoch: 0 };

law(
  'one leader epoch has one leader, named once, and no two changes look alike',
  metadataRules,
  changes,
  (named, rules) => {
    const states = [begin];
    for (const leader of named) states.push(rules.leadershipAfter(states[states.length - 1]!, leader));
    for (const [index, leader] of named.entries()) {
      const [before, after] = [states[index]!, states[index + 1]!];
      assert.ok(after.partitionEpoch > before.partitionEpoch, 'a change left no trace');
      assert.equal(after.leader, leader === stays ? before.leader : leader);
      if (leader === stays) assert.equal(after.leaderEpoch, before.leaderEpoch);
      else assert.ok(after.leaderEpoch > before.leaderEpoch, 'a leader was named without a new epoch');
    }
  },
).kills({
  'the same leader goes on in the same epoch': {
    leadershipAfter: (before, leader) =>
      leader === before.leader
        ? { ...before, partitionEpoch: before.partitionEpoch + 1 }
        : metadataRules.leadershipAfter(before, leader),
  },
  'to lose the leader is no new epoch': {
    leadershipAfter: (before, leader) => ({
      ...metadataRules.leadershipAfter(before, leader),
      ...(leader === -1 ? { leaderEpoch: before.leaderEpoch } : {}),
    }),
  },
  'the partition epoch counts leaders only': {
    leadershipAfter: (before, leader) => {
      const after = metadataRules.leadershipAfter(before, leader);
      return leader === stays ? { ...after, partitionEpoch: before.partitionEpoch } : after;
    },
  },
});

law(
  'a client of an earlier leader is told so, and one that knows more than the broker too',
  metadataRules,
  fc.tuple(fc.nat(50), fc.option(fc.nat(50), { nil: -1 })),
  ([present, known], rules) => {
    const judged = rules.judgeLeaderEpoch(present, known);
    if (known === -1) assert.equal(judged, 'current', 'a client that knows no epoch is served');
    else if (known < present) assert.equal(judged, 'old');
    else assert.equal(judged, known > present ? 'unknown' : 'current');
  },
).kills({
  'epochs are not looked at': { judgeLeaderEpoch: () => 'current' },
  'whoever differs is old': {
    judgeLeaderEpoch: (present, known) => (known === -1 || known === present ? 'current' : 'old'),
  },
  'clients must know an epoch': {
    judgeLeaderEpoch: (present, known) => (known < present ? 'old' : known > present ? 'unknown' : 'current'),
  },
});
