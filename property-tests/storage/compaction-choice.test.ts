import assert from 'node:assert/strict';
import fc from 'fast-check';
import { storageRules } from '../../src/storage/rules.ts';
import type { CleanableInputs } from '../../src/storage/rules/cleanable.ts';
import { law } from '../law.ts';

const nowMs = 1000;

/** A log of a few segments; offsets of interest lie within it or a little outside. */
const logs: fc.Arbitrary<CleanableInputs> = fc
  .record({
    lengths: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 6 }),
    agesMs: fc.array(fc.integer({ min: -2, max: 20 }), { minLength: 6, maxLength: 6 }),
    logStartOffset: fc.integer({ min: 0, max: 4 }),
    cleanedOffset: fc.option(fc.integer({ min: 0, max: 35 }), { nil: undefined }),
    lastStable: fc.integer({ min: 0, max: 30 }),
    minCompactionLagMs: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 20 }), fc.constant(Infinity)),
  })
  .map(({ lengths, agesMs, logStartOffset, cleanedOffset, lastStable, minCompactionLagMs }) => {
    let logEndOffset = 0;
    const segments = lengths.map((length, position) => {
      const baseOffset = logEndOffset;
      logEndOffset += length;
      return { baseOffset, largestTimestampMs: nowMs - agesMs[position]! };
    });
    const lastStableOffset = Math.min(lastStable, logEndOffset);
    const start = Math.min(logStartOffset, logEndOffset);
    const offsets = { cleanedOffset, logStartOffset: start, logEndOffset, lastStableOffset };
    return { ...offsets, segments, nowMs, minCompactionLagMs };
  });

law(
  'what is cleaned next begins where the cleaner stopped, and goes as far as it may, in whole segments',
  storageRules,
  logs,
  (log, rules) => {
    const { segments, cleanedOffset, logStartOffset, logEndOffset, lastStableOffset, minCompactionLagMs } = log;
    const { firstDirtyOffset, firstUncleanableOffset } = rules.cleanableRange(log);
    const believed = cleanedOffset !== undefined && cleanedOffset >= logStartOffset && cleanedOffset <= logEndOffset;
    assert.equal(firstDirtyOffset, believed ? cleanedOffset : logStartOffset);

    const mustStay = segments.map(({ largestTimestampMs }, position) => {
      const endOffset = segments[position + 1]?.baseOffset;
      if (endOffset === undefined) return true;
      const isYoung = minCompactionLagMs > 0 && nowMs - largestTimestampMs < minCompactionLagMs;
      return endOffset > lastStableOffset || (isYoung && endOffset > firstDirtyOffset);
    });
    assert.equal(firstUncleanableOffset, segments[mustStay.indexOf(true)]!.baseOffset);
  },
  { runs: 2000 },
).kills({
  'the active segment is cleaned': {
    cleanableRange: (log) =>
      storageRules.cleanableRange({
        ...log,
        segments: [...log.segments, { baseOffset: log.logEndOffset, largestTimestampMs: 0 }],
      }),
  },
  'what nobody has decided is cleaned': {
    cleanableRange: (log) => storageRules.cleanableRange({ ...log, lastStableOffset: Infinity }),
  },
  'young records are cleaned': {
    cleanableRange: (log) => storageRules.cleanableRange({ ...log, minCompactionLagMs: 0 }),
  },
  'a segment as old as the lag is too young': {
    cleanableRange: (log) =>
      storageRules.cleanableRange({
        ...log,
        minCompactionLagMs: log.minCompactionLagMs > 0 ? log.minCompactionLagMs + 1 : 0,
      }),
  },
  'a young segment that was cleaned before stops the cleaner': {
    cleanableRange: (log) => ({
      ...storageRules.cleanableRange(log),
      firstUncleanableOffset: storageRules.cleanableRange({ ...log, cleanedOffset: undefined, logStartOffset: 0 })
        .firstUncleanableOffset,
    }),
  },
  'a checkpoint behind the log is believed': {
    cleanableRange: (log) => storageRules.cleanableRange({ ...log, logEndOffset: Infinity }),
  },
  'a checkpoint before the log is believed': {
    cleanableRange: (log) => {
      const range = storageRules.cleanableRange({ ...log, logStartOffset: 0 });
      return log.cleanedOffset === undefined ? storageRules.cleanableRange(log) : range;
    },
  },
  'everything is dirty each time': {
    cleanableRange: (log) => storageRules.cleanableRange({ ...log, cleanedOffset: undefined }),
  },
});

const candidates = fc.array(
  fc.record({
    cleanBytes: fc.integer({ min: 0, max: 8 }),
    cleanableBytes: fc.integer({ min: 0, max: 8 }),
    oldestDirtyTimestampMs: fc.oneof(fc.integer({ min: 980, max: 1000 }), fc.constant(Infinity)),
    minCleanableDirtyRatio: fc.constantFrom(0, 0.25, 0.5, 1),
    maxCompactionLagMs: fc.oneof(fc.integer({ min: 0, max: 20 }), fc.constant(Infinity)),
  }),
  { maxLength: 5 },
);

