import assert from 'node:assert/strict';
import { test } from 'node:test';
import { queueOf } from '../../../../src/delivery/shared-queue.ts';
import { english } from '../words/english.ts';
import { describe, describeLedgers } from './describe.ts';
import { emptyLedger, hasLedger, judge, ledgerRows } from './ledger.ts';
import { after, emptyPicture, type Picture } from './picture.ts';
import { lostAnswer, payment, Teller } from './testing/lost-answer.ts';
import type { Told } from './told.ts';

function pictureOf(events: readonly Told[]): Picture {
  return events.reduce(after, emptyPicture);
}

/** The picture when an event of that name was told for the first time. */
function pictureAt(events: readonly Told[], name: Told['name']): Picture {
  return pictureOf(events.slice(0, events.findIndex((event) => event.name === name) + 1));
}

test('a lost answer without idempotence: the record stands twice in the log, and Ada is paid twice', () => {
  const picture = pictureOf(lostAnswer({ idempotent: false }));
  assert.deepEqual(
    picture.logs.map(({ broker, partition, cells }) => [broker, partition, cells.map(({ value }) => value)]),
    [['broker-1', 'payments-0', [payment, payment]]],
  );
  const [ada] = ledgerRows(picture.ledger);
  assert.deepEqual(ada, { who: 'Ada', expected: 42, done: 84, unit: 'EUR' });
  assert.equal(judge(ada!), 'twice');
});

test('the same with idempotence: one record, recognised once, and Ada is paid once', () => {
  const picture = pictureOf(lostAnswer({ idempotent: true }));
  assert.deepEqual(
    picture.logs[0]?.cells.map(({ offset, recognised }) => [offset, recognised]),
    [[0, 1]],
  );
  assert.equal(judge(ledgerRows(picture.ledger)[0]!), 'right');
});

test('a message is under way from when it left until it arrived', () => {
  const events = lostAnswer({ idempotent: false });
  const left = pictureAt(events, 'message left');
  assert.deepEqual(
    left.inFlight.map(({ from, to, label }) => [from, to, label.summary]),
    [['teller', 'broker-1', 'payments-0']],
  );
  assert.deepEqual(pictureAt(events, 'message arrived').inFlight, []);
});

test('a lost message stays where it was lost until the two speak again', () => {
  const events = lostAnswer({ idempotent: false });
  assert.deepEqual(
    pictureAt(events, 'batch will be retried').lost.map(({ from, to }) => [from, to]),
    [['broker-1', 'teller']],
  );
  assert.deepEqual(pictureOf(events).lost, []);
});

test('what a producer knows of its record', () => {
  const events = lostAnswer({ idempotent: false });
  const stateAt = (name: Told['name']) => pictureAt(events, name).clients.find((one) => one.name === 'teller')?.sending;
  assert.equal(stateAt('record accepted')?.state, 'accepted');
  assert.equal(stateAt('batch sent')?.state, 'sent');
  assert.equal(stateAt('batch will be retried')?.state, 'waiting to retry');
  assert.equal(stateAt('record acknowledged')?.state, 'acknowledged');
  assert.equal(stateAt('record acknowledged')?.attempt, 2);
});

test('a fault that was armed is gone when it has struck', () => {
  const story = new Teller();
  story.tell(1, 'teller', { name: 'fault armed', fault: 'drop next produce response' });
  assert.deepEqual(pictureOf(story.events).armed, ['drop next produce response']);
  story.tell(2, 'broker-1', { name: 'fault struck', fault: 'drop next produce response' });
  assert.deepEqual(pictureOf(story.events).armed, []);
});

test('nodes die, come back, and keep their place', () => {
  const story = new Teller();
  story.tell(0, 'broker-1', { name: 'node started', kind: 'broker' });
  story.tell(0, 'teller', { name: 'node started', kind: 'producer' });
  story.tell(1, 'broker-1', { name: 'node killed' });
  const states = () => pictureOf(story.events).nodes.map(({ name, state }) => [name, state]);
  assert.deepEqual(states(), [
    ['broker-1', 'killed'],
    ['teller', 'running'],
  ]);
  story.tell(2, 'broker-1', { name: 'node started', kind: 'broker' });
  assert.deepEqual(states()[0], ['broker-1', 'running']);
});

