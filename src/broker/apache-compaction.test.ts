import assert from 'node:assert/strict';
import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { compressionCodecs } from '../bytes/compression/codec.ts';
import { loadZstdWriter } from '../bytes/compression/zstd/writer.ts';
import { encodeText } from '../bytes/writer.ts';
import { batchesIn } from '../records/batches.ts';
import type { RecordBatch } from '../records/record-batch.ts';
import { writeBatch } from '../records/write-batch.ts';
import { lacksApacheKafka, withApacheTools } from '../testing/apache.ts';
import { withApacheKafka } from '../testing/apache-server.ts';
import { withFolder } from '../testing/broker-process.ts';
import { complaintsIn, segmentFiles } from '../testing/dump-log.ts';
import { CreateTopics } from '../wire/apis/create-topics.ts';
import { Fetch } from '../wire/apis/fetch.ts';
import { Produce } from '../wire/apis/produce.ts';
import { ClientConnection } from '../wire/connection.ts';
import { createNodeWorld } from '../world/node/world.ts';
import type { Address } from '../world/world.ts';
import { startBroker } from './start-broker.ts';

const world = createNodeWorld({ node: 'test' });
const clientSettings = {
  'client.id': 'test',
  'request.timeout.ms': 30_000,
  'socket.connection.setup.timeout.ms': 10_000,
};
const topic = 'prices';
const topicSettings = {
  'cleanup.policy': 'compact',
  'segment.ms': '35',
  'min.cleanable.dirty.ratio': '0.01',
  'file.delete.delay.ms': '0',
  // No tombstone goes while they are compared.
  'delete.retention.ms': '86400000',
};
const batches = 60;
const producedAtMs = world.clock.wallMs() - 60_000;

/** Batches of all codecs; in some every record is replaced later; the last one stays in the active segment. */
function batch(number: number): Uint8Array {
  const keys =
    number % 7 === 3 ? ['once', 'twice'] : Array.from({ length: 5 }, (_, at) => `key ${(number + 3 * at) % 17}`);
  const records = keys.map((key, at) => ({
    key: encodeText(key),
    value: number % 11 === 5 && at === 2 ? null : encodeText(`price ${number} of ${key}`),
    timestamp: producedAtMs + 10 * number + at,
    headers: number % 4 === 0 ? [{ key: 'from', value: encodeText('till') }] : [],
  }));
  const codec = compressionCodecs[number % compressionCodecs.length]!;
  return writeBatch({
    records,
    codec,
    ...(number === 8 ? { producerId: 1_000, producerEpoch: 0, baseSequence: 0 } : {}),
  });
}

async function connected<Result>(
  address: Address,
  use: (client: ClientConnection) => Promise<Result>,
): Promise<Result> {
  const client = await ClientConnection.open(world, address, clientSettings);
  try {
    return await use(client);
  } finally {
    client.close();
  }
}

async function withOurs<Result>(
  dataFolder: string,
  settings: Record<string, string>,
  use: (address: Address) => Promise<Result>,
): Promise<Result> {
  const broker = await startBroker({
    world,
    dataFolder,
    settings: { listeners: 'PLAINTEXT://127.0.0.1:0', ...settings },
  });
  try {
    return await use(broker.address);
  } finally {
    await broker.stop();
  }
}

async function fill(address: Address): Promise<void> {
  await connected(address, async (client) => {
    const configs = Object.entries(topicSettings).map(([name, value]) => ({ name, value }));
    const described = { name: topic, numPartitions: 1, replicationFactor: 1, assignments: [], configs };
    const { topics } = await client.request(CreateTopics, { topics: [described] });
    assert.equal(topics[0]!.errorCode, 0);
    for (let number = 0; number < batches; number++) {
      const topicData = [{ name: topic, partitionData: [{ index: 0, records: batch(number) }] }];
      const { responses } = await client.request(Produce, { acks: -1, timeoutMs: 10_000, topicData }, { version: 9 });
      assert.equal(responses[0]!.partitionResponses[0]!.errorCode, 0);
    }
  });
}

/** All records that a client is given, and up to where it reads. */
async function readAll(address: Address): Promise<readonly string[]> {
  return connected(address, async (client) => {
    const read: string[] = [];
    for (let fetchOffset = 0; ; ) {
      const partitions = [{ partition: 0, fetchOffset, partitionMaxBytes: 1_000_000 }];
      const fetch = { maxWaitMs: 0, minBytes: 0, topics: [{ topic, partitions }] };
      const { responses } = await client.request(Fetch, fetch, { version: 12 });
      const { records, errorCode, highWatermark } = responses[0]!.partitions[0]!;
      assert.equal(errorCode, 0);
      const found = batchesIn(records ?? new Uint8Array(0)).batches;
      for (const each of found) {
        for (const record of each.records()) if (record.offset >= fetchOffset) read.push(shown(record));
      }
      if (found.length === 0) return [...read, `end ${highWatermark}`];
      fetchOffset = found.at(-1)!.nextOffset;
    }
  });
}

