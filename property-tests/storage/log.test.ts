import { storageRules } from '../../src/storage/rules.ts';
import { law } from '../law.ts';
import { logHistories } from './log-histories.ts';
import { LogAgainstModel } from './log-model.ts';

/** More of them:  HISTORIES=10000 npm test -- property-tests */
const histories = Number(process.env['HISTORIES'] ?? 1000);

law(
  'whatever happens to a log, it is what a plain list of records would be',
  storageRules,
  logHistories,
  async ({ seed, settings, actions }, rules) => {
    const checked = new LogAgainstModel(seed, settings, rules);
    await checked.open();
    for (const action of actions) {
      await checked.take(action);
      await checked.agree();
    }
  },
  { runs: histories },
).kills({
  'indexes lead behind what is wanted': {
    positionBefore: (index, offset) => storageRules.positionBefore(index, offset + 1),
  },
  'a search for a time begins one entry too late': {
    offsetBefore: (index, timestampMs, baseOffset) => storageRules.offsetBefore(index, timestampMs + 1, baseOffset) + 1,
  },
  'after a crash only the last segment is checked': {
    segmentsToRecover: (segments, _recoveryPoint, wasCleanStop) => (wasCleanStop ? [] : segments.slice(-1)),
  },
  'holes are believed (Apache Kafka)': { isHole: () => false },
  'the cleaner keeps the first record of a key': {
    survivesCompaction: (record) => record.latestOffsetOfKey < 0 || record.offset < record.latestOffsetOfKey,
  },
  'the cleaner takes tombstones at once': {
    survivesCompaction: (record) => storageRules.survivesCompaction({ ...record, mayTombstoneGo: true }),
  },
  'the active segment is compacted': {
    cleanableRange: (log) => ({ ...storageRules.cleanableRange(log), firstUncleanableOffset: log.logEndOffset }),
  },
  'a duplicate is written again': {
    judgeSequence: (known, arriving) => {
      const verdict = storageRules.judgeSequence(known, arriving);
      return verdict.verdict === 'duplicate' ? { verdict: 'new' } : verdict;
    },
  },
});
