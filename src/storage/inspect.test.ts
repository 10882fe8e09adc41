import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { lacksReference, referenceFolder } from '../testing/reference.ts';
import { createNodeWorld } from '../world/node/world.ts';
import { inspectBatches, inspectFile, InspectionError, isInspected } from './inspect.ts';
import { referenceFileNames, referenceLog, referenceLogs } from './testing/reference-log.ts';

const { disk } = createNodeWorld({ node: 'reader' });
const folders = [...referenceLogs, 'metadata', 'metadata-dynamic'];

function pathOf(name: string, file: string): string {
  return join(referenceFolder()!, 'kafka-logs', name, file);
}

for (const name of folders) {
  test(`every file of Apache Kafka's ${name} shows what Kafka says is in it`, { skip: lacksReference }, async () => {
    const reference = referenceLog(name);
    for (const { baseOffset, file, size, batches, ...indexes } of reference.segments) {
      const seen: unknown[] = [];
      const end = await inspectBatches(disk, pathOf(name, file), ({ position, batch, isChecksumRight }) => {
        assert.ok(isChecksumRight);
        const { baseOffset, lastOffset, crc, producerId, attributes } = batch;
        const offsets = [...batch.records()].map(({ offset }) => offset);
        seen.push({ position, size: batch.sizeBytes, baseOffset, lastOffset, crc, producerId, attributes, offsets });
      });
      assert.deepEqual(end, { endPosition: size, flaw: undefined });
      assert.deepEqual(
        seen,
        batches.map(({ position, size, baseOffset, lastOffset, crc, producerId, attributes, records }) => {
          const offsets = records.map(({ offset }) => offset);
          return { position, size, baseOffset, lastOffset, crc, producerId, attributes, offsets };
        }),
      );
      assert.deepEqual(await inspectFile(disk, pathOf(name, file.replace('.log', '.index'))), {
        kind: 'offset index',
        baseOffset,
        entries: indexes.offsetIndex,
      });
      assert.deepEqual(await inspectFile(disk, pathOf(name, file.replace('.log', '.timeindex'))), {
        kind: 'time index',
        baseOffset,
        entries: indexes.timeIndex.map(({ timestamp, offset }) => ({ timestampMs: timestamp, offset })),
      });
    }
    for (const { file, offset, producers } of reference.producerSnapshots) {
      const shown = await inspectFile(disk, pathOf(name, file));
      assert.ok(shown.kind === 'producer snapshot');
      assert.equal(shown.offset, offset);
      assert.equal(shown.producers.length, producers.length);
    }
    const epochs = await inspectFile(disk, pathOf(name, 'leader-epoch-checkpoint'));
    assert.deepEqual(epochs, { kind: 'leader epochs', epochs: reference.leaderEpochs });
    for (const file of referenceFileNames(name)) {
      assert.equal(isInspected(file), file !== 'quorum-state', file);
      if (isInspected(file)) assert.ok((await inspectFile(disk, pathOf(name, file))).kind);
    }
  });
}

test("the checkpoints of Apache Kafka's data folder show what Kafka says", { skip: lacksReference }, async () => {
  const reference = JSON.parse(readFileSync(pathOf('log-dir', 'what.json'), 'utf8'));
  for (const file of [
    'recovery-point-offset-checkpoint',
    'replication-offset-checkpoint',
    'log-start-offset-checkpoint',
    'cleaner-offset-checkpoint',
  ]) {
    assert.deepEqual(await inspectFile(disk, pathOf('log-dir', file)), {
      kind: 'offsets',
      offsets: reference[file].entries,
    });
  }
  assert.deepEqual(await inspectFile(disk, pathOf('log-dir', '.kafka_cleanshutdown')), {
    kind: 'clean shutdown',
    brokerEpoch: 11,
  });
});

test('a file that is not there, and one of another name, are refused in words', async () => {
  await assert.rejects(inspectFile(disk, '/nowhere/00000000000000000000.index'), InspectionError);
  await assert.rejects(inspectFile(disk, import.meta.filename), /is not the name of a file that is known/);
});
