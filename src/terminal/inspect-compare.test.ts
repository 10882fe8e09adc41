import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Inspector } from './inspect.ts';
import type { Comparison, Companion, Counterpart } from './inspect-compare.ts';
import type { Sheet } from './inspect-sheet.ts';
import { createSession, type Session } from './session.ts';

async function after(...lines: string[]): Promise<Session> {
  const session = await createSession();
  for (const line of lines) assert.ok((await session.execute(line)).ok, line);
  return session;
}

const file = 'payments-0/00000000000000000000.log';
const broker = 'broker-1';

function companions(session: Session, name = file): Promise<Sheet> {
  const subject = { is: 'file', file: name, broker } as const;
  return new Inspector(session).inspect({ subject, of: 'own', atUs: session.run.nowUs });
}

async function earlier(session: Session, label: RegExp, name = file): Promise<Companion> {
  const found = (await companions(session, name)).companions!.find((each) => label.test(each.label));
  assert.ok(found !== undefined, String(label));
  return found;
}

function look(session: Session, counterpart: Counterpart, name = file): Promise<Sheet> {
  const subject = { is: 'comparison', file: name, broker, with: counterpart } as const;
  return new Inspector(session).inspect({ subject, of: 'own', atUs: session.run.nowUs });
}

async function compared(session: Session, counterpart: Counterpart, name = file): Promise<Comparison> {
  const { comparison, says } = await look(session, counterpart, name);
  assert.ok(comparison !== undefined, says);
  return comparison;
}

const three = [
  'create cluster brokers=1 seed=7',
  'create topic payments partitions=1',
  'produce payments "42 EUR to Ada" key=ada',
  'produce payments "7 EUR to Bo"',
  'produce payments "9 EUR to Cy"',
];

test('a flipped byte, beside the file as it was before: the field in which it is, and all else folded', async () => {
  const session = await after(...three, 'damage payments-0@1');
  const { with: before } = await earlier(
    session,
    /^before the disk was damaged: a byte of the batch with payments-0@1$/,
  );
  const { says, stretches } = await compared(session, before);
  assert.match(
    says,
    /^The same up to byte 153\. At byte 154, in the record at offset 1, value is "7 ETR to Bo" in the first/,
  );
  assert.match(says, /The checksum of the batch at offset 1 is wrong in the first\. Both have 242 bytes\.$/);
  assert.deepEqual(
    stretches.map(({ is, name }) => [is, name]),
    [
      ['same', 'batch at offset 0'],
      ['same', '13 fields, from base offset to records count'],
      ['same', '7 fields, from record length to value length'],
      ['different', 'value'],
      ['same', 'headers count'],
      ['same', 'batch at offset 2'],
    ],
  );
  const { one, other } = stretches[3]!;
  assert.deepEqual([one!.value, other!.value], ['7 ETR to Bo', '7 EUR to Bo']);
  assert.deepEqual([one!.bytes[3], other!.bytes[3]], [0x54, 0x55]);
});

test('before an append the file ended there; at an instant, and at its own, it is as it was', async () => {
  const session = await after(...three);
  const { with: before, atUs } = await earlier(session, /^before offset 1 was appended$/);
  const { says, stretches } = await compared(session, before);
  assert.match(says, /^The same up to byte 83\. There the first goes on with 158 bytes/);
  assert.match(
    says,
    /: 2 batches, from batch at offset 1 to batch at offset 2\. The second file is 158 bytes shorter\.$/,
  );
  assert.deepEqual(
    stretches.map(({ is }) => is),
    ['same', 'only in one'],
  );
  const subject = { is: 'comparison', file, broker, with: { file, broker, atUs: atUs! } } as const;
  const { nowUs } = session.run;
  const inspector = new Inspector(session);
  const inspect = (at: number) =>
    inspector.inspect({ subject, of: 'own', atUs: nowUs, other: { of: 'own', atUs: at } });
  assert.match((await inspect(atUs!)).says, /^The same up to byte 162\./);
  assert.equal((await inspect(nowUs)).says, 'Not one byte is different: 242 bytes each.');
  assert.match((await inspect(1)).says, /^broker-1 has no payments-0\/0+\.log at 0\.001 ms\.$/);
});

