import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { lacksApacheKafka, type RunTool, withApacheTools } from '../testing/apache.ts';
import { startBrokerProcess, withBroker, withFolder } from '../testing/broker-process.ts';
import { complaintsIn, segmentFiles } from '../testing/dump-log.ts';

const skip = lacksApacheKafka;

/** A broker and Apache Kafka's tools, which are told where it is. */
async function withToolsAndBroker(use: (run: RunTool, at: readonly string[]) => Promise<void>): Promise<void> {
  await withBroker(({ bootstrap }) => withApacheTools((run) => use(run, ['--bootstrap-server', bootstrap])));
}

/** Sends so many records of 100 bytes with the producer's defaults, and what else is said. */
async function load(run: RunTool, bootstrap: string, topic: string, count: number, ...settings: string[]) {
  const records = ['--topic', topic, '--num-records', `${count}`, '--record-size', '100', '--throughput', '-1'];
  const sent = await run(
    'kafka-producer-perf-test',
    ...records,
    '--producer-props',
    `bootstrap.servers=${bootstrap}`,
    ...settings,
  );
  assert.match(sent.output, new RegExp(`^${count} records sent`, 'm'));
}

async function endOffsets(run: RunTool, at: readonly string[], topic: string): Promise<number[]> {
  const { output } = await run('kafka-get-offsets', ...at, '--topic', topic);
  return output
    .trim()
    .split('\n')
    .map((line) => Number(line.split(':')[2]));
}

test("Apache Kafka's tools create, describe, grow, configure, list and delete topics", { skip }, () =>
  withToolsAndBroker(async (run, at) => {
    await run('kafka-topics', ...at, '--create', '--topic', 'payments', '--partitions', '2');
    const described = await run('kafka-topics', ...at, '--describe', '--topic', 'payments');
    assert.match(described.output, /PartitionCount: 2\s+ReplicationFactor: 1/);
    await run('kafka-topics', ...at, '--alter', '--topic', 'payments', '--partitions', '3');
    assert.deepEqual(await endOffsets(run, at, 'payments'), [0, 0, 0]);

    const ofPayments = ['--entity-type', 'topics', '--entity-name', 'payments'];
    await run('kafka-configs', ...at, '--alter', ...ofPayments, '--add-config', 'retention.ms=60000');
    const set = await run('kafka-configs', ...at, '--describe', ...ofPayments);
    assert.match(set.output, /retention\.ms=60000/);
    await run('kafka-configs', ...at, '--alter', ...ofPayments, '--delete-config', 'retention.ms');
    const back = await run('kafka-configs', ...at, '--describe', ...ofPayments);
    assert.doesNotMatch(back.output, /retention\.ms/);
    const ofBroker = ['--entity-type', 'brokers', '--entity-name', '1'];
    await run('kafka-configs', ...at, '--alter', ...ofBroker, '--add-config', 'log.retention.ms=70000');
    const all = await run('kafka-configs', ...at, '--describe', '--all', ...ofBroker);
    assert.match(all.output, /log\.retention\.ms=70000 sensitive=false/);

    const wrong = ['--alter', ...ofPayments, '--add-config', 'retention.mss=1'];
    await assert.rejects(run('kafka-configs', ...at, ...wrong), /did you mean retention\.ms|retention\.ms/);
    await assert.rejects(run('kafka-topics', ...at, '--create', '--topic', 'payments'), /exists already/);
    assert.equal((await run('kafka-topics', ...at, '--list')).output.trim(), 'payments');
    await run('kafka-topics', ...at, '--delete', '--topic', 'payments');
    assert.equal((await run('kafka-topics', ...at, '--list')).output.trim(), '');
  }),
);

