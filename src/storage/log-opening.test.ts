import assert from 'node:assert/strict';
import { test } from 'node:test';
import { batchOf, everything, readAll, recordsIn, SimulatedFolder } from './testing/simulated-folder.ts';

const asClient = { leaderEpoch: 0, origin: 'client' } as const;
const startMs = 1_767_225_600_000;
const settings = { segmentBytes: 400, indexIntervalBytes: 100 };
const values = Array.from({ length: 30 }, (_, number) => `value ${number}`);

/** Thirty records in several segments, each a millisecond later, and a clean stop. */
async function stopped(): Promise<SimulatedFolder> {
  const disk = new SimulatedFolder({ settings });
  const log = await disk.open();
  await disk.do(() => {
    for (const [number, value] of values.entries()) {
      log.append(
        batchOf([value], { timestamp: startMs + number, producerId: 1, producerEpoch: 0, baseSequence: number }),
        asClient,
      );
    }
  });
  assert.ok(log.segments.length > 4);
  await disk.do(() => disk.folder.close());
  return disk;
}

async function isWhole(disk: SimulatedFolder): Promise<void> {
  assert.deepEqual(await disk.do(() => readAll(disk.log)), values);
  for (let number = 0; number < 30; number++) {
    assert.equal((await disk.do(() => disk.log.firstSince(startMs + number)))?.offset, number);
  }
  assert.equal(disk.log.producers[0]!.batches.at(-1)!.lastSequence, 29);
}

function secondSegment(disk: SimulatedFolder): string {
  return disk
    .files('payments-0')
    .filter((name) => name.endsWith('.log'))[1]!
    .replace('.log', '');
}

for (const [name, kind, change] of [
  ['torn', 'index', (bytes: Uint8Array) => bytes.subarray(0, bytes.length - 3)],
  ['pointing behind the log', 'index', (bytes: Uint8Array) => bytes.map((byte, at) => (at === 6 ? 0x7f : byte))],
  ['out of order', 'index', (bytes: Uint8Array) => Uint8Array.from([...bytes, ...bytes])],
  ['torn', 'timeindex', (bytes: Uint8Array) => bytes.subarray(0, bytes.length - 5)],
  ['out of order', 'timeindex', (bytes: Uint8Array) => Uint8Array.from([...bytes, ...bytes.subarray(0, 12)])],
  [
    'with an offset of another segment',
    'timeindex',
    (bytes: Uint8Array) => bytes.map((byte, at) => (at === 10 ? 0x7f : byte)),
  ],
] as const) {
  test(`a .${kind} that is ${name} is built anew when somebody needs it`, async () => {
    const disk = await stopped();
    const path = `payments-0/${secondSegment(disk)}.${kind}`;
    const before = disk.file(path);
    await disk.put(path, change(before));
    await disk.openFolder();
    const told = disk.listen();
    await isWhole(disk);
    assert.ok(told.some((event) => event.name === 'file mended'));
    assert.deepEqual(disk.file(path), before);
  });
}

test('two who need a lying index at one time, and one who only searches for a time, find all', async () => {
  const disk = await stopped();
  const first = secondSegment(disk);
  await disk.put(`payments-0/${first}.timeindex`, new Uint8Array(0));
  await disk.put(`payments-0/${first}.index`, new Uint8Array(9));
  await disk.openFolder();
  const number = Number(first) + 1;
  const found = await disk.do(() => Promise.all([1, 2, 3].map(() => disk.log.firstSince(startMs + number))));
  assert.deepEqual(
    found.map((record) => record?.offset),
    [number, number, number],
  );
  await isWhole(disk);
});

test('missing index files are built anew', async () => {
  const disk = await stopped();
  for (const kind of ['index', 'timeindex']) {
    await disk.do(() => disk.node.world.disk.remove(`data/payments-0/${secondSegment(disk)}.${kind}`));
  }
  await disk.openFolder();
  await isWhole(disk);
});

test('missing or damaged snapshots cost reading, not knowledge', async () => {
  const disk = await stopped();
  for (const name of disk.files('payments-0').filter((name) => name.endsWith('.snapshot'))) {
    await disk.put(
      `payments-0/${name}`,
      disk.file(`payments-0/${name}`).map((byte, at) => (at === 12 ? byte ^ 1 : byte)),
    );
  }
  await disk.openFolder();
  await isWhole(disk);
});

test('after a crash all that was not whole is cut, and what came behind it', async () => {
  const disk = await stopped();
  const name = `${secondSegment(disk)}.log`;
  const first = Number(secondSegment(disk));
  await disk.put(
    `payments-0/${name}`,
    disk.file(`payments-0/${name}`).map((byte, at) => (at === 70 ? byte ^ 1 : byte)),
  );
  await disk.do(() => disk.node.world.disk.remove('data/.kafka_cleanshutdown'));
  await disk.do(() => disk.node.world.disk.remove('data/recovery-point-offset-checkpoint'));
  const told = disk.listen();
  await disk.openFolder();
  assert.deepEqual(await disk.do(() => readAll(disk.log)), values.slice(0, first));
  const recovered = told.find((event) => event.name === 'recovered');
  assert.ok(recovered?.name === 'recovered' && recovered.segments === 2 && recovered.truncatedBytes > 1000);
  assert.equal(disk.log.producers[0]!.batches.at(-1)!.lastSequence, first - 1);
});

test('after a crash the indexes lie on the disk again as they were, also those of the segment that still grows', async () => {
  const disk = await stopped();
  await disk.openFolder();
  const indexes = disk.files('payments-0').filter((name) => /\.(time)?index$/.test(name));
  const active = disk.log.segments.at(-1)!;
  assert.ok(active.baseOffset > 0 && active.sizeBytes > 0);
  const before = indexes.map((name) => disk.file(`payments-0/${name}`));
  await disk.killAndStart();
  const after = indexes.map((name) => disk.file(`payments-0/${name}`));
  assert.ok(before.every((content) => content.length > 0));
  assert.deepEqual(after, before);
  await isWhole(disk);
});

