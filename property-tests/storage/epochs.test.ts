import assert from 'node:assert/strict';
import fc from 'fast-check';
import { LeaderEpochs } from '../../src/storage/leader-epochs.ts';
import { storageRules } from '../../src/storage/rules.ts';
import { law } from '../law.ts';

/** The epoch of each record of a log, rising; not every epoch writes. */
const logs = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 4 })), { maxLength: 5 })
  .map((terms) => {
    let epoch = -1;
    return terms.flatMap(([step, records]) => {
      epoch += step;
      return Array.from({ length: records }, () => epoch);
    });
  });

function epochsOf(log: readonly number[]): LeaderEpochs {
  const epochs = new LeaderEpochs();
  for (const [offset, epoch] of log.entries()) epochs.begin(epoch, offset);
  return epochs;
}

law(
  'an epoch ends where the first record of a later one stands, or where the log does',
  storageRules,
  fc.tuple(logs, fc.integer({ min: 0, max: 16 })),
  ([log, asked], rules) => {
    const answer = rules.endOffsetOfEpoch(epochsOf(log).starts, asked, log.length);
    const later = log.findIndex((epoch) => epoch > asked);
    const known = log.filter((epoch) => epoch <= asked);
    if (later < 0 && !log.includes(asked)) assert.deepEqual(answer, { epoch: -1, endOffset: -1 });
    else {
      assert.equal(answer.endOffset, later < 0 ? log.length : later);
      assert.equal(answer.epoch, known.length === 0 ? asked : known[known.length - 1]);
    }
  },
).kills({
  'the latest epoch ends where it began': {
    endOffsetOfEpoch: (starts, epoch, logEndOffset) => {
      const latest = starts[starts.length - 1];
      return latest?.epoch === epoch
        ? { epoch, endOffset: latest.startOffset }
        : storageRules.endOffsetOfEpoch(starts, epoch, logEndOffset);
    },
  },
  'an epoch that was never seen is not known (before KIP-279)': {
    endOffsetOfEpoch: (starts, epoch, logEndOffset) =>
      starts.some((start) => start.epoch === epoch)
        ? storageRules.endOffsetOfEpoch(starts, epoch, logEndOffset)
        : { epoch: -1, endOffset: -1 },
  },
  'the asked epoch is answered, whatever is known': {
    endOffsetOfEpoch: (starts, epoch, logEndOffset) => {
      const answer = storageRules.endOffsetOfEpoch(starts, epoch, logEndOffset);
      return answer.epoch < 0 ? answer : { ...answer, epoch };
    },
  },
  'epochs above all known ones end at the log end': {
    endOffsetOfEpoch: (starts, epoch, logEndOffset) => {
      const answer = storageRules.endOffsetOfEpoch(starts, epoch, logEndOffset);
      return answer.epoch < 0 ? { epoch, endOffset: logEndOffset } : answer;
    },
  },
});

law(
  'what is known of epochs fits the records after any cutting at either end',
  storageRules,
  fc.tuple(logs, fc.nat({ max: 20 }), fc.nat({ max: 20 })),
  ([log, from, to]) => {
    const epochs = epochsOf(log);
    const end = Math.min(to, log.length);
    const start = Math.min(from, end);
    epochs.truncateTo(end);
    epochs.startAt(start);
    for (let offset = start; offset < end; offset++) assert.equal(epochs.epochOf(offset), log[offset]);
    if (start < end) assert.equal(epochs.starts[0]!.startOffset, start);
  },
);
