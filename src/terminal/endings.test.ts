import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Outcome } from './outcome.ts';
import { createSession, type Session } from './session.ts';

async function after(...lines: readonly string[]): Promise<Session> {
  const session = await createSession();
  for (const line of lines) assert.ok(!(await session.execute(line)).isRefused, line);
  return session;
}

async function says(session: Session, line: string): Promise<string> {
  return text(await session.execute(line));
}

function text({ lines }: Outcome): string {
  return lines.map((line) => line.text).join('\n');
}

const pay = 'produce payments "42 EUR to Ada" as teller';
const bank = 'create consumer bank topics=payments loop=auto auto.offset.reset=earliest';

test('with acks=0 a client got no acknowledgement: the record was sent, and that is all', async () => {
  const session = await after('create topic payments', 'create producer teller acks=0', pay);
  assert.match(await says(session, 'expect teller got sent'), /^✓/);
  assert.match(await says(session, 'expect teller got acknowledgement'), /^✗ .*it got sent$/);
  assert.match(await says(session, 'why teller got sent'), /With acks=0 teller expects no answer/);
});

test('nobody waits for the calls of a client that is dead', async () => {
  const session = await after('create topic payments', 'create producer teller linger.ms=60000', `${pay} &`, 'wait 1s');
  assert.match(await says(session, 'expect quiet'), /^✗/);
  assert.match(await says(session, 'kill teller'), /gathered die with it/);
  assert.match(await says(session, 'wait until quiet'), /All is quiet at 10\d\d ms/);
});

test('it is not quiet while a consumer that works by itself does not know yet what there is to read', async () => {
  const session = await after('create topic payments', 'create producer teller', pay, bank, 'wait until quiet');
  assert.match(await says(session, 'expect ledger holds "42 EUR to Ada" 1 times'), /^✓/);
  for (const line of ['kill bank', 'start bank']) await session.execute(line);
  assert.match(await says(session, 'expect quiet'), /^✗/);
  await session.execute('wait until quiet');
  assert.match(await says(session, 'expect ledger holds "42 EUR to Ada" 2 times'), /^✓/);
});

test('a cluster whose broker does not start stands there, and the broker can be started otherwise', async () => {
  const session = await after('create topic payments', 'create producer teller', pay);
  const outcome = await session.execute('create cluster advertised.listeners=PLAINTEXT://0.0.0.0:9092');
  assert.deepEqual([outcome.ok, outcome.isRefused], [false, false]);
  assert.match(text(outcome), /broker-1 did not start: .*0\.0\.0\.0/);
  assert.match(await says(session, 'show cluster'), /^broker-1 +broker +down.*$/);
  assert.match(
    await says(session, 'start broker-1 advertised.listeners=PLAINTEXT://broker-1:9092'),
    /is up and serves/,
  );
  await session.execute('create producer teller');
  assert.ok((await session.execute(pay)).ok);
  assert.equal((await session.execute('again')).ok, true, 'it can be run again');
});

test('more than five requests in flight cannot be had with idempotence, as in Apache Kafka since 4.0', async () => {
  const session = await after('create topic payments');
  const six = 'max.in.flight.requests.per.connection=6';
  const outcome = await session.execute(`create producer teller ${six}`);
  assert.ok(outcome.isRefused, text(outcome));
  assert.match(text(outcome), /\(the default\) cannot be had with max\.in\.flight.*=6.*enable\.idempotence=false/);
  assert.ok((await session.execute(`create producer teller enable.idempotence=false ${six}`)).ok);
});

test('settings show whether a producer is idempotent, not only what it was given', async () => {
  const session = await after('create producer teller acks=1', 'create producer other');
  assert.match(await says(session, 'show settings of teller'), /^enable\.idempotence=false +\(not the default\)$/m);
  assert.match(await says(session, 'show settings of other'), /^enable\.idempotence=true$/m);
});

test('min.insync.replicas above the number of replicas asks for all that there are: Apache Kafka 4.3 takes the record, too', async () => {
  const session = await createSession();
  assert.match(await says(session, 'create topic payments min.insync.replicas=2'), /payments has one replica, so/);
  await session.execute('create producer teller acks=all');
  assert.ok((await session.execute(pay)).ok);
});