test('before the power was lost there was more, and none of it was flushed: the disk kept the place of a batch, not the batch', async () => {
  const seeded = 'create cluster brokers=1 seed=16';
  const session = await after(seeded, ...three.slice(1), 'unplug broker-1');
  const { with: before } = await earlier(session, /^before broker-1 lost its power$/);
  const { says, one, other } = await compared(session, before);
  assert.match(
    says,
    / in the batch at offset 1, base offset is 0 in the first and 1 in the second\..* The second file is 79 bytes longer\.$/,
  );
  assert.equal(one.says, '163 bytes, all flushed: a loss of power takes none');
  assert.equal(other.says, '242 bytes, none flushed: a loss of power may take them all');
});

test('what is flushed is said of each side', async () => {
  const topic = 'create topic payments partitions=1 flush.messages=2';
  const session = await after(...three.toSpliced(1, 1, topic));
  const { one } = await compared(session, { file, broker });
  assert.match(one.says, /^242 bytes, 79 of them in the page cache alone: .* what is before byte 163,/);
  assert.equal(one.flushedBytes, 163);
});

test('before a compaction there were records that are gone, and all batches that stay are the same', async () => {
  const session = await after(
    'create cluster brokers=1 seed=7',
    'create topic payments partitions=1 cleanup.policy=compact segment.ms=1000 min.cleanable.dirty.ratio=0.1',
    'produce payments "1 EUR" key=tea',
    'produce payments "3 EUR" key=cake',
    'produce payments "2 EUR" key=tea',
    'wait 2s',
    'produce payments "4 EUR" key=coffee',
    'wait 20s',
  );
  const { with: before } = await earlier(session, /^before it was compacted, from 229 to 153 bytes$/);
  const { says, stretches } = await compared(session, before);
  assert.match(says, /^They differ from the first byte on\. There the second has \d+ bytes .*: batch at offset 0\./);
  assert.deepEqual(
    stretches.map(({ is, name }) => [is, name]),
    [
      ['only in the other', 'batch at offset 0'],
      ['same', '2 batches, from batch at offset 1 to batch at offset 2'],
    ],
  );
});

test('an index is compared entry by entry', async () => {
  const session = await after(
    'create cluster brokers=1 seed=3',
    'create topic payments partitions=1',
    'produce payments "42 EUR to Ada" count=6 size=10000',
  );
  const index = 'payments-0/00000000000000000000.index';
  const { with: before } = await earlier(session, /^before offsets? 3 /, index);
  const { says, stretches } = await compared(session, before, index);
  assert.match(
    says,
    /There the first goes on with 24 bytes .*: 3 entries, from entry of offset 3 to entry of offset 5\./,
  );
  assert.deepEqual(
    stretches.map(({ name }) => name),
    [
      '2 entries, from entry of offset 1 to entry of offset 2',
      '3 entries, from entry of offset 3 to entry of offset 5',
    ],
  );
});

test('the same file in the other run, and the files of other partitions', async () => {
  const session = await after(...three, 'create topic refunds partitions=1', 'produce refunds "7 EUR to Bo"');
  const others = (await companions(session)).companions!.filter(({ is }) => is === 'another file');
  assert.deepEqual(
    others.map(({ label }) => label),
    ['refunds-0/00000000000000000000.log on broker-1'],
  );
  assert.match(
    (await compared(session, others[0]!.with)).says,
    /^The same up to byte \d+\. At byte \d+, in the batch at /,
  );
  await session.execute('again without #4');
  const subject = { is: 'comparison', file, broker, with: { file, broker, run: 1 } } as const;
  const { nowUs: atUs } = session.run;
  const other = { of: 'compared', atUs } as const;
  const { says } = await new Inspector(session).inspect({ subject, of: 'own', atUs, other });
  assert.match(says, /The second file is 79 bytes shorter\.$/);
});
