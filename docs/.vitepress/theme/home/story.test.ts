import assert from 'node:assert/strict';
import { test } from 'node:test';
import { after, emptyPicture } from '../stage/picture.ts';
import { lostAnswer, payment, Teller } from '../stage/testing/lost-answer.ts';
import type { Told } from '../stage/told.ts';
import { endingOf } from './story.ts';

const ending = (events: readonly Told[]) => endingOf(events.reduce(after, emptyPicture));

/** teller takes the payment, and then what is told happens. */
function unpaid(tell: (story: Teller) => void): readonly Told[] {
  const story = new Teller();
  story.tell(1, 'teller', { name: 'record accepted', topic: 'payments', partition: 0, value: payment });
  story.tell(1, 'teller', { name: 'batch sent', partition: 'payments-0', records: 1, attempt: 1 });
  tell(story);
  return story.events;
}

const appended = {
  name: 'appended',
  partition: 'payments-0',
  baseOffset: 0,
  lastOffset: 0,
  records: [{ offset: 0, key: null, value: payment }],
} as const;

test('who was paid, once or twice, was not paid nothing', () => {
  assert.equal(ending(lostAnswer({ idempotent: false })), undefined);
  assert.equal(ending(lostAnswer({ idempotent: true })), undefined);
});

test('nobody was to be paid: that is no success', () => {
  assert.equal(ending([]), undefined);
});

test('as long as teller tries, or the record is stored, she may still be paid', () => {
  assert.equal(ending(unpaid(() => {})), undefined);
  const stored = unpaid((story) => {
    story.tell(2, 'broker-1', appended);
    story.tell(3, 'teller', { name: 'record failed', error: 'TimeoutException', value: payment });
  });
  assert.equal(ending(stored), undefined);
});

test('teller gave up and says so; or it never asked', () => {
  const failed = unpaid((story) =>
    story.tell(3, 'teller', { name: 'record failed', error: 'TimeoutException', value: payment }),
  );
  assert.equal(ending(failed), 'teller knows');
  const forgotten = unpaid((story) =>
    story.tell(3, 'teller', { name: 'record acknowledged', offset: -1, value: payment }),
  );
  assert.equal(ending(forgotten), 'nobody knows');
});