test("Apache Kafka's tools find offsets, delete records, look into log folders and see the versions", { skip }, () =>
  withFolder((folder) =>
    withToolsAndBroker(async (run, at) => {
      await run('kafka-topics', ...at, '--create', '--topic', 'payments', '--partitions', '3');
      await load(run, at[1]!, 'payments', 3000);
      const ends = await endOffsets(run, at, 'payments');
      assert.equal(
        ends.reduce((sum, end) => sum + end),
        3000,
      );
      const most = ends.indexOf(Math.max(...ends));
      const partition = { topic: 'payments', partition: most, offset: 1 };
      const file = join(folder, 'records.json');
      writeFileSync(file, JSON.stringify({ partitions: [partition], version: 1 }));
      const deleted = await run('kafka-delete-records', ...at, '--offset-json-file', file);
      assert.match(deleted.output, new RegExp(`payments-${most}\\s+low_watermark: 1`));
      const earliest = await run('kafka-get-offsets', ...at, '--topic-partitions', `payments:${most}`, '--time', '-2');
      assert.equal(earliest.output.trim(), `payments:${most}:1`);
      const newest = await run('kafka-get-offsets', ...at, '--topic-partitions', `payments:${most}`, '--time', '-3');
      assert.match(newest.output.trim(), new RegExp(`payments:${most}:\\d+`));

      assert.match((await run('kafka-log-dirs', ...at, '--describe')).output, /"partition":"payments-2"/);
      assert.match((await run('kafka-broker-api-versions', ...at)).output, /Produce\(0\): 0 to 1[123]/);
    }),
  ),
);

test("Apache Kafka's producer, by its defaults and with every acks, is read by its consumer", { skip }, () =>
  withToolsAndBroker(async (run, at) => {
    const ways = {
      default: [],
      none: ['acks=0', 'enable.idempotence=false'],
      leader: ['acks=1', 'enable.idempotence=false'],
      all: ['acks=all', 'enable.idempotence=false', 'max.in.flight.requests.per.connection=1'],
    };
    for (const [topic, settings] of Object.entries(ways)) {
      await run('kafka-topics', ...at, '--create', '--topic', topic);
      await load(run, at[1]!, topic, 2000, ...settings);
      assert.deepEqual(await endOffsets(run, at, topic), [2000], topic);
    }
    const from = ['--topic', 'default', '--partition', '0', '--offset', '500', '--max-messages', '1500'];
    const shown = ['--formatter-property', 'print.offset=true', '--formatter-property', 'print.value=false'];
    const read = await run('kafka-console-consumer', ...at, ...from, ...shown, '--timeout-ms', '20000');
    const offsets = Array.from({ length: 1500 }, (_, index) => `Offset:${500 + index}`);
    assert.deepEqual(read.output.trim().split('\n'), offsets);
  }),
);

test("Apache Kafka's kafka-dump-log finds no fault in the files that a broker leaves", { skip }, () =>
  withFolder((folder) =>
    withApacheTools(async (run) => {
      const broker = await startBrokerProcess(folder, {
        'log.segment.bytes': 1048576,
        'log.index.interval.bytes': 1000,
      });
      for (const codec of ['none', 'gzip', 'snappy', 'lz4', 'zstd']) {
        await load(run, broker.bootstrap, codec, 20_000, `compression.type=${codec}`);
      }
      assert.equal(await broker.stop(), 0, broker.output());

      const files = segmentFiles(folder);
      assert.ok(files.filter((file) => file.endsWith('.log')).length > 8, 'several segments were written');
      assert.ok(files.filter((file) => file.endsWith('.snapshot')).length > 8, 'and as many snapshots');
      const deep = ['--deep-iteration', '--index-sanity-check'];
      const judged = await run('kafka-dump-log', ...deep, '--files', files.join(','));
      assert.deepEqual(complaintsIn(judged.output + judged.errors), []);
      // With the sanity check it does not look where the entries lead.
      const indexes = files.filter((file) => file.endsWith('index'));
      const led = await run('kafka-dump-log', '--verify-index-only', '--files', indexes.join(','));
      assert.deepEqual(complaintsIn(led.output + led.errors), []);

      const metadata = join(folder, '__cluster_metadata-0', '00000000000000000000.log');
      const records = await run('kafka-dump-log', '--cluster-metadata-decoder', '--files', metadata);
      assert.match(records.output, /TOPIC_RECORD.*"name":"lz4"/);
      assert.deepEqual(complaintsIn(records.output + records.errors), []);
    }),
  ),
);
