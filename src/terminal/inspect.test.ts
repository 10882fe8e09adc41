import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MessageLabel } from '../cluster/message-labels.ts';
import { runPlan } from './experiment.ts';
import { type Inspection, Inspector } from './inspect.ts';
import type { Left } from './inspect-message.ts';
import type { Sheet } from './inspect-sheet.ts';
import { createSession, type Session } from './session.ts';

const payment = [
  'create cluster brokers=1 seed=7',
  'create topic payments partitions=1',
  'create producer teller enable.idempotence=false request.timeout.ms=1000',
  'create consumer bank topics=payments loop=auto auto.offset.reset=earliest',
  'produce payments "42 EUR to Ada" key=ada as teller',
  'wait until quiet',
];

async function after(lines: readonly string[]): Promise<Session> {
  const session = await createSession();
  for (const line of lines) assert.ok((await session.execute(line)).ok, line);
  return session;
}

function messages(session: Session, api: string, kind: MessageLabel['kind']): readonly Left[] {
  return session.run.told.filter((told): told is Left => {
    if (told.name !== 'message left') return false;
    const label = told.label as MessageLabel | undefined;
    return label?.api === api && label.kind === kind;
  });
}

const look = (session: Session, subject: Inspection['subject'], atUs = session.run.nowUs) =>
  new Inspector(session).inspect({ subject, of: 'own', atUs });

function fact({ sections }: Sheet, name: string): string | undefined {
  return sections.flatMap(({ facts }) => facts).find((each) => each.name === name)?.value;
}

test('a record says what it is, in which batch, where it lies, and every byte of its batch has a name', async () => {
  const session = await after(payment);
  const sheet = await look(session, { is: 'record', record: 'payments-0@0', broker: 'broker-1' });
  assert.equal(sheet.title, 'payments-0@0 on broker-1');
  assert.equal(sheet.says, '"42 EUR to Ada"');
  assert.equal(fact(sheet, 'key'), 'ada');
  assert.equal(fact(sheet, 'segment file'), 'payments-0/00000000000000000000.log, byte 0');
  assert.equal(fact(sheet, 'may be read'), 'yes, the high watermark is 1');
  const { pieces, sizeBytes } = sheet.bytes!;
  assert.equal(
    pieces.reduce((sum, piece) => sum + piece.bytes.length, 0),
    sizeBytes,
  );
  assert.equal(pieces.find(({ name }) => name === 'value')?.value, '42 EUR to Ada');
});

test('a record is looked at as it was at that instant, and a broker that has none says so', async () => {
  const session = await after([...payment, 'delete records payments-0 to 1', 'produce payments "7 EUR"']);
  const appended = session.run.told.find((told) => told.name === 'appended' && told.partition === 'payments-0')!;
  const record = { is: 'record', record: 'payments-0@0', broker: 'broker-1' } as const;
  assert.equal((await look(session, record, appended.atUs)).says, '"42 EUR to Ada"');
  assert.match((await look(session, record, appended.atUs - 2)).says, /^broker-1 has no payments-0@0/);
});

test('a message in flight: from whom to whom, and the fields of its real frame', async () => {
  const session = await after(payment);
  const [request] = messages(session, 'Produce', 'request');
  const sheet = await look(session, { is: 'message', message: request!.message }, request!.atUs);
  assert.equal(sheet.title, 'Produce request');
  assert.match(sheet.says, /^From teller to broker-1\. It is under way\./);
  assert.equal(fact(sheet, 'acks'), '-1');
  assert.equal(fact(sheet, 'value'), '42 EUR to Ada');
  assert.equal(sheet.bytes!.sizeBytes, request!.sizeBytes);

  const [response] = messages(session, 'Produce', 'response');
  const answer = await look(session, { is: 'message', message: response!.message });
  assert.equal(answer.title, 'Answer to Produce');
  assert.match(answer.says, /It arrived at/);
  assert.equal(fact(answer, 'errorCode'), '0: NONE');
});

test('a lost message says why', async () => {
  const session = await after(payment.toSpliced(4, 0, 'drop next produce response to teller'));
  const [response] = messages(session, 'Produce', 'response');
  const sheet = await look(session, { is: 'message', message: response!.message });
  assert.match(sheet.says, /It is lost: it was dropped/);
  assert.deepEqual(sheet.futures, []);
});