function shown({
  offset,
  timestamp,
  key,
  value,
}: {
  offset: number;
  timestamp: number;
  key: Uint8Array | null;
  value: Uint8Array | null;
}) {
  const text = (bytes: Uint8Array | null) => (bytes === null ? null : new TextDecoder().decode(bytes));
  return JSON.stringify([offset, timestamp - producedAtMs, text(key), text(value)]);
}

function logFiles(dataFolder: string): readonly string[] {
  return readdirSync(join(dataFolder, `${topic}-0`)).filter((name) => name.endsWith('.log'));
}

async function isCompacted(dataFolder: string): Promise<void> {
  const checkpoint = join(dataFolder, 'cleaner-offset-checkpoint');
  for (let tries = 0; tries < 600; tries++) {
    const [, offset] = new RegExp(`^${topic} 0 (\\d+)$`, 'm').exec(
      existsSync(checkpoint) ? readFileSync(checkpoint, 'utf8') : '',
    ) ?? [undefined, '0'];
    if (Number(offset) > 0 && logFiles(dataFolder).length === 2) return;
    await world.clock.sleep(100);
  }
  assert.fail(`${dataFolder} was not compacted within a minute`);
}

function batchesOf(dataFolder: string): readonly RecordBatch[] {
  return logFiles(dataFolder).flatMap((name) => {
    return batchesIn(new Uint8Array(readFileSync(join(dataFolder, `${topic}-0`, name)))).batches;
  });
}

/** All of a batch but the instant of its delete horizon, and how its codec has packed it. */
function contentOf(each: RecordBatch): object {
  const { baseOffset, lastOffset, recordsCount, attributes, maxTimestamp, producerId, producerEpoch, baseSequence } =
    each;
  const { partitionLeaderEpoch, codec, deleteHorizonMs, baseTimestamp } = each;
  const isPlain = codec === 'none' && deleteHorizonMs === undefined;
  return {
    ...{ baseOffset, lastOffset, recordsCount, attributes, maxTimestamp, producerId, producerEpoch, baseSequence },
    ...{ partitionLeaderEpoch, baseTimestamp: deleteHorizonMs === undefined ? baseTimestamp : 'horizon' },
    bytes: isPlain ? Buffer.from(each.bytes).toString('hex') : undefined,
    records: [...each.records()].map(shown),
  };
}

test(
  'our cleaner and that of Apache Kafka leave the same of one log, and each goes on with what the other has left',
  { skip: lacksApacheKafka, timeout: 240_000 },
  () =>
    withFolder(async (folder) => {
      await loadZstdWriter();
      const [ours, theirs] = [join(folder, 'ours', '1'), join(folder, 'theirs', '1')];
      const before = await withOurs(ours, { 'log.cleaner.threads': '0' }, async (address) => {
        await fill(address);
        return readAll(address);
      });
      cpSync(join(folder, 'ours'), join(folder, 'theirs'), { recursive: true });

      const byUs = await withOurs(ours, { 'log.cleaner.backoff.ms': '50' }, async (address) => {
        await isCompacted(ours);
        return readAll(address);
      });
      const byThem = await withApacheKafka(
        join(folder, 'theirs'),
        async (address) => {
          await isCompacted(theirs);
          return readAll(address);
        },
        ['log.cleaner.backoff.ms=100'],
      );
      assert.ok(byUs.length < before.length / 4, `${byUs.length} of ${before.length} records are left`);
      assert.deepEqual(byUs, byThem);
      assert.deepEqual(batchesOf(ours).map(contentOf), batchesOf(theirs).map(contentOf));

      await withApacheTools(async (run) => {
        const files = segmentFiles(ours).filter((file) => file.startsWith(join(ours, topic)));
        const { output, errors } = await run('kafka-dump-log', '--deep-iteration', '--files', files.join(','));
        // Gaps between offsets are what compaction leaves.
        const complaints = complaintsIn(output + errors).filter(
          (line) => !/non-consecutive|is followed by/i.test(line),
        );
        assert.deepEqual(complaints, []);
      });
      assert.deepEqual(await withApacheKafka(join(folder, 'ours'), readAll), byUs);
      assert.deepEqual(await withOurs(theirs, {}, readAll), byThem);
    }),
);
