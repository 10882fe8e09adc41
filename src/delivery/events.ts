/** A record as events show it: texts, cut at 80 characters; null where the record has none. */
export interface RecordPreview {
  readonly offset: number;
  readonly key: string | null;
  readonly value: string | null;
}

/** What producers, consumers and the application around them tell. `partition` is text like `payments-0`. */
export type DeliveryEvent =
  /** A record has its place in a batch; it is not sent yet. */
  | {
      readonly name: 'record accepted';
      readonly topic: string;
      readonly partition: number;
      readonly key: string | null;
      readonly value: string | null;
    }
  /** `attempt` counts from 1; `producerId` and `baseSequence` are −1 without idempotence. */
  | {
      readonly name: 'batch sent';
      readonly partition: string;
      readonly records: number;
      readonly sizeBytes: number;
      readonly attempt: number;
      readonly producerId: number;
      readonly producerEpoch: number;
      readonly baseSequence: number;
    }
  /** With `acks=0`: it has left, and no answer was asked for, so nobody was told anything. */
  | { readonly name: 'record sent'; readonly partition: string; readonly value: string | null }
  /** `offset` is −1 where the broker did not tell: for a duplicate that it no longer remembers. */
  | {
      readonly name: 'record acknowledged';
      readonly partition: string;
      readonly offset: number;
      readonly value: string | null;
    }
  /** `partition` is the topic alone where the record came into no batch. */
  | {
      readonly name: 'record failed';
      readonly partition: string;
      readonly error: string;
      readonly because: string;
      readonly value: string | null;
    }
  | {
      readonly name: 'batch will be retried';
      readonly partition: string;
      readonly because: string;
      readonly backoffMs: number;
    }
  | { readonly name: 'producer id received'; readonly producerId: number; readonly producerEpoch: number }
  /** A gap in the sequences of a partition is real: the producer counts from 0 again, in a new epoch. */
  | {
      readonly name: 'producer epoch raised';
      readonly producerId: number;
      readonly producerEpoch: number;
      readonly because: string;
    }
  /** At most 20 records are shown; `count` says how many there were. */
  | {
      readonly name: 'records polled';
      readonly partition: string;
      readonly count: number;
      readonly records: readonly RecordPreview[];
      readonly position: number;
    }
  /** A consumer had no valid position, and took one as `auto.offset.reset` says. */
  | { readonly name: 'position reset'; readonly partition: string; readonly position: number; readonly because: string }
  /** The application did something outside of Kafka: a line of the ledger. */
  | { readonly name: 'processed'; readonly partition: string; readonly offset: number; readonly entry: string };
