import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { IndexesSeen } from '../../../../src/terminal/inspect-files.ts';
import { english } from '../words/english.ts';
import type { LogFiles, SegmentFiles } from './files.ts';
import { arrangeFiles } from './files-layout.ts';
import { describeFiles, thingsInFiles } from './files-said.ts';
import { neighbour } from './things.ts';

function segmentWith(baseOffset: number, count: number, sizeBytes = 100): SegmentFiles {
  const pieces = Array.from({ length: count }, (_, index) => ({
    baseOffset: baseOffset + index,
    lastOffset: baseOffset + index,
    position: index * sizeBytes,
    sizeBytes,
    isCompacted: false,
  }));
  return { baseOffset, sizeBytes: count * sizeBytes, pieces };
}

function logWith(segments: readonly SegmentFiles[], more: Partial<LogFiles> = {}): LogFiles {
  const last = segments.at(-1)!;
  const endOffset = last.baseOffset + last.pieces.length;
  return { broker: 'broker-1', partition: 'p-0', startOffset: 0, endOffset, flushedOffset: 0, segments, ...more };
}

const seen: IndexesSeen = {
  broker: 'broker-1',
  partition: 'p-0',
  baseOffset: 0,
  logBytes: 400,
  unflushedBytes: 100,
  offsets: {
    sizeBytes: 16,
    count: 2,
    seen: [
      { offset: 1, position: 100 },
      { offset: 9, position: 900 },
    ],
  },
  times: { sizeBytes: 12, count: 1, seen: [{ timestampMs: 5, offset: 3 }] },
};

const four = logWith([segmentWith(0, 4)]);
const placeIn = (log: LogFiles, known: readonly IndexesSeen[] = [], isNow = false) =>
  arrangeFiles([log], known, 600, isNow).rows[0]!.segments[0]!;

test('what is said of a size fits beside the next segment, at any width that takes it at all', () => {
  const log = logWith([segmentWith(0, 104, 10_072), segmentWith(104, 104, 10_072), segmentWith(208, 90, 10_072)]);
  for (const width of [280, 400, 520, 600, 780, 810, 850]) {
    for (const place of arrangeFiles([log], [], width, false).rows[0]!.segments) {
      const { sizeBytes } = place.segment;
      const said = english.stage.bytes(sizeBytes, sizeBytes - 10_072);
      assert.ok(said.length * 6.6 <= place.width, `${said} in ${place.width} of ${width}`);
    }
  }
});

test('an entry leads to where its batch begins, and one that leads beyond the file is not drawn', () => {
  const { batches, index, timeindex } = placeIn(four, [seen]);
  assert.deepEqual(
    index.entries.map(({ toX }) => toX),
    [batches[1]!.x],
  );
  assert.equal(index.count, 2);
  assert.deepEqual(
    timeindex.entries.map(({ toX }) => toX),
    [batches[3]!.x],
  );
});

test('what is flushed is what events say, and of the instant that was looked at what the disk says', () => {
  const flushed = logWith([segmentWith(0, 4)], { flushedOffset: 2 });
  assert.equal(placeIn(flushed).unflushedBytes, 200);
  assert.equal(placeIn(flushed, [seen], false).unflushedBytes, 200);
  assert.equal(placeIn(flushed, [seen], true).unflushedBytes, 100);
});

test('batches too small to be told apart are drawn as one, and fill the file', () => {
  const { batches, sizeWidth } = placeIn(logWith([segmentWith(0, 2000)]));
  assert.ok(batches.length < 250);
  for (const [index, { x, width }] of batches.entries()) {
    const end = batches[index + 1]?.x ?? sizeWidth;
    assert.ok(Math.abs(x + width - end) < 0.01, `batch ${index}`);
  }
});

test('one scale for all segments of a log; those that find no place beside stand below', () => {
  const log = logWith([segmentWith(0, 10), segmentWith(10, 5), segmentWith(15, 1)]);
  const [first, second, third] = arrangeFiles([log], [], 560, false).rows[0]!.segments;
  assert.equal(first!.sizeWidth, 2 * second!.sizeWidth);
  assert.equal(first!.y, second!.y);
  assert.ok(third!.y > first!.y && third!.x === first!.x);
  assert.deepEqual([first!.isActive, third!.isActive], [false, true]);
});

test('of many segments the last are drawn, and the others counted', () => {
  const log = logWith(Array.from({ length: 15 }, (_, index) => segmentWith(index, 1)));
  const [row] = arrangeFiles([log], [], 800, false).rows;
  assert.equal(row!.hidden, 3);
  assert.equal(row!.segments[0]!.segment.baseOffset, 3);
});

test('records before the log start are gone, up to the batch that holds it', () => {
  const place = placeIn(logWith([segmentWith(0, 4)], { startOffset: 2 }));
  assert.equal(place.goneWidth, place.batches[2]!.x);
});

test('every file is a thing with a name of its own, and arrow keys lead from an index to the log', () => {
  const layout = arrangeFiles([logWith([segmentWith(0, 2), segmentWith(2, 1)])], [seen], 600, true);
  const things = thingsInFiles(layout, english);
  assert.equal(things.length, 6);
  assert.equal(new Set(things.map(({ name }) => name)).size, 6);
  const [timeindex, log] = things;
  assert.equal(timeindex!.name, '00000000000000000000.timeindex of p-0 on broker-1: 1 entry');
  assert.equal(neighbour(things, timeindex!, 'down'), log);
  assert.deepEqual(describeFiles(layout, english), [
    'p-0 on broker-1, in 2 segments: log start 0, log end 3',
    'segment 0, 2 batches: .timeindex 1 entry; .log 200 bytes, 100 not flushed; .index 2 entries',
    'segment 2, active, one batch: .timeindex; .log 100 bytes, none flushed; .index',
  ]);
});
