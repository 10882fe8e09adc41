import assert from 'node:assert/strict';
import fc from 'fast-check';
import { metadataRules } from '../../src/metadata/rules.ts';
import { law } from '../law.ts';

const brokers = fc.uniqueArray(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 5 });

law(
  'a new partition is led by the first replica that is in touch, and all of those are in sync',
  metadataRules,
  fc.tuple(brokers, fc.uniqueArray(fc.integer({ min: 1, max: 6 }))),
  ([replicas, fenced], rules) => {
    const { leader, inSync } = rules.firstLeader(replicas, fenced);
    const live = replicas.filter((broker) => !fenced.includes(broker));
    assert.deepEqual(inSync, live);
    assert.equal(leader, live.length === 0 ? -1 : live[0], 'not the preferred one');
  },
).kills({
  'who is out of touch leads': { firstLeader: (replicas) => ({ leader: replicas[0]!, inSync: replicas }) },
  'the last one leads': {
    firstLeader(replicas, fenced) {
      const { inSync } = metadataRules.firstLeader(replicas, fenced);
      return { leader: inSync.at(-1) ?? -1, inSync };
    },
  },
  'only the leader is in sync': {
    firstLeader(replicas, fenced) {
      const { leader } = metadataRules.firstLeader(replicas, fenced);
      return { leader, inSync: leader < 0 ? [] : [leader] };
    },
  },
});

law(
  'a topic is made by being asked for only where broker and client both want it',
  metadataRules,
  fc.tuple(fc.boolean(), fc.boolean()),
  ([isEnabled, isAllowed], rules) => {
    const creates = rules.createsMissingTopic(isEnabled, isAllowed);
    if (creates) assert.ok(isEnabled && isAllowed, 'somebody did not want it');
    else assert.ok(!isEnabled || !isAllowed, 'both wanted it');
  },
).kills({
  'the broker alone decides': { createsMissingTopic: (isEnabled) => isEnabled },
  'the client alone decides': { createsMissingTopic: (_, isAllowed) => isAllowed },
  'nothing is ever made': { createsMissingTopic: () => false },
});
