import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSession } from '../../../../src/terminal/session.ts';
import { indexesOf } from '../../../../src/terminal/inspect-files.ts';
import { FilesFilm, filesAfter, flushedBytes, type LogFiles } from './files.ts';
import type { Told } from './told.ts';

const partition = 'p-0';

function told(name: Told['name'], fields: object = {}): Told {
  return { name, node: 'broker-1', atUs: 0, partition, ...fields } as unknown as Told;
}

const appended = (offset: number, sizeBytes = 100) =>
  told('appended', { baseOffset: offset, lastOffset: offset, sizeBytes });

const opened = told('log opened', { logStartOffset: 0, logEndOffset: 0 });

function after(...events: readonly Told[]): LogFiles {
  const [log] = events.reduce(filesAfter, [] as readonly LogFiles[]);
  return log!;
}

const sizes = ({ segments }: LogFiles) => segments.map(({ baseOffset, sizeBytes }) => [baseOffset, sizeBytes]);

test('batches lie one behind the other, and a rolled segment begins at its first byte', () => {
  const log = after(opened, appended(0), appended(1, 50), told('segment rolled', { baseOffset: 2 }), appended(2, 70));
  assert.deepEqual(sizes(log), [
    [0, 150],
    [2, 70],
  ]);
  assert.deepEqual(
    log.segments.flatMap(({ pieces }) => pieces.map(({ position }) => position)),
    [0, 100, 0],
  );
});

test('what is flushed ends with the last batch that lies wholly below the flushed offset', () => {
  const log = after(opened, appended(0), appended(1), told('flushed', { offset: 1 }));
  assert.equal(flushedBytes(log.segments[0]!, log.flushedOffset), 100);
});

test('a truncation takes batches and segments, but never the first segment', () => {
  const events = [opened, appended(0), told('segment rolled', { baseOffset: 1 }), appended(1), appended(2)];
  assert.deepEqual(sizes(after(...events, told('truncated', { offset: 2 }))), [
    [0, 100],
    [1, 100],
  ]);
  assert.deepEqual(sizes(after(...events, told('truncated', { offset: 0 }))), [[0, 0]]);
  assert.deepEqual(sizes(after(...events, told('recovered', { logEndOffset: 1 }))), [[0, 100]]);
});

test('segments go, and those that are compacted become one', () => {
  const events = [opened, appended(0), told('segment rolled', { baseOffset: 1 }), appended(1)];
  events.push(told('segment rolled', { baseOffset: 2 }), appended(2));
  assert.deepEqual(sizes(after(...events, told('segment deleted', { baseOffset: 0 }))), [
    [1, 100],
    [2, 100],
  ]);
  const compacted = told('segments compacted', { baseOffset: 0, endOffset: 2, bytesAfter: 120 });
  assert.deepEqual(sizes(after(...events, compacted)), [
    [0, 120],
    [2, 100],
  ]);
});

test('the same events, the same files, in whichever order one looks at them', () => {
  const events = [opened, ...Array.from({ length: 400 }, (_, offset) => appended(offset))];
  const film = new FilesFilm(events);
  for (const count of [401, 3, 128, 129, 0, 300]) {
    assert.deepEqual(film.after(count), events.slice(0, count).reduce(filesAfter, [] as readonly LogFiles[]));
  }
});

const onDisk = {
  'rolls, a loss of power and a deletion': [
    'create topic payments partitions=1 segment.bytes=1048576',
    'create producer teller',
    'produce payments "42 EUR to Ada" count=230 size=10000 as teller',
    'unplug broker-1',
    'start broker-1',
    'produce payments "42 EUR to Ada" count=3 size=10000 as teller',
    'delete records payments-0 to 2',
  ],
  'compactions and a kill': [
    'create topic payments partitions=1 cleanup.policy=compact segment.ms=60000 min.cleanable.dirty.ratio=0.01',
    'create producer teller',
    'produce payments "1 EUR" key=ada count=20 size=9000 as teller',
    'wait 1m',
    'produce payments "2 EUR" key=ada as teller',
    'wait 1m',
    'produce payments "3 EUR" key=bob as teller',
    'kill broker-1',
    'start broker-1',
    'wait 1m',
  ],
};

for (const [what, lines] of Object.entries(onDisk)) {
  test(`sizes and flushed bytes are those on the disk of a run with ${what}`, async () => {
    const session = await createSession();
    for (const line of ['create cluster brokers=1 seed=3', ...lines]) {
      assert.ok((await session.execute(line)).ok, line);
      const [log] = new FilesFilm(session.run.told).after(session.run.told.length);
      // What is left behind a loss of power is known when the broker starts again.
      if (log === undefined || line === 'unplug broker-1') continue;
      const disk = indexesOf(session.run);
      assert.deepEqual(
        sizes(log),
        disk.map(({ baseOffset, logBytes }) => [baseOffset, logBytes]),
        line,
      );
      // A disk may have flushed more than the broker knows of: what it wrote while a flush was under way.
      for (const [index, segment] of log.segments.entries()) {
        const flushed = flushedBytes(segment, log.flushedOffset);
        assert.ok(flushed <= segment.sizeBytes - disk[index]!.unflushedBytes, line);
      }
    }
    const [log] = new FilesFilm(session.run.told).after(session.run.told.length);
    const closed = log!.segments.slice(0, -1);
    assert.ok(closed.length > 0);
    for (const segment of closed) assert.equal(flushedBytes(segment, log!.flushedOffset), segment.sizeBytes);
    if (what.startsWith('compactions')) assert.ok(session.run.told.some(({ name }) => name === 'segments compacted'));
  });
}
