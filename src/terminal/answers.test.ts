import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSession, type Session } from './session.ts';

async function scene(): Promise<Session> {
  const session = await createSession();
  for (const line of ['create topic payments', 'create producer teller', 'create consumer bank topics=payments'])
    assert.ok((await session.execute(line)).ok, line);
  return session;
}

/** What each of these is answered with: what it must match, and what it must not. */
const answers: readonly (readonly [line: string, says: RegExp, never?: RegExp])[] = [
  ['expect end of batched-0 is 3', /There is no partition batched-0/, /position of/],
  ['why verdict', /Behind 'verdict' comes 'of'/, /broker or client/],
  ['show settings', /show settings of/, /group/],
  ['show log', /show log of payments/, /group/],
  ['exit', /nothing to be left here/, /stop|Did you mean/],
  ['goto 20 ms', /= goto 20ms/, /Did you mean/],
  ['create topic orders replication.factor=3', /Replicas .* are not built yet/, /Did you mean/],
  ['why ledgr', /Did you mean: why ledger/],
  ['send teller 42 EUR to Ada', /Did you mean: produce payments "42 EUR to Ada" as teller/],
];

for (const [line, says, never = /^$/] of answers) {
  test(`${line} is answered with sense`, async () => {
    const { lines } = await (await scene()).execute(line);
    const text = lines.map((each) => each.text).join('\n');
    assert.match(text, says);
    assert.doesNotMatch(text, never);
  });
}

test('the only producer is meant where none is named; with two or none another one is made', async () => {
  const session = await scene();
  const sender = async () => {
    const { lines } = await session.execute('produce payments "42 EUR to Ada"');
    return /(\w+) sends "42 EUR/.exec(lines.map(({ text }) => text).join('\n'))?.[1];
  };
  assert.equal(await sender(), 'teller');
  await session.execute('create producer other');
  assert.equal(await sender(), 'producer');
  const again = await session.execute('again set producer acks=1');
  assert.ok(again.ok, again.lines.map(({ text }) => text).join('\n'));
});

test('again changes the producer that was meant without being named', async () => {
  const session = await createSession();
  const lost = ['create producer teller enable.idempotence=false request.timeout.ms=1000', 'create topic payments'];
  for (const line of [...lost, 'drop next produce response', 'produce payments "42 EUR to Ada"'])
    await session.execute(line);
  const { lines } = await session.execute('again set teller enable.idempotence=true');
  assert.match(lines.map(({ text }) => text).join('\n'), /2 records as it was, 1 record with the change/);
});

test("a page's own hints come before those of the terminal, one more each time", async () => {
  const session = await createSession({ hints: ['set teller acks=0', 'drop next produce request from teller'] });
  const hinted = async () => (await session.execute('hint')).lines.map(({ command }) => command);
  assert.deepEqual(await hinted(), ['set teller acks=0']);
  assert.deepEqual(await hinted(), ['set teller acks=0', 'drop next produce request from teller']);
  assert.deepEqual(await hinted(), ['set teller acks=0', 'drop next produce request from teller']);
});