for (const kind of ['request', 'response'] as const) {
  for (const does of ['drop', 'delay', 'repeat'] as const) {
    test(`another future: ${does} a ${kind}, by commands, and the fault meets that very message`, async () => {
      const session = await after(payment);
      const [message] = messages(session, 'Produce', kind);
      await assertStrikes(session, message!, does);
    });
  }
}

test('another future of a message that is one of many alike, and of one that left as its command began', async () => {
  const many = 'produce payments "a" count=40 as teller';
  for (const message of messages(await after([...payment, many]), 'Produce', 'request').slice(-3)) {
    await assertStrikes(await after([...payment, many]), message, 'drop');
  }
  for (const message of messages(await after(payment), 'Fetch', 'request').slice(0, 3)) {
    await assertStrikes(await after(payment), message, 'drop');
  }
});

/** The run up to the message is the same, so the message has the same number in the other future. */
async function assertStrikes(session: Session, { message, atUs }: Left, does: string): Promise<void> {
  const { futures } = await look(session, { is: 'message', message });
  const future = futures.find((each) => each.does === does);
  assert.ok(future !== undefined, `${does} ${message}`);
  for (const line of future.commands) {
    const { isRefused, lines } = await session.execute(line);
    assert.ok(!isRefused, `${line}: ${JSON.stringify(lines)}`);
  }
  const struck = session.run.told.filter((told) => told.name === 'fault struck' && told.fault.startsWith(does));
  const met = struck.filter((told) => told.name === 'fault struck' && told.message === message);
  assert.equal(met.length, 1, `${future.commands.join(' · ')}: ${JSON.stringify(struck)}`);
  assert.equal(met[0]!.atUs, atUs, 'at the same instant');
  assert.equal((await runPlan(session.plan)).hash, session.hash, 'and a link makes the same run');
}

test('a session that keeps messages is looked into as it stands, and shows what a run made again shows', async () => {
  const keeping = await createSession({ keepsFrames: true });
  for (const line of payment) await keeping.execute(line);
  const again = await after(payment);
  assert.equal(keeping.hash, again.hash);
  const [request] = messages(again, 'Produce', 'request');
  const subjects = [
    { is: 'message', message: request!.message },
    { is: 'record', record: 'payments-0@0', broker: 'broker-1' },
    { is: 'node', node: 'bank' },
  ] as const;
  for (const subject of subjects) assert.deepEqual(await look(keeping, subject), await look(again, subject));
});

test('a node says what it knows', async () => {
  const session = await after(payment);
  const teller = await look(session, { is: 'node', node: 'teller' });
  assert.equal(teller.says, 'A producer, running.');
  assert.equal(fact(teller, 'enable.idempotence'), 'false');
  assert.equal(fact(teller, 'linger.ms'), '5');
  assert.equal(fact(teller, 'producer id'), 'none: not idempotent');
  const other = await after(['create producer scribe']);
  assert.match(fact(await look(other, { is: 'node', node: 'scribe' }), 'producer id')!, /^none yet/);
  const bank = await look(session, { is: 'node', node: 'bank' });
  assert.equal(fact(bank, 'reads next in payments-0'), '1');
  const broker = await look(session, { is: 'node', node: 'broker-1' });
  assert.equal(fact(broker, 'payments-0'), 'log start 0, high watermark 1, log end 1');
  await session.execute('kill broker-1');
  assert.equal((await look(session, { is: 'node', node: 'broker-1' })).says, 'A broker, down.');
});

test('the changed run of a comparison can be looked into, and a run that commands make', async () => {
  const session = await after(payment);
  await session.execute('again set teller linger.ms=100');
  const subject = { is: 'node', node: 'teller' } as const;
  const { nowUs: atUs } = session.run;
  const compared = await new Inspector(session).inspect({ subject, of: 'compared', atUs });
  assert.equal(fact(compared, 'linger.ms'), '100');
  const commands = payment.map((line) => line.replace('1000', '2000'));
  const other = await new Inspector(session).inspect({ subject, of: { commands }, atUs });
  assert.equal(fact(other, 'request.timeout.ms'), '2000');
});

test('looking changes nothing: the hash is the same, and so is that of a run whose messages are kept', async () => {
  const session = await after(payment);
  const { hash } = session;
  const [request] = messages(session, 'Produce', 'request');
  await look(session, { is: 'message', message: request!.message });
  assert.equal(session.hash, hash);
  const { replay } = await import('./play.ts');
  const { run } = await replay(session.commands, { ...session.world, keepsFrames: true });
  assert.equal(run.hash, hash);
});