test('where the recovery point says so, segments are not checked', async () => {
  const disk = await stopped();
  const name = `${secondSegment(disk)}.log`;
  await disk.put(
    `payments-0/${name}`,
    disk.file(`payments-0/${name}`).map((byte, at) => (at === 70 ? byte ^ 1 : byte)),
  );
  await disk.do(() => disk.node.world.disk.remove('data/.kafka_cleanshutdown'));
  const told = disk.listen();
  await disk.openFolder();
  assert.equal(disk.log.logEndOffset, 30);
  assert.ok(told.some((event) => event.name === 'recovered' && event.segments === 1 && event.truncatedBytes === 0));
});

test('a header that leads nowhere is named with its file and place', async () => {
  const disk = await stopped();
  const last = disk
    .files('payments-0')
    .filter((name) => name.endsWith('.log'))
    .at(-1)!;
  await disk.put(
    `payments-0/${last}`,
    disk.file(`payments-0/${last}`).map((byte, at) => (at === 16 ? 9 : byte)),
  );
  const told = disk.listen();
  await disk.openFolder();
  const [offline] = disk.folder.offlineLogs;
  assert.match(offline!.because, /\d\.log: the batch at byte 0 has the unknown format 9/);
  assert.deepEqual(
    told.flatMap((event) => (event.name === 'log offline' ? [event.because] : [])),
    [offline!.because],
  );
});

test('a compacted segment that is not whole does not take the place of others, and is not thrown away', async () => {
  const disk = await stopped();
  await disk.put('payments-0/00000000000000000000.log.swap', new Uint8Array(1));
  await disk.openFolder();
  assert.match(
    disk.folder.offlineLogs[0]!.because,
    /00000000000000000000\.log\.swap: there is no whole batch in the 1 bytes from byte 0 on/,
  );
});

test('where all records are lost that a log began with, it goes on behind them', async () => {
  const disk = new SimulatedFolder();
  const log = await disk.open();
  await disk.do(async () => {
    log.append(batchOf(values), asClient);
    log.updateHighWatermark(30);
    await log.deleteRecordsTo(20);
  });
  await disk.losePowerAndStart('nothing');
  assert.deepEqual([disk.log.logStartOffset, disk.log.logEndOffset], [20, 20]);
  await disk.do(() => disk.log.append(batchOf(['again']), asClient));
  assert.deepEqual(await disk.do(() => readAll(disk.log)), ['again']);
});

test('a batch larger than what is read at once is recovered whole', async () => {
  const disk = new SimulatedFolder({ settings: { maxMessageBytes: 1 << 24 } });
  const log = await disk.open();
  const large = 'x'.repeat(3_000_000);
  await disk.do(() => {
    log.append(batchOf(['a']), asClient);
    log.append(batchOf([large]), asClient);
    log.append(batchOf(['b']), asClient);
  });
  const again = await disk.killAndStart();
  assert.deepEqual(await disk.do(() => readAll(again)), ['a', large, 'b']);
  const cut = await disk.do(() => again.read(1, { ...everything, maxBytes: 10 }));
  assert.ok(cut.length > 3_000_000);
});

test('a segment that is missing is no reason to give up the others: a read goes on behind it, as in Apache Kafka', async () => {
  const disk = await stopped();
  const bases = disk
    .files('payments-0')
    .filter((name) => name.endsWith('.log'))
    .map((name) => Number(name.slice(0, -4)));
  for (const kind of ['log', 'index', 'timeindex']) {
    await disk.do(() => disk.node.world.disk.remove(`data/payments-0/${secondSegment(disk)}.${kind}`));
  }
  await disk.openFolder();
  assert.deepEqual(disk.folder.offlineLogs, []);
  const [, missing, next] = bases as [number, number, number];
  const bytes = await disk.do(() => disk.log.read(missing, everything));
  assert.equal(recordsIn(bytes)[0]!.offset, next);
  assert.equal(disk.log.logEndOffset, 30);
});

test('after a crash a segment that is missing ends the log: what came behind was never promised', async () => {
  const disk = await stopped();
  const missing = Number(secondSegment(disk));
  for (const path of ['.kafka_cleanshutdown', 'recovery-point-offset-checkpoint']) {
    await disk.do(() => disk.node.world.disk.remove(`data/${path}`));
  }
  await disk.do(() => disk.node.world.disk.remove(`data/payments-0/${secondSegment(disk)}.log`));
  await disk.openFolder();
  assert.deepEqual(await disk.do(() => readAll(disk.log)), values.slice(0, missing));
});

test('of a long log the check says how far it has come', async () => {
  const heard: string[] = [];
  const disk = new SimulatedFolder({
    settings: { maxMessageBytes: 1 << 24 },
    recoveryAdvanced: ({ partition, checkedBytes, totalBytes }) =>
      void heard.push(`${partition} ${Math.round((100 * checkedBytes) / totalBytes)}`),
  });
  const log = await disk.open();
  const batch = batchOf(['x'.repeat(14_000_000)]);
  await disk.do(() => {
    for (let number = 0; number < 10; number++) log.append(batch, { leaderEpoch: 0, origin: 'leader' });
  });
  const told = disk.listen();
  await disk.killAndStart();
  assert.deepEqual(heard, ['payments-0 50', 'payments-0 100']);
  const steps = told.flatMap((event) => (event.name === 'recovery advanced' ? [event.checkedBytes] : []));
  assert.deepEqual(steps, [5 * batch.length, 10 * batch.length]);
});
