import assert from 'node:assert/strict';
import { test } from 'node:test';
import { english } from '../words/english.ts';
import { describeLogs } from './describe.ts';
import { cellsOf } from './layout.ts';
import { emptyLog, type LogPicture } from './logs.ts';
import { arrangeLogs } from './logs-layout.ts';
import { after, emptyPicture } from './picture.ts';
import type { Told } from './told.ts';

function logWith(count: number, more: Partial<LogPicture> = {}): LogPicture {
  const cells = Array.from({ length: count }, (_, offset) => ({ offset, key: null, value: 'x', recognised: 0 }));
  const log = { ...emptyLog, broker: 'broker-1', partition: 'p-0', endOffset: count, highWatermark: count, cells };
  return { ...log, ...more };
}

const rowOf = (log: LogPicture, width = 600) => arrangeLogs([log], width, { leastCell: 34 }).rows[0]!;

test('a log is cut where its segments begin, and the free place belongs to the one that is written to', () => {
  const row = rowOf(logWith(4, { segments: [1, 3] }));
  const { places, free } = cellsOf(row.strip);
  assert.deepEqual(
    row.segments.map(({ baseOffset, x }) => [baseOffset, x]),
    [
      [0, 0],
      [1, places[1]!.x],
      [3, places[3]!.x],
    ],
  );
  const last = row.segments.at(-1)!;
  assert.equal(last.x + last.width, free.x + free.width);
});

test('of a batch whose middle is not told only the end is drawn: a strip leaves no offset out', () => {
  const { cells, ...log } = logWith(30);
  const { first } = cellsOf(rowOf({ ...log, cells: cells.filter(({ offset }) => offset < 10 || offset >= 25) }).strip);
  assert.equal(first, 10, 'the first cell that is drawn is that of offset 25');
});

test('of a long log only the segments are drawn whose records are shown', () => {
  const row = rowOf(logWith(100, { segments: [10, 98] }));
  assert.deepEqual(
    row.segments.map(({ baseOffset }) => baseOffset),
    [10, 98],
  );
  assert.equal(row.segments[0]!.x, 0);
});

test('marks of one offset stand together, and those that are near each other on lines of their own', () => {
  const together = rowOf(logWith(3)).marks;
  assert.deepEqual(
    together.map(({ offset, marks }) => [offset, marks]),
    [
      [0, ['start']],
      [3, ['highWatermark', 'end']],
    ],
  );
  const apart = rowOf(logWith(3, { highWatermark: 2 })).marks;
  assert.deepEqual(
    apart.map(({ marks }) => marks),
    [['start'], ['highWatermark'], ['end']],
  );
  assert.equal(new Set(apart.slice(1).map(({ level }) => level)).size, 2);
});

test('replicas of a partition stand together under its name; epochs are marked where there is more than one', () => {
  const epochs = [
    { epoch: 0, offset: 0 },
    { epoch: 1, offset: 2 },
  ];
  const logs = [
    logWith(3, { partition: 'q-0' }),
    logWith(3, { broker: 'broker-2', epochs }),
    logWith(3, { epochs: epochs.slice(0, 1) }),
  ];
  const { rows, height } = arrangeLogs(logs, 600, {});
  assert.deepEqual(
    rows.map(({ strip, titleY, epochs: marked }) => [
      strip.log.partition,
      strip.log.broker,
      titleY !== undefined,
      marked.length,
    ]),
    [
      ['p-0', 'broker-1', true, 0],
      ['p-0', 'broker-2', false, 2],
      ['q-0', 'broker-1', true, 0],
    ],
  );
  assert.ok(rows.every(({ strip }) => strip.y < height));
});

test('what the view shows is said', () => {
  const said = describeLogs(arrangeLogs([logWith(4, { segments: [1], highWatermark: 3 })], 600, {}), english);
  assert.deepEqual(said, ['p-0 on broker-1, in 2 segments: log start 0; high watermark 3; log end 4']);
});

test('the marks follow what is told', () => {
  const partition = 'p-0';
  const told = (event: object) => ({ node: 'broker-1', atUs: 0, partition, ...event }) as unknown as Told;
  const appended = (baseOffset: number, leaderEpoch: number) =>
    told({ name: 'appended', baseOffset, lastOffset: baseOffset, leaderEpoch, records: [] });
  const events = [
    told({ name: 'log opened', logStartOffset: 0, logEndOffset: 0 }),
    appended(0, 0),
    told({ name: 'flushed', offset: 1 }),
    appended(1, 1),
  ];
  const pictureOf = (list: readonly Told[]) => list.reduce(after, emptyPicture).logs[0]!;
  const log = pictureOf(events);
  assert.deepEqual([log.highWatermark, log.flushedOffset, log.epochs.length], [2, 1, 2]);
  const cut = pictureOf([...events, told({ name: 'truncated', offset: 1 })]);
  assert.deepEqual([cut.highWatermark, cut.flushedOffset, cut.epochs.length], [1, 1, 1]);
});
