import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lacksReference } from '../testing/reference.ts';
import type { Log } from './log.ts';
import type { RememberedBatch } from './rules/sequence.ts';
import { defaultLogSettings, type LogSettings } from './settings.ts';
import {
  loadReferenceLog,
  referenceFile,
  referenceFileNames,
  type ReferenceLog,
  referenceLog,
  referenceLogs,
} from './testing/reference-log.ts';
import { everything, recordsIn, SimulatedFolder } from './testing/simulated-folder.ts';

/** So that nobody is forgotten because the records are from 2023. */
const options = { producerIdExpirationMs: Infinity };

for (const name of referenceLogs) {
  test(`Apache Kafka's ${name}: opened after a clean stop it is what Kafka says`, {
    skip: lacksReference,
  }, async () => {
    const disk = new SimulatedFolder(options);
    const reference = await loadReferenceLog(disk, name);
    await disk.openFolder();
    assert.equal(disk.folder.previousBrokerEpoch, reference.cleanShutdown ? 11 : undefined);
    await agrees(disk, reference);
    await agreesOnAborted(disk, reference);
  });

  test(`Apache Kafka's ${name}: checked after a crash it is the same`, { skip: lacksReference }, async () => {
    const disk = new SimulatedFolder({ ...options, settings: { isCompacted: name === 'compacted' } });
    const reference = await loadReferenceLog(disk, name, { isClean: false });
    const { size } = reference.segments[reference.segments.length - 1]!;
    const last = reference.segments[reference.segments.length - 1]!.file;
    await disk.put(`${reference.directory}/${last}`, withHalfABatch(disk.file(`${reference.directory}/${last}`)));
    await disk.openFolder();
    assert.equal(disk.file(`${reference.directory}/${last}`).length, size);
    await agrees(disk, reference);
    // Compaction took the records of the aborted transaction, and with them what a recovery could learn of it.
    if (name !== 'compacted') await agreesOnAborted(disk, reference);
  });
}

/** What a torn write may leave behind the last batch. */
function withHalfABatch(file: Uint8Array): Uint8Array {
  const torn = new Uint8Array(file.length + 100);
  torn.set(file);
  torn.set(file.subarray(0, Math.min(100, file.length)), file.length);
  return torn;
}

async function agrees(disk: SimulatedFolder, reference: ReferenceLog): Promise<void> {
  const { topicId, log } = heldOf(disk, reference);
  assert.equal(topicId, reference.topicId);
  const lastSegment = reference.segments[reference.segments.length - 1]!;
  const endOffset =
    lastSegment.batches.length === 0
      ? lastSegment.baseOffset
      : lastSegment.batches[lastSegment.batches.length - 1]!.lastOffset + 1;
  assert.equal(log.logStartOffset, reference.logStartOffset ?? 0);
  assert.equal(log.logEndOffset, endOffset);
  assert.deepEqual(log.leaderEpochs, reference.leaderEpochs);
  assert.deepEqual(
    log.segments,
    reference.segments.map(({ baseOffset, size }) => ({ baseOffset, sizeBytes: size })),
  );
  if (reference.lastStableOffset !== undefined) {
    log.updateHighWatermark(endOffset);
    assert.equal(log.lastStableOffset, reference.lastStableOffset);
  }
  agreesOnProducers(log, reference);
  await disk.do(() => agreesOnRecords(log, reference));
  await disk.do(() => agreesOnTimes(log, reference));
}

function heldOf(disk: SimulatedFolder, { topic, partition }: ReferenceLog) {
  return disk.partitions.find((held) => held.topic === topic && held.partition === partition)!;
}

async function agreesOnAborted(disk: SimulatedFolder, reference: ReferenceLog): Promise<void> {
  const { log } = heldOf(disk, reference);
  const aborted = await disk.do(() => log.abortedTransactions(0, log.logEndOffset));
  assert.deepEqual(
    aborted.map((transaction) => ({ version: 0, ...transaction })),
    reference.segments.flatMap(({ abortedTransactions }) => abortedTransactions),
  );
}

/** A snapshot has one timestamp for a producer and its last batch; a log that was read knows both. */
function agreesOnProducers(log: Log, { producerSnapshots }: ReferenceLog): void {
  const last = producerSnapshots[producerSnapshots.length - 1]!;
  if (last.offset !== log.logEndOffset) return;
  assert.deepEqual(
    log.producers.map((producer) => {
      const batch = producer.batches[producer.batches.length - 1];
      return {
        producerId: producer.producerId,
        producerEpoch: producer.producerEpoch,
        coordinatorEpoch: producer.coordinatorEpoch,
        lastTimestamp: producer.lastTimestampMs,
        currentTxnFirstOffset: producer.transactionFirstOffset ?? null,
        lastBatch: batch === undefined ? null : { ...withoutTimestamp(batch), timestamp: producer.lastTimestampMs },
      };
    }),
    last.producers,
  );
}

