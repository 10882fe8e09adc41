import { crc32c } from '../bytes/crc32c.ts';
import { DecodeError, Reader } from '../bytes/reader.ts';
import { Writer } from '../bytes/writer.ts';
import type { ProducerState } from './producer-states.ts';
import type { RememberedBatch } from './rules/sequence.ts';

/**
 * The `.snapshot` files: what was known of producers at the offset that is the file's name, so that a start need not read
 * the whole log for it. Of each producer's batches only the last is kept. Kafka's form:
 *
 *     version  int16, 1
 *     crc      uint32, CRC-32C of all that follows
 *     count    int32, then for each producer:
 *       producer id int64 · epoch int16 · last sequence int32 · last offset int64 · last offset − first offset int32 ·
 *       timestamp int64 · coordinator epoch int32 · first offset of the open transaction int64; each -1 where there is none
 */
export function formatProducerSnapshot(producers: readonly ProducerState[]): Uint8Array {
  const writer = new Writer(4 + producers.length * producerBytes);
  writer.int32(producers.length);
  for (const producer of producers) {
    const last = producer.batches[producer.batches.length - 1];
    writer.int64(producer.producerId);
    writer.int16(producer.producerEpoch);
    writer.int32(last?.lastSequence ?? -1);
    writer.int64(last?.lastOffset ?? -1);
    writer.int32(last === undefined ? 0 : last.lastOffset - last.firstOffset);
    writer.int64(producer.lastTimestampMs);
    writer.int32(producer.coordinatorEpoch);
    writer.int64(producer.transactionFirstOffset ?? -1);
  }
  const content = writer.toBytes();
  const file = new Writer(headerBytes + content.length);
  file.int16(1);
  file.int32(crc32c(content));
  file.copy(content);
  return file.toBytes();
}

/** Throws `DecodeError` where the file is not whole. */
export function parseProducerSnapshot(bytes: Uint8Array): readonly ProducerState[] {
  const reader = new Reader(bytes);
  const version = reader.int16();
  if (version !== 1) throw new DecodeError(`version ${version} is not known`);
  const crc = reader.uint32();
  const content = bytes.subarray(headerBytes);
  if (crc32c(content) !== crc) throw new DecodeError('the checksum does not match');
  const count = reader.int32();
  if (count * producerBytes !== reader.remaining) {
    throw new DecodeError(`${count} producers do not take ${reader.remaining} bytes`);
  }
  return Array.from({ length: count }, () => readProducer(reader));
}

const headerBytes = 6;
const producerBytes = 46;

function readProducer(reader: Reader): ProducerState {
  const producerId = reader.int64();
  const producerEpoch = reader.int16();
  const lastSequence = reader.int32();
  const lastOffset = reader.int64();
  const offsetDelta = reader.int32();
  const lastTimestampMs = reader.int64();
  const coordinatorEpoch = reader.int32();
  const transactionFirstOffset = reader.int64();
  const last: RememberedBatch = {
    firstSequence: sequenceBefore(lastSequence, offsetDelta),
    lastSequence,
    firstOffset: lastOffset - offsetDelta,
    lastOffset,
    timestampMs: lastTimestampMs,
  };
  return {
    producerId,
    producerEpoch,
    batches: lastOffset < 0 ? [] : [last],
    coordinatorEpoch,
    lastTimestampMs,
    transactionFirstOffset: transactionFirstOffset < 0 ? undefined : transactionFirstOffset,
  };
}

/** Sequence numbers go round: before 0 comes 2147483647. */
function sequenceBefore(sequence: number, count: number): number {
  return sequence >= count ? sequence - count : sequence - count + 0x8000_0000;
}
