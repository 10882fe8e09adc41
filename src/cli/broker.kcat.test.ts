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
