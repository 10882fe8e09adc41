import { DecodeError } from '../bytes/reader.ts';
import { sheetWords } from '../narration/sheet-words.ts';
import { batchWith } from './actions/look.ts';
import { nameBytes } from './bytes-view.ts';
import type { BrokerBehind } from './cluster-behind.ts';
import { dataFolder } from '../cluster/simulated-broker.ts';
import { type RecordName, readRecord, writePartition } from './grammar/names.ts';
import { bareSheet, type BytesSeen, bytesSeen, type Fact, type Sheet } from './inspect-sheet.ts';
import { type BatchSeen, hostedBy } from './look.ts';
import { type Run, startMs } from './run.ts';
import { whyOf } from './inspect-why.ts';

/** A record as one broker has it on its disk, within its batch. */
export function recordSheet(named: string, brokerName: string, run: Run): Sheet {
  const sheets = sheetWords(run.language);
  const title = sheets.record(named, brokerName);
  const record = readRecord(named);
  const broker = run.cluster.brokers.find(({ name }) => name === brokerName);
  const batch = record === undefined || broker === undefined ? undefined : batchWith(record, broker);
  if (record === undefined || broker === undefined || batch === undefined) {
    return bareSheet(title, sheets.noRecord(named, brokerName));
  }
  const seen = batch.records.find(({ offset }) => offset === record.offset);
  return {
    title,
    says: batch.flaw === undefined ? sheets.saysRecord(seen?.value ?? null) : batch.flaw,
    sections: [
      { title: sheets.partOf.record, facts: recordFacts(record, batch, broker, run) },
      { title: sheets.partOf.batch, facts: batchFacts(batch, run) },
      { title: sheets.partOf.place, facts: placeFacts(record, batch, broker, run) },
    ],
    bytes: bytesOf(batch, record.offset, run),
    why: whyOf({ about: 'record', record }, run),
    futures: [],
  };
}

function recordFacts(record: RecordName, { records }: BatchSeen, broker: BrokerBehind, run: Run): readonly Fact[] {
  const sheets = sheetWords(run.language);
  const seen = records.find(({ offset }) => offset === record.offset);
  const log = hostedBy(broker, record)?.log;
  const isReadable = log !== undefined && record.offset < log.highWatermark;
  const readable = isReadable ? sheets.isReadable : sheets.isNotReadable;
  return [
    { name: sheets.offset, value: String(record.offset) },
    ...(seen === undefined
      ? []
      : [
          { name: sheets.key, value: seen.key ?? sheets.none },
          { name: sheets.value, value: seen.value ?? sheets.none },
          { name: sheets.timestamp, value: sheets.afterStart(seen.timestampMs, seen.timestampMs - startMs) },
        ]),
    { name: sheets.readable, value: log === undefined ? sheets.brokerIsDown : readable(log.highWatermark) },
  ];
}

function batchFacts({ batch, flaw }: BatchSeen, run: Run): readonly Fact[] {
  const sheets = sheetWords(run.language);
  const { hasProducerId, producerId, producerEpoch, baseSequence, codec } = batch;
  return [
    { name: sheets.offsets, value: sheets.fromTo(batch.baseOffset, batch.lastOffset) },
    { name: sheets.size, value: sheets.bytes(batch.bytes.length) },
    { name: sheets.checksum, value: flaw ?? sheets.isRight },
    {
      name: sheets.producer,
      value: hasProducerId ? sheets.producerIs(producerId, producerEpoch) : sheets.notIdempotent,
    },
    ...(hasProducerId ? [{ name: sheets.sequence, value: String(baseSequence) }] : []),
    { name: sheets.leaderEpoch, value: String(batch.partitionLeaderEpoch) },
    { name: sheets.compression, value: codec ?? '?' },
  ];
}

function placeFacts(
  record: RecordName,
  { file, position }: BatchSeen,
  broker: BrokerBehind,
  run: Run,
): readonly Fact[] {
  const sheets = sheetWords(run.language);
  const path = `${writePartition(record)}/${file}`;
  const { unflushedBytes } = broker.node.platter.tree.file(`${dataFolder}/${path}`);
  return [
    { name: sheets.file, value: sheets.atByte(path, position) },
    { name: sheets.unflushed, value: unflushedBytes === 0 ? sheets.isFlushed : sheets.isNotFlushed(unflushedBytes) },
  ];
}

/** Also of a batch whose records cannot be read: its header can. */
function bytesOf({ batch, file, position }: BatchSeen, offset: number, run: Run): BytesSeen {
  const sheets = sheetWords(run.language);
  const where = sheets.atByte(file, position);
  try {
    return bytesSeen(nameBytes(batch, offset), where);
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    const value = error.message;
    return bytesSeen([{ position: 0, bytes: batch.bytes, within: 'batch', name: 'batch', value }], where);
  }
}