law(
  'the log with the largest dirty part is cleaned first, of those that are dirty enough or overdue',
  storageRules,
  candidates,
  (logs, rules) => {
    const ratioOf = (log: (typeof logs)[number]) => log.cleanableBytes / (log.cleanBytes + log.cleanableBytes);
    const deserving = logs.filter((log) => {
      const isOverdue = nowMs - log.oldestDirtyTimestampMs > log.maxCompactionLagMs;
      return log.cleanableBytes > 0 && (isOverdue || ratioOf(log) > log.minCleanableDirtyRatio);
    });
    const dirtiest = Math.max(...deserving.map(ratioOf));
    const chosen = rules.logToClean(logs, nowMs);
    assert.equal(
      chosen,
      deserving.find((log) => ratioOf(log) === dirtiest),
    );
  },
  { runs: 1000 },
).kills({
  'the first that deserves it': {
    logToClean: (logs, now) => logs.find((log) => storageRules.logToClean([log], now) !== undefined),
  },
  'the one with most dirt': {
    logToClean: (logs, now) =>
      logs
        .filter((log) => storageRules.logToClean([log], now) !== undefined)
        .toSorted((one, other) => other.cleanableBytes - one.cleanableBytes)[0],
  },
  'the ratio is not looked at': {
    logToClean: (logs, now) =>
      storageRules.logToClean(
        logs.filter(({ cleanableBytes }) => cleanableBytes > 0),
        now,
      ) ?? logs.find(({ cleanableBytes }) => cleanableBytes > 0),
  },
  'a ratio that is just reached is enough': {
    logToClean: (logs, now) =>
      storageRules.logToClean(logs, now) ??
      logs.find((log) => log.cleanableBytes / (log.cleanBytes + log.cleanableBytes) >= log.minCleanableDirtyRatio),
  },
  'nothing is ever overdue (Kafka before KIP-354)': {
    logToClean: (logs, now) =>
      logs.find(
        (log) =>
          log === storageRules.logToClean(logs, now) &&
          log.cleanableBytes / (log.cleanBytes + log.cleanableBytes) > log.minCleanableDirtyRatio,
      ),
  },
  'an overdue log without a byte to clean': {
    logToClean: (logs, now) =>
      storageRules.logToClean(logs, now) ??
      logs.find((log) => now - log.oldestDirtyTimestampMs > log.maxCompactionLagMs),
  },
});

const segments = fc
  .array(
    fc.record({
      offsets: fc.oneof(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 0x3fff_ffff, max: 0x7fff_ffff })),
      sizeBytes: fc.integer({ min: 0, max: 9 }),
      offsetIndexBytes: fc.integer({ min: 0, max: 5 }),
      timeIndexBytes: fc.integer({ min: 0, max: 5 }),
    }),
    { maxLength: 8 },
  )
  .map((drawn) => {
    let baseOffset = 7;
    return drawn.map(({ offsets, ...sizes }) => {
      const segment = { baseOffset, endOffset: baseOffset + offsets, ...sizes };
      baseOffset += offsets;
      return segment;
    });
  });

law(
  'neighbours become one segment as long as they fit into one, and no group could have taken its next one',
  storageRules,
  fc.tuple(
    segments,
    fc.record({ segmentBytes: fc.integer({ min: 4, max: 25 }), segmentIndexBytes: fc.integer({ min: 3, max: 12 }) }),
  ),
  ([all, limits], rules) => {
    const groups = rules.segmentGroups(all, limits);
    assert.deepEqual(groups.flat(), all);
    const isOne = (group: typeof all) => {
      const total = (field: 'sizeBytes' | 'offsetIndexBytes' | 'timeIndexBytes') =>
        group.reduce((bytes, segment) => bytes + segment[field], 0);
      const last = group[group.length - 1]!;
      const isNear = last.sizeBytes === 0 || last.endOffset - 1 - group[0]!.baseOffset <= 0x7fff_ffff;
      const fitsIndexes = Math.max(total('offsetIndexBytes'), total('timeIndexBytes')) <= limits.segmentIndexBytes;
      return group.length === 1 || (total('sizeBytes') <= limits.segmentBytes && fitsIndexes && isNear);
    };
    for (const [position, group] of groups.entries()) {
      assert.ok(group.length > 0 && isOne([...group]), `group ${position} does not fit into one segment`);
      const next = groups[position + 1]?.[0];
      assert.ok(next === undefined || !isOne([...group, next]), `group ${position} could have been larger`);
    }
  },
  { runs: 2000 },
).kills({
  'each segment for itself': { segmentGroups: (all) => all.map((segment) => [segment]) },
  'all in one': { segmentGroups: (all) => (all.length === 0 ? [] : [all]) },
  'the last one may exceed segment.bytes': {
    segmentGroups: (all, limits) =>
      storageRules.segmentGroups(all, { ...limits, segmentBytes: limits.segmentBytes + 1 }),
  },
  'indexes are not counted': {
    segmentGroups: (all, limits) => storageRules.segmentGroups(all, { ...limits, segmentIndexBytes: Infinity }),
  },
  'the time index is not counted': {
    segmentGroups: (all, limits) => {
      const groups = storageRules.segmentGroups(
        all.map((segment) => ({ ...segment, timeIndexBytes: 0 })),
        limits,
      );
      let taken = 0;
      return groups.map((group) => all.slice(taken, (taken += group.length)));
    },
  },
  'offsets may lie as far apart as they like': {
    segmentGroups: (all, limits) => {
      const groups = storageRules.segmentGroups(
        all.map((segment) => ({ ...segment, endOffset: segment.baseOffset + 1, baseOffset: 0 })),
        limits,
      );
      let taken = 0;
      return groups.map((group) => all.slice(taken, (taken += group.length)));
    },
  },
});
