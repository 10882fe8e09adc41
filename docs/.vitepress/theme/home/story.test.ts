import assert from 'node:assert/strict';
import { test } from 'node:test';
import { after, emptyPicture } from '../stage/picture.ts';
import { lostAnswer, payment, Teller } from '../stage/testing/lost-answer.ts';
import type { Told } from '../stage/told.ts';
import { createSession } from '../../../../src/terminal/session.ts';
import { ledgerRows } from '../stage/ledger.ts';
import { commandsIn, harmless, par, payNothing, setUp, standingOf } from './story.ts';

const standing = (events: readonly Told[]) => standingOf(events.reduce(after, emptyPicture));

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
  assert.equal(standing(lostAnswer({ idempotent: false })), 'paid');
  assert.equal(standing(lostAnswer({ idempotent: true })), 'paid');
});

test('nobody was to be paid: that is no success', () => {
  assert.equal(standing([]), 'not begun');
});

test('as long as teller tries, or the record is stored, she may still be paid', () => {
  assert.equal(standing(unpaid(() => {})), 'still trying');
  const stored = unpaid((story) => {
    story.tell(2, 'broker-1', appended);
    story.tell(3, 'teller', { name: 'record failed', error: 'TimeoutException', value: payment });
  });
  assert.equal(standing(stored), 'stored');
});

test('teller gave up and says so; or it never asked', () => {
  const failed = unpaid((story) =>
    story.tell(3, 'teller', { name: 'record failed', error: 'TimeoutException', value: payment }),
  );
  assert.equal(standing(failed), 'teller knows');
  const forgotten = unpaid((story) =>
    story.tell(3, 'teller', { name: 'record sent', partition: 'payments-0', value: payment }),
  );
  assert.equal(standing(forgotten), 'nobody knows');
});

async function played(lines: readonly string[]) {
  const session = await createSession();
  for (const line of [...setUp, ...lines]) {
    const { isRefused, lines: said } = await session.execute(line);
    assert.ok(!isRefused, `${line}: ${said.map(({ text }) => text).join(' ')}`);
  }
  const picture = session.outcomeAnew(true, []).runs[0]!.events.reduce(after, emptyPicture);
  const history = (await session.execute('show history')).lines.map(({ text }) => text);
  return { picture, commands: commandsIn(history) };
}

for (const [name, { unseen, seen }] of Object.entries(harmless)) {
  test(`${name}: Ada is paid once, and not twice`, async () => {
    const { picture } = await played([...unseen, ...seen]);
    assert.deepEqual(
      ledgerRows(picture.ledger).map(({ who, expected, done }) => ({ who, expected, done })),
      [{ who: 'Ada', expected: 42, done: 42 }],
    );
  });
}

test('the way that is shown pays her nothing, in as many commands as are said to be enough; there is a shorter one', async () => {
  const shown = await played(payNothing);
  assert.equal(standingOf(shown.picture), 'nobody knows');
  assert.equal(shown.commands, par);
  const shorter = await played(['cut teller from broker-1', payNothing.at(-1)!]);
  assert.equal(standingOf(shorter.picture), 'teller knows');
  assert.equal(shorter.commands, par - 1);
});
