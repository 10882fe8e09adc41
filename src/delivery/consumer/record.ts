import type { TimestampType } from '../../records/batch-header.ts';
import type { RecordHeader } from '../../records/record.ts';

/** A record as an application gets it. */
export interface ConsumerRecord<Key = string, Value = string> {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  /** Milliseconds since 1970; −1 where there is none. */
  readonly timestampMs: number;
  /** Whether the producer gave it its timestamp, or the broker. */
  readonly timestampType: TimestampType;
  readonly key: Key | null;
  readonly value: Value | null;
  readonly headers: readonly RecordHeader[];
}
