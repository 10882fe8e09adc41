import assert from 'node:assert/strict';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { apacheTool, lacksApacheKafka } from '../testing/apache.ts';
import { startBrokerProcess, withBroker, withFolder } from '../testing/broker-process.ts';

const skip = lacksApacheKafka;

test(
  "Apache Kafka's tools for topics, configurations, offsets, records and versions work",
  { skip, timeout: 120_000 },
  () =>
    withFolder((folder) =>
      withBroker(async ({ bootstrap }) => {
        const at = ['--bootstrap-server', bootstrap];
        await apacheTool('kafka-topics', ...at, '--create', '--topic', 'payments', '--partitions', '2');
        const described = await apacheTool('kafka-topics', ...at, '--describe', '--topic', 'payments');
        assert.match(described.output, /PartitionCount: 2\s+ReplicationFactor: 1/);
        await apacheTool('kafka-topics', ...at, '--alter', '--topic', 'payments', '--partitions', '3');

        const load = ['--topic', 'payments', '--num-records', '3000', '--record-size', '100', '--throughput', '-1'];
        const sent = await apacheTool(
          'kafka-producer-perf-test',
          ...load,
          '--producer-props',
          `bootstrap.servers=${bootstrap}`,
        );
        assert.match(sent.output, /3000 records sent/);

        const ofPayments = ['--entity-type', 'topics', '--entity-name', 'payments'];
        await apacheTool('kafka-configs', ...at, '--alter', ...ofPayments, '--add-config', 'retention.ms=60000');
        const configs = await apacheTool('kafka-configs', ...at, '--describe', ...ofPayments);
        assert.match(configs.output, /retention\.ms=60000/);

        const offsets = await apacheTool('kafka-get-offsets', ...at, '--topic', 'payments');
        const ends = offsets.output
          .trim()
          .split('\n')
          .map((line) => Number(line.split(':')[2]));
        assert.equal(
          ends.reduce((sum, end) => sum + end),
          3000,
        );

        const file = join(folder, 'records.json');
        writeFileSync(
          file,
          JSON.stringify({ partitions: [{ topic: 'payments', partition: 0, offset: 1 }], version: 1 }),
        );
        const deleted = await apacheTool('kafka-delete-records', ...at, '--offset-json-file', file);
        assert.match(deleted.output, /payments-0\s+low_watermark: 1/);

        assert.match((await apacheTool('kafka-log-dirs', ...at, '--describe')).output, /"partition":"payments-2"/);
        assert.match((await apacheTool('kafka-broker-api-versions', ...at)).output, /Produce\(0\): 0 to 1[123]/);
        await apacheTool('kafka-topics', ...at, '--delete', '--topic', 'payments');
        assert.equal((await apacheTool('kafka-topics', ...at, '--list')).output.trim(), '');
      }),
    ),
);

test("Apache Kafka's kafka-dump-log finds no fault in the files that a broker leaves", { skip, timeout: 120_000 }, () =>
  withFolder(async (folder) => {
    const broker = await startBrokerProcess(folder, { 'log.segment.bytes': 1048576, 'log.index.interval.bytes': 1000 });
    const load = ['--num-records', '40000', '--record-size', '100', '--throughput', '-1'];
    for (const codec of ['none', 'gzip', 'snappy', 'lz4', 'zstd']) {
      const settings = [`bootstrap.servers=${broker.bootstrap}`, `compression.type=${codec}`];
      await apacheTool('kafka-producer-perf-test', '--topic', codec, ...load, '--producer-props', ...settings);
    }
    assert.equal(await broker.stop(), 0, broker.output());

    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter(
        (name) =>
          /\/\d{20}\.(log|index|timeindex|txnindex|snapshot)$/.test(name) && !name.startsWith('__cluster_metadata'),
      )
      .map((name) => join(folder, name));
    assert.ok(files.filter((file) => file.endsWith('.log')).length > 5, 'several segments were written');
    const judged = await apacheTool(
      'kafka-dump-log',
      '--deep-iteration',
      '--index-sanity-check',
      '--files',
      files.join(','),
    );
    assert.doesNotMatch(judged.output + judged.errors, /mismatch|exception|error|non-consecutive|invalid|corrupt/i);
    const metadata = join(folder, '__cluster_metadata-0', '00000000000000000000.log');
    const records = await apacheTool('kafka-dump-log', '--cluster-metadata-decoder', '--files', metadata);
    assert.match(records.output, /TOPIC_RECORD.*"name":"lz4"/);
    assert.doesNotMatch(records.output + records.errors, /mismatch|exception|could not decode/i);
  }),
);
