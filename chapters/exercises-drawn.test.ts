import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { judgeRule } from '../src/exercises/judge-rule.ts';
import { exercise as survivors } from './1-storage/exercises/choose-who-survives/check.ts';
import { exercise as segmentEnds } from './1-storage/exercises/when-a-segment-ends/check.ts';
import { whyItEnds } from './1-storage/exercises/when-a-segment-ends/solution.ts';

/** What is drawn for a learner's function is only what a broker could ask. */

test('Choose who survives: the noted offset is one that the cleaner can have noted', () => {
  const possible = fc.property(survivors.law.inputs, ([record]) => {
    const { offset, hasKey, latestOffsetOfKey: noted, mapEndOffset } = record;
    assert.ok(hasKey || noted === -1, 'a key that is not there has no offset');
    assert.ok(noted < mapEndOffset, 'what was not looked at was not noted');
    // A smaller one was noted of a record that lies before, and then this one, which lies behind it, as well.
    assert.ok(noted === -1 || noted >= offset || offset >= mapEndOffset, 'of a key the last offset is noted');
  });
  fc.assert(possible, { seed: 1, numRuns: 2000 });
  const drawn = fc.sample(survivors.law.inputs, { seed: 1, numRuns: 500 }).map(([record]) => record);
  assert.ok(drawn.some(({ hasKey, latestOffsetOfKey }) => hasKey && latestOffsetOfKey === -1));
  assert.ok(drawn.some(({ offset, latestOffsetOfKey }) => offset === latestOffsetOfKey));
});

test('When a segment ends: a batch is never larger than a file may be, so an empty file takes whatever comes', async () => {
  const largest = fc.property(segmentEnds.law.inputs, ([segment, arriving]) => {
    assert.ok(arriving.sizeBytes <= segment.segmentBytes);
  });
  fc.assert(largest, { seed: 1, numRuns: 2000 });
  const emptyFirst: typeof whyItEnds = (segment, arriving) =>
    segment.sizeBytes === 0 ? undefined : whyItEnds(segment, arriving);
  assert.ok((await judgeRule(segmentEnds, emptyFirst)).passed);
});
