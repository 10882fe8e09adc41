import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { lacksReference, referenceFolder } from '../../testing/reference.ts';
import { formatQuorumState, parseQuorumState, QuorumStateError } from './quorum-state.ts';

test("Apache Kafka's file is read, and that of static voters written again byte for byte", {
  skip: lacksReference,
}, () => {
  const text = (folder: string) => readFileSync(join(referenceFolder()!, 'kafka-logs', folder, 'quorum-state'), 'utf8');
  const state = parseQuorumState(text('metadata'));
  assert.deepEqual(state, { leaderId: 1, leaderEpoch: 2, votedId: -1, voters: [1] });
  assert.equal(formatQuorumState(state), text('metadata'));
  assert.deepEqual(parseQuorumState(text('metadata-dynamic')), { ...state, voters: [] });
});

test('what is not a quorum state is refused', () => {
  const good = formatQuorumState({ leaderId: 1, leaderEpoch: 2, votedId: -1, voters: [1] });
  const damaged = [
    '',
    '[',
    'null',
    '7',
    good.replace('"data_version":0', '"data_version":2'),
    good.replace('"voterId":1', '"x":1'),
  ];
  damaged.push(good.replace('{"voterId":1}', 'null'), good.replace('"leaderEpoch":2', '"leaderEpoch":"2"'));
  for (const text of damaged) assert.throws(() => parseQuorumState(text), QuorumStateError, text);
});
