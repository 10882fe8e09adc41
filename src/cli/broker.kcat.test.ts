import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withBroker } from '../testing/broker-process.ts';
import { lacks, runProgram } from '../testing/program.ts';

const skip = lacks('kcat');
const lines = Array.from(
  { length: 100_000 },
  (_, index) => `${index}: ${index * 42} EUR to Ada, and ${index % 7} to Bob\n`,
).join('');

for (const codec of ['none', 'gzip', 'snappy', 'lz4', 'zstd']) {
  test(`kcat reads back the 100,000 lines that it produced with ${codec}`, { skip }, () =>
    withBroker(async ({ bootstrap }) => {
      const produce = ['-b', bootstrap, '-P', '-t', 'lines', '-z', codec, '-X', 'acks=all'];
      await runProgram('kcat', produce, { input: lines });
      const read = await runProgram('kcat', ['-b', bootstrap, '-C', '-t', 'lines', '-o', 'beginning', '-e', '-q']);
      assert.ok(read.output === lines, `${read.output.length} of ${lines.length} characters came back`);
    }),
  );
}

test('kcat lists the broker, its topics and their partitions', { skip }, () =>
  withBroker(async ({ bootstrap, port }) => {
    await runProgram('kcat', ['-b', bootstrap, '-P', '-t', 'payments'], { input: 'one\n' });
    const { output } = await runProgram('kcat', ['-b', bootstrap, '-L']);
    assert.match(output, new RegExp(`broker \\d+ at 127\\.0\\.0\\.1:${port}`));
    assert.match(output, /topic "payments" with 1 partitions/);
    assert.match(output, /partition 0, leader \d+, replicas: \d+, isrs: \d+/);
  }),
);

test('kcat with idempotence stores each line once, in order, with keys and headers', { skip }, () =>
  withBroker(async ({ bootstrap }) => {
    const sent = Array.from({ length: 5000 }, (_, index) => `ada:${index} EUR\n`).join('');
    const settings = ['-X', 'enable.idempotence=true', '-X', 'linger.ms=1', '-X', 'batch.num.messages=50'];
    await kcat(bootstrap, ['-P', '-t', 'payments', '-K', ':', '-H', 'currency=EUR', ...settings], sent);
    const format = ['-f', '%o %h %k:%s\n'];
    const read = await kcat(bootstrap, ['-C', '-t', 'payments', '-o', 'beginning', '-e', '-q', ...format]);
    const expected = Array.from({ length: 5000 }, (_, index) => `${index} currency=EUR ada:${index} EUR\n`).join('');
    assert.ok(read === expected, `what came back begins with ${read.slice(0, 100)}`);
  }),
);

test('kcat finds records by their time, from the end, and between two times', { skip }, () =>
  withBroker(async (broker) => {
    const { bootstrap } = broker;
    for (const line of ['one', 'two', 'three']) await kcat(bootstrap, ['-P', '-t', 'payments'], `${line}\n`);
    const stamps = await kcat(bootstrap, ['-C', '-t', 'payments', '-o', 'beginning', '-e', '-q', '-f', '%T\n']);
    const [first, second, third] = stamps.trim().split('\n').map(Number) as [number, number, number];
    assert.ok(first < second && second < third, stamps);

    const offsetAt = async (time: number) => {
      const answer = await kcat(bootstrap, ['-Q', '-t', `payments:0:${time}`]);
      return /offset (-?\d+)/.exec(answer)?.[1];
    };
    const earliest = -2;
    const latest = -1;
    assert.equal(await offsetAt(earliest), '0');
    assert.equal(await offsetAt(first + 1), '1');
    assert.equal(await offsetAt(third), '2');
    assert.equal(await offsetAt(latest), '3');

    const read = (...from: string[]) => kcat(bootstrap, ['-C', '-t', 'payments', ...from, '-e', '-q']);
    assert.equal(await read('-o', `s@${second}`), 'two\nthree\n');
    assert.equal(await read('-o', `s@${second}`, '-o', `e@${third}`), 'two\n');
    assert.equal(await read('-o', '-1'), 'three\n');
    assert.equal(await read('-o', '1', '-c', '1'), 'two\n');
  }),
);

test('kcat sends without waiting (acks 0), and to the leader alone (acks 1)', { skip }, () =>
  withBroker(async ({ bootstrap }) => {
    for (const acks of ['0', '1']) {
      await kcat(bootstrap, ['-P', '-t', `acks-${acks}`, '-X', `acks=${acks}`], lines.slice(0, 100_000));
      const read = await kcat(bootstrap, ['-C', '-t', `acks-${acks}`, '-o', 'beginning', '-e', '-q']);
      assert.equal(read.trimEnd(), lines.slice(0, 100_000).trimEnd());
    }
  }),
);

async function kcat(bootstrap: string, parameters: readonly string[], input = ''): Promise<string> {
  const { output } = await runProgram('kcat', ['-b', bootstrap, ...parameters], { input });
  return output;
}
