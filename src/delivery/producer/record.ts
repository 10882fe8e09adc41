import type { RecordHeader } from '../../records/record.ts';

/** A record that an application sends. */
export interface ProducerRecord<Key = string, Value = string> {
  readonly topic: string;
  /** Where it is given, nothing else decides. */
  readonly partition?: number;
  readonly key?: Key | null;
  /** Null is a tombstone on a compacted topic. */
  readonly value: Value | null;
  readonly headers?: readonly RecordHeader[];
  /** Milliseconds since 1970; the time of sending where it is not given. */
  readonly timestampMs?: number;
}

/** Where a record stands in the log. */
export interface RecordMetadata {
  readonly topic: string;
  readonly partition: number;
  /** −1 where the broker did not tell: with `acks=0`, and for a repeated batch of which it only knows that it has it. */
  readonly offset: number;
  /** The producer's, or on a topic with LogAppendTime the broker's. */
  readonly timestampMs: number;
}

/** What becomes of a record, told once. */
export interface Outcome {
  acknowledged(metadata: RecordMetadata): void;
  failed(error: Error): void;
}

/** A record after its serializers, before it has a partition. */
export interface OutgoingRecord {
  readonly topic: string;
  readonly partition: number | undefined;
  readonly key: Uint8Array | null;
  readonly value: Uint8Array | null;
  readonly headers: readonly RecordHeader[];
  readonly timestamp: number;
  readonly outcome: Outcome;
}
