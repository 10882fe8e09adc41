import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Inspector } from './inspect.ts';
import type { Sheet } from './inspect-sheet.ts';
import { createSession, type Session } from './session.ts';

const lines = [
  'create cluster brokers=1 seed=3',
  'create topic payments partitions=1 segment.bytes=1048576',
  'create producer teller',
  'produce payments "42 EUR to Ada" count=120 size=10000 as teller',
];

async function begun(): Promise<Session> {
  const session = await createSession();
  for (const line of lines) assert.ok((await session.execute(line)).ok, line);
  return session;
}

function open(session: Session, name: string, atUs = session.run.nowUs): Promise<Sheet> {
  const subject = { is: 'file', file: `payments-0/${name}`, broker: 'broker-1' } as const;
  return new Inspector(session).inspect({ subject, of: 'own', atUs });
}

test('the indexes of every segment are seen, at any instant of the run', async () => {
  const session = await begun();
  const inspector = new Inspector(session);
  const now = await inspector.files({ of: 'own', atUs: session.run.nowUs });
  assert.deepEqual(
    now.map(({ baseOffset, offsets }) => [baseOffset, offsets.count]),
    [
      [0, 103],
      [104, 15],
    ],
  );
  assert.equal(now[0]!.offsets.seen.length, 60, 'no more than can be drawn');
  assert.deepEqual(now[0]!.offsets.seen.at(-1), { offset: 103, position: 1037416 });
  const rolled = session.run.told.find(({ name }) => name === 'segment rolled')!;
  const before = await inspector.files({ of: 'own', atUs: rolled.atUs - 1000 });
  assert.equal(before.length, 1);
});

test('an index says each entry, and a file that is not there says so', async () => {
  const session = await begun();
  const sheet = await open(session, '00000000000000000104.index');
  assert.equal(sheet.title, '00000000000000000104.index');
  assert.equal(sheet.sections[1]!.title, 'Its 15 entries');
  assert.deepEqual(sheet.sections[1]!.facts[0], { name: 'offset 105', value: 'byte 10072 of the .log' });
  assert.deepEqual(sheet.futures, []);
  assert.match((await open(session, '00000000000000000007.index')).says, /^broker-1 has no payments-0\//);
});

test('a disk can spoil what is seen now, by commands that do what they say; the past it cannot', async () => {
  const session = await begun();
  const { futures } = await open(session, '00000000000000000104.log');
  assert.deepEqual(
    futures.map(({ commands }) => commands),
    [
      ['damage payments-0@119 on broker-1'],
      ['damage next write of payments-0 on broker-1'],
      ['damage next write of payments-0 on broker-1 how=torn'],
    ],
  );
  const closed = await open(session, '00000000000000000000.log');
  assert.deepEqual(
    closed.futures.map(({ does }) => does),
    ['flip'],
    'nothing is written to it any more',
  );
  assert.deepEqual((await open(session, '00000000000000000000.log', session.run.nowUs - 5000)).futures, []);
  for (const { commands } of futures) assert.ok((await session.execute(commands[0]!)).ok, commands[0]);
});
