import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { createConsumer, createProducer } from '../index.ts';
import { commandLine, startBrokerProcess, withBroker, withFolder } from '../testing/broker-process.ts';
import { runProgram } from '../testing/program.ts';
import { freeBytes, lacksSmallDisk, withSmallDisk } from '../testing/small-disk.ts';

/** Starts a broker that must not start: one line on standard error, exit status 1. Returns the line. */
async function refusal(
  data: string,
  { listen = '127.0.0.1:0', config = [], userId }: { listen?: string; config?: string[]; userId?: number } = {},
): Promise<string> {
  const parameters = ['broker', '--listen', listen, '--data', data, ...config.flatMap((pair) => ['--config', pair])];
  const ended = await runProgram(process.execPath, [...commandLine, ...parameters], {
    mayFail: true,
    timeoutMs: 60_000,
    ...(userId === undefined ? {} : { userId }),
  });
  assert.equal(ended.status, 1, ended.errors + ended.output);
  assert.equal(ended.output, '', 'it never said that it is ready');
  assert.match(ended.errors, /^kafka-on-trial: .+\n$/, 'one sentence');
  return ended.errors.trim();
}

test('a port in use, and a data folder in use, are named with what to do', () =>
  withFolder((folder) =>
    withBroker(async ({ bootstrap, dataFolder }) => {
      const port = await refusal(folder, { listen: bootstrap });
      assert.match(port, new RegExp(`${bootstrap}: another program listens there .*; stop it, or give another port`));
      const locked = await refusal(dataFolder);
      assert.match(locked, new RegExp(`another process works in ${dataFolder}; stop it, or give another folder`));
    }),
  ));

test('a data folder that cannot be read, or is none, is named with what to do', () =>
  withFolder(async (folder) => {
    // Nothing is denied to the superuser, so the broker is started as somebody who may do nothing.
    const nobody = process.getuid?.() === 0 ? { userId: 65_534 } : {};
    const closed = join(folder, 'closed');
    mkdirSync(closed);
    chmodSync(folder, 0o755);
    chmodSync(closed, nobody.userId === undefined ? 0o000 : 0o700);
    assert.match(
      await refusal(closed, nobody),
      /this user may not \(EACCES\); give that user the right to, or another/,
    );
    chmodSync(closed, 0o700);
    const file = join(folder, 'file');
    writeFileSync(file, '');
    assert.match(await refusal(file), /cannot make folder .*; give another folder with --data/);
  }));

test("another node's or cluster's data folder is refused, and stays as it is", () =>
  withFolder(async (folder) => {
    const broker = await startBrokerProcess(folder);
    await broker.stop();
    const before = readFileSync(join(folder, 'meta.properties'), 'utf8');
    assert.match(await refusal(folder, { config: ['node.id=2'] }), /node 1.*node\.id/);
    assert.equal(readFileSync(join(folder, 'meta.properties'), 'utf8'), before);

    const quorum = join(folder, '__cluster_metadata-0', 'quorum-state');
    const state = JSON.parse(readFileSync(quorum, 'utf8'));
    const ofThree = { ...state, currentVoters: [1, 2, 3].map((voterId) => ({ voterId })) };
    writeFileSync(quorum, JSON.stringify(ofThree));
    assert.match(await refusal(folder), /belongs to a quorum with node 2, 3; this node can only be alone/);

    writeFileSync(join(folder, 'meta.properties'), 'version=0\nbroker.id=1\n');
    assert.match(await refusal(folder), /meta\.properties has version 0; only version 1/);
  }));

test('a setting that does not exist names the nearest, a wrong value what it must be', () =>
  withFolder(async (folder) => {
    const refused = (...config: string[]) => refusal(folder, { config });
    assert.match(
      await refused('log.segment.byte=1048576'),
      /unknown.*'log\.segment\.byte' \(did you mean 'log\.segment\.bytes'\?\)/,
    );
    assert.match(await refused('log.segment.bytes=many'), /log\.segment\.bytes=many: it must be a whole number/);
    assert.match(await refused('log.segment.bytes=3'), /log\.segment\.bytes=3: it must be at least 1048576/);
    assert.match(await refused('process.roles=broker'), /process\.roles=broker,controller/);
    assert.match(await refused('listeners=SSL://127.0.0.1:0'), /only PLAINTEXT is served here/);
  }));

test('what was typed wrongly is answered with where to read more, and exit status 2', async () => {
  for (const [parameters, expected] of [
    [['broker'], /--data is missing/],
    [['broker', '--data', 'x', '--listen', 'nonsense'], /--listen takes HOST:PORT/],
    [['broker', '--data', 'x', '--config', 'log.dirs'], /--config takes key=value/],
    [['broker', '--dat', 'x'], /--dat is not an option of broker/],
    [['brokr'], /'brokr' is not a command/],
  ] as const) {
    const ended = await runProgram(process.execPath, [...commandLine, ...parameters], { mayFail: true });
    assert.equal(ended.status, 2);
    assert.match(ended.errors, expected);
    assert.match(ended.errors, /--help/);
  }
});

test(
  'on a full disk the producer hears why, nothing acknowledged is lost, and all goes on when there is room',
  { skip: lacksSmallDisk() },
  () =>
    withSmallDisk(async (disk) => {
      const filler = join(disk, 'filler');
      const broker = await startBrokerProcess(join(disk, 'data'));
      try {
        const servers = { 'bootstrap.servers': broker.bootstrap };
        const producer = await createProducer({ ...servers, retries: 2 });
        const send = (value: string) => producer.send({ topic: 'payments', value });
        const acknowledged: string[] = [];
        const refused: string[] = [];
        await send('first');
        writeFileSync(filler, Buffer.alloc(1_500_000));
        for (let number = 0; refused.length === 0; number++) {
          const value = `${number} ${'x'.repeat(50_000)}`;
          await send(value).then(
            () => acknowledged.push(value),
            (error: Error) => refused.push(error.message),
          );
        }
        assert.ok(acknowledged.length > 3);
        assert.match(refused[0]!, /no space is left on the disk/);
        rmSync(filler);
        await send('room again');
        await producer.close();
        assert.deepEqual(await valuesOf(broker.bootstrap), ['first', ...acknowledged, 'room again']);
      } finally {
        assert.equal(await broker.stop(), 0, broker.output());
      }

      writeFileSync(filler, Buffer.alloc(freeBytes(disk)));
      const another = await refusal(join(disk, 'another'));
      assert.match(another, /no space is left on the disk .*; make room there, or give a folder on another disk/);
    }),
);

async function valuesOf(bootstrap: string): Promise<string[]> {
  const consumer = createConsumer({ 'bootstrap.servers': bootstrap });
  const partition = { topic: 'payments', partition: 0 };
  consumer.assign([partition]);
  const [end] = await consumer.endOffsets([partition]);
  consumer.seek(partition, 'earliest');
  const values: string[] = [];
  while ((await consumer.position(partition)) < end!.offset) {
    for (const { value } of await consumer.poll(1000)) values.push(value ?? '');
  }
  await consumer.close();
  return values;
}