function withoutTimestamp({ timestampMs: _, ...batch }: RememberedBatch) {
  return batch;
}

/** Each record is found by its offset; from the batch that holds it reading goes on to the segment's end. */
async function agreesOnRecords(log: Log, { segments }: ReferenceLog): Promise<void> {
  for (const segment of segments) {
    const offsets = segment.batches.flatMap(({ records }) => records.map(({ offset }) => offset));
    for (const { baseOffset, lastOffset } of segment.batches) {
      for (const offset of new Set([baseOffset, lastOffset])) {
        if (offset < log.logStartOffset) continue;
        const read = recordsIn(await log.read(offset, everything)).map((record) => record.offset);
        const next = offsets.filter((candidate) => candidate >= baseOffset);
        assert.deepEqual(read, next.length === 0 ? read : next);
      }
    }
  }
}

/** Each timestamp leads to the first record that is at least as new. */
async function agreesOnTimes(log: Log, { segments }: ReferenceLog): Promise<void> {
  const records = segments.flatMap(({ batches }) => batches).flatMap((batch) => batch.records);
  const readable = records.filter(({ offset }) => offset >= log.logStartOffset);
  for (const { timestamp } of readable) {
    for (const asked of [timestamp - 1, timestamp, timestamp + 1]) {
      const wanted = readable.find((record) => record.timestamp >= asked);
      const found = await log.firstSince(asked);
      assert.deepEqual(found && { offset: found.offset, timestamp: found.timestampMs }, wanted && pick(wanted));
    }
  }
  const largest = Math.max(...readable.map(({ timestamp }) => timestamp));
  assert.equal((await log.newest())?.offset, readable.find(({ timestamp }) => timestamp === largest)?.offset);
}

function pick({ offset, timestamp }: { offset: number; timestamp: number }) {
  return { offset, timestamp };
}

const rewritten = referenceLogs.filter((name) => name !== 'compacted' && name !== 'epochs-diverged');

for (const name of rewritten) {
  test(`Apache Kafka's ${name}: appended here, its files are the same, byte for byte`, {
    skip: lacksReference,
  }, async () => {
    const reference = referenceLog(name);
    const disk = new SimulatedFolder({ ...options, settings: settingsOf(reference) });
    const partition = { topic: reference.topic, partition: reference.partition };
    const startOffset = reference.segments[0]!.baseOffset;
    await disk.put(
      'log-start-offset-checkpoint',
      new TextEncoder().encode(`0\n1\n${partition.topic} ${partition.partition} ${startOffset}\n`),
    );
    await disk.put(`${reference.directory}/partition.metadata`, referenceFile(name, 'partition.metadata'));
    await disk.openFolder();
    const log = disk.folder.log(partition)!;
    await disk.do(async () => {
      for (const { batches, file } of reference.segments) {
        const bytes = referenceFile(name, file);
        for (const { position, size } of batches) {
          const copy = bytes.slice(position, position + size);
          assert.equal(log.append(copy, { origin: 'replication', leaderEpoch: -1 }).outcome, 'appended');
        }
      }
      log.updateHighWatermark(log.logEndOffset);
      await log.deleteRecordsTo(reference.logStartOffset ?? 0);
      await disk.folder.close(11);
    });

    const expected = referenceFileNames(name).filter(
      (file) => file !== `${String(startOffset).padStart(20, '0')}.snapshot`,
    );
    assert.deepEqual(disk.files(reference.directory), expected);
    for (const file of expected) {
      assert.deepEqual(hex(disk.file(`${reference.directory}/${file}`)), hex(referenceFile(name, file)), file);
    }
  });
}

function settingsOf({ config = {} }: ReferenceLog): Partial<LogSettings> {
  const number = (key: string, otherwise: number) => (config[key] === undefined ? otherwise : Number(config[key]));
  return {
    segmentBytes: number('internal.segment.bytes', defaultLogSettings.segmentBytes),
    indexIntervalBytes: number('index.interval.bytes', defaultLogSettings.indexIntervalBytes),
    segmentIndexBytes: number('segment.index.bytes', defaultLogSettings.segmentIndexBytes),
  };
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
