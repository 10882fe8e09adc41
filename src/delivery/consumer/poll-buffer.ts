import type { KafkaRecord } from '../../records/record.ts';
import { KafkaException } from '../kafka-exception.ts';
import type { Deserializer } from '../serializers.ts';
import type { AssignedPartition } from './assigned-partition.ts';
import type { FetchedRecords } from './fetched-records.ts';
import type { ConsumerRecord } from './record.ts';

interface Deserializers<Key, Value> {
  readonly keyDeserializer: Deserializer<Key>;
  readonly valueDeserializer: Deserializer<Value>;
}

/** What was fetched and not yet polled, in the order in which it came: from it every poll takes its records. */
export class PollBuffer<Key, Value> {
  readonly #deserializers: Deserializers<Key, Value>;
  readonly #maxPollRecords: number;
  readonly #partitions: AssignedPartition[] = [];

  constructor(deserializers: Deserializers<Key, Value>, maxPollRecords: number) {
    this.#deserializers = deserializers;
    this.#maxPollRecords = maxPollRecords;
  }

  add(partition: AssignedPartition, fetched: FetchedRecords): void {
    partition.fetched = fetched;
    this.#partitions.push(partition);
  }

  forget(partition: AssignedPartition): void {
    const place = this.#partitions.indexOf(partition);
    if (place !== -1) this.#partitions.splice(place, 1);
    partition.fetched = undefined;
  }

  /**
   * Takes as many records as a poll may return, and moves positions behind them. An error is thrown only when nothing was
   * taken before it; else the next call meets it again.
   *
   * @param maxRecords at most so many, and never more than `max.poll.records`
   * @param told called for every partition of which something was taken, where `isTold`
   */
  take(
    told: (partition: AssignedPartition, taken: readonly KafkaRecord[]) => void,
    isTold: boolean,
    maxRecords: number = Infinity,
  ): readonly ConsumerRecord<Key, Value>[] {
    const most = Math.min(maxRecords, this.#maxPollRecords);
    const records: ConsumerRecord<Key, Value>[] = [];
    for (const partition of [...this.#partitions]) {
      if (records.length === most) break;
      if (partition.isPaused) continue;
      const taken: KafkaRecord[] = [];
      const before = records.length;
      try {
        this.#takeFrom(partition, records, most, isTold ? taken : undefined);
      } catch (error) {
        if (records.length === 0) throw error;
        break;
      } finally {
        partition.advance(partition.fetched!.position);
        if (isTold && records.length > before) told(partition, taken);
      }
      if (records.length < most) this.forget(partition);
    }
    return records;
  }

  #takeFrom(
    partition: AssignedPartition,
    records: ConsumerRecord<Key, Value>[],
    most: number,
    taken: KafkaRecord[] | undefined,
  ): void {
    const fetched = partition.fetched!;
    while (records.length < most) {
      const record = fetched.peek();
      if (record === undefined) return;
      records.push(this.#deserialized(partition, record, fetched));
      taken?.push(record);
      fetched.take();
    }
  }

  #deserialized(
    { topic, partition, name }: AssignedPartition,
    { offset, timestamp: timestampMs, key, value, headers }: KafkaRecord,
    { timestampType }: FetchedRecords,
  ): ConsumerRecord<Key, Value> {
    const { keyDeserializer, valueDeserializer } = this.#deserializers;
    try {
      return {
        topic,
        partition,
        offset,
        timestampMs,
        timestampType,
        key: key === null ? null : keyDeserializer(key, topic),
        value: value === null ? null : valueDeserializer(value, topic),
        headers,
      };
    } catch (error) {
      const because = error instanceof Error ? error.message : String(error);
      const message = `the record at offset ${offset} of ${name} cannot be deserialized: ${because}; to go on, seek behind it`;
      throw KafkaException.of('RecordDeserializationException', message);
    }
  }
}
