import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSession } from '../../../../src/terminal/session.ts';
import { english } from '../words/english.ts';
import { judge, ledgerRows, mayCome } from './ledger.ts';
import { after, emptyPicture, type Picture } from './picture.ts';

/** The picture behind each of these lines. */
async function pictures(lines: readonly string[]): Promise<readonly Picture[]> {
  const session = await createSession();
  const shown: Picture[] = [];
  for (const line of lines) {
    await session.execute(line);
    shown.push(session.outcomeAnew(true, []).runs[0]!.events.reduce(after, emptyPicture));
  }
  return shown;
}

function boxOf(picture: Picture, name: string): string {
  const sending = picture.clients.find((client) => client.name === name)?.sending;
  return sending === undefined ? '' : `${sending.value}: ${english.sending(sending)}`;
}

function ledgerOf(picture: Picture): readonly string[] {
  return ledgerRows(picture.ledger).map((row) => {
    const { who, expected, done } = row;
    return `${who} ${expected} ${done} ${judge(row, mayCome(row, picture))}`;
  });
}

const pay = 'produce payments "42 EUR to Ada" as teller';
const bank = 'create consumer bank topics=payments loop=auto auto.offset.reset=earliest';

test('the box names the record that it is about, though another was sent meanwhile', async () => {
  const shown = await pictures([
    'create topic payments',
    'create producer p enable.idempotence=false linger.ms=0',
    'produce payments "warm" as p',
    'slow p to broker-1 by 50ms',
    'fail next produce request from p with NOT_LEADER_OR_FOLLOWER',
    'produce payments "A" as p &',
    'wait 5ms',
    'produce payments "B" as p &',
    'wait until end of payments-0 is 2',
    'wait 100ms',
  ]);
  assert.equal(boxOf(shown.at(-3)!, 'p'), 'B: about to send');
  assert.equal(boxOf(shown.at(-1)!, 'p'), 'A: sent again');
});

test('with acks=0 nothing was acknowledged, and what is lost then is never done', async () => {
  const shown = await pictures([
    'create topic payments',
    'create producer teller acks=0',
    bank,
    'produce payments "1 EUR to Bob" as teller',
    'wait until quiet',
    'drop next produce request from teller',
    `${pay} &`,
    'wait until quiet',
  ]);
  assert.equal(boxOf(shown.at(-1)!, 'teller'), '42 EUR to Ada: sent, no answer asked for');
  assert.deepEqual(ledgerOf(shown.at(-2)!), ['Bob 1 1 right', 'Ada 42 0 not yet']);
  assert.deepEqual(ledgerOf(shown.at(-1)!), ['Bob 1 1 right', 'Ada 42 0 never']);
});

test('what waits for a consumer that stands still is not lost', async () => {
  const shown = await pictures([
    'create topic payments',
    bank,
    'pause bank',
    'create producer teller',
    pay,
    'resume bank',
    'wait until quiet',
  ]);
  assert.deepEqual(ledgerOf(shown.at(-3)!), ['Ada 42 0 not yet']);
  assert.deepEqual(ledgerOf(shown.at(-1)!), ['Ada 42 42 right']);
});

test('a producer that is killed tries nothing again, and what it had is lost', async () => {
  const shown = await pictures([
    'create topic payments',
    'create producer teller linger.ms=1000',
    bank,
    `${pay} &`,
    'wait 50ms',
    'kill teller',
    'start teller',
  ]);
  assert.deepEqual(ledgerOf(shown.at(-3)!), ['Ada 42 0 not yet']);
  assert.equal(boxOf(shown.at(-2)!, 'teller'), '42 EUR to Ada: died with it');
  assert.deepEqual(ledgerOf(shown.at(-2)!), ['Ada 42 0 never']);
});

test('an application that was told an error and tries again wants one payment, not two', async () => {
  const shown = await pictures([
    'create topic payments',
    'create producer teller request.timeout.ms=1000 delivery.timeout.ms=1500',
    bank,
    'produce payments "1 EUR to Bob" as teller',
    'drop next 2 produce response to teller',
    pay,
    'wait until quiet',
    pay,
    'wait until quiet',
    pay,
    'wait until quiet',
  ]);
  assert.match(boxOf(shown.at(5)!, 'teller'), /TimeoutException/);
  assert.deepEqual(ledgerOf(shown.at(-5)!), ['Bob 1 1 right', 'Ada 42 42 right']);
  assert.deepEqual(ledgerOf(shown.at(-3)!), ['Bob 1 1 right', 'Ada 42 84 twice']);
  assert.deepEqual(ledgerOf(shown.at(-1)!), ['Bob 1 1 right', 'Ada 84 126 too much']);
});

test('a consumer that has read and goes elsewhere reads on from there', async () => {
  const shown = await pictures([
    'create topic payments',
    'create producer teller',
    pay,
    'create consumer clerk topics=payments auto.offset.reset=earliest',
    'poll as clerk',
    'seek clerk payments-0 to earliest',
  ]);
  const positions = shown.slice(3).map(({ clients }) => clients.find(({ name }) => name === 'clerk')?.positions);
  assert.deepEqual(positions, [undefined, { 'payments-0': 1 }, { 'payments-0': 0 }]);
});