test('a log loses what is truncated at its end and deleted at its start', () => {
  const story = new Teller();
  const records = [0, 1, 2, 3].map((offset) => ({ offset, key: null, value: `${offset}` }));
  const partition = 'payments-0';
  story.tell(1, 'broker-1', { name: 'appended', partition, baseOffset: 0, lastOffset: 3, records });
  story.tell(2, 'broker-1', { name: 'truncated', partition, offset: 3 });
  story.tell(3, 'broker-1', { name: 'records deleted', partition, logStartOffset: 1 });
  const [log] = pictureOf(story.events).logs;
  assert.deepEqual(
    log?.cells.map(({ offset }) => offset),
    [1, 2],
  );
  assert.deepEqual([log?.startOffset, log?.endOffset], [1, 3]);
});

test('what compaction takes away is gone from between the others, and its segments are one', () => {
  const story = new Teller();
  const records = [0, 1, 2, 3, 4].map((offset) => ({ offset, key: 'tea', value: `${offset}` }));
  const partition = 'prices-0';
  story.tell(1, 'broker-1', { name: 'appended', partition, baseOffset: 0, lastOffset: 4, records });
  for (const baseOffset of [2, 4]) {
    story.tell(1, 'broker-1', { name: 'segment rolled', partition, baseOffset, because: 'size' });
  }
  const removed = [
    [0, 0],
    [2, 3],
  ] as const;
  const what = { partition, baseOffset: 0, endOffset: 4, segments: 2, bytesBefore: 400, bytesAfter: 100, removed };
  story.tell(2, 'broker-1', { name: 'segments compacted', ...what });
  const [log] = pictureOf(story.events).logs;
  assert.deepEqual(
    log?.cells.map(({ offset }) => offset),
    [1, 4],
  );
  assert.deepEqual([log?.startOffset, log?.endOffset, log?.segments], [0, 5, [4]]);
});

test('entries that are no sums of money are counted', () => {
  const ledger = { ...emptyLedger, expected: queueOf(['hello', 'hello', 'x']), done: queueOf(['hello']) };
  assert.deepEqual(ledgerRows(ledger), [
    { who: 'hello', expected: 2, done: 1, unit: undefined },
    { who: 'x', expected: 1, done: 0, unit: undefined },
  ]);
});

test('other money than was meant is no payment of what was meant', () => {
  const [meant, other] = ledgerRows({
    ...emptyLedger,
    expected: queueOf(['42 EUR to Ada']),
    done: queueOf(['42 DUR to Ada']),
  });
  assert.deepEqual(meant, { who: 'Ada', expected: 42, done: 0, unit: 'EUR' });
  assert.deepEqual(other, { who: 'Ada', expected: 0, done: 42, unit: 'DUR' });
  assert.equal(judge(other!), 'too much');
});

test('an event that nobody draws changes nothing', () => {
  const picture = pictureOf(lostAnswer({ idempotent: false }));
  const other = { name: 'file mended', node: 'broker-1', atUs: 5, path: 'payments-0/0.index' } as unknown as Told;
  assert.equal(after(picture, other), picture);
});

test('on a page that waits with the ledger, what nobody has done yet is neither shown nor said', () => {
  const done = pictureOf(lostAnswer({ idempotent: false }));
  const undone = { ...done, ledger: { ...done.ledger, done: emptyLedger.done } };
  const isShown = (picture: Picture) => hasLedger(picture, true);
  assert.deepEqual([hasLedger(undone), hasLedger(undone, true), hasLedger(done, true)], [true, false, true]);
  assert.equal(describeLedgers([{ picture: undone }], [], english, isShown), '');
  assert.match(describeLedgers([{ picture: done }], [], english, isShown), /Ada/);
  const rows = ledgerRows(undone.ledger).map(english.picture.row);
  assert.deepEqual(describe(undone, english), [...describe(undone, english, isShown(undone)), ...rows]);
});

test('all that is seen is said', () => {
  const said = describe(pictureAt(lostAnswer({ idempotent: false }), 'batch will be retried'), english);
  assert.deepEqual(said, [
    'broker-1, broker',
    'teller, producer, 42 EUR to Ada will try again',
    'bank, consumer, 42 EUR to Ada done once, next: payments-0@1',
    'payments-0 on broker-1 holds offsets 0 to 0: 42 EUR to Ada at 0',
    'lost between broker-1 and teller: answer to Produce',
    'waiting for its moment: drop next produce response to teller',
    'Ada: expected 42 EUR, done 42 EUR',
  ]);
});
