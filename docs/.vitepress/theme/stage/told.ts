/**
 * What the stage reads of the events that the rooms of src/ tell: the names and the fields that can be seen. Events that are
 * not listed here change nothing in the picture.
 */
export type Told = { readonly node: string; readonly atUs: number } & (NetworkTold | NodeTold | LogTold | ClientTold);

/** A record, short enough to be shown: texts are cut before they are told. */
export interface RecordPreview {
  readonly offset: number;
  readonly key: string | null;
  readonly value: string | null;
}

export interface MessageLabel {
  readonly kind: 'request' | 'response';
  readonly api: string;
  readonly summary: string;
}

type NetworkTold =
  | {
      readonly name: 'message left';
      /** Counts up in a run. */
      readonly message: number;
      readonly from: string;
      readonly to: string;
      readonly label?: MessageLabel;
    }
  | { readonly name: 'message arrived'; readonly message: number }
  | { readonly name: 'message lost'; readonly message: number; readonly because: string };

type NodeTold =
  | { readonly name: 'node started'; readonly kind: string }
  | { readonly name: 'node killed' | 'node unplugged' | 'node stopped' | 'node paused' | 'node resumed' }
  | { readonly name: 'broker started' | 'broker stopped' }
  | { readonly name: 'link cut'; readonly from: string; readonly to: string }
  | { readonly name: 'link slowed'; readonly from: string; readonly to: string; readonly delayMs: number }
  | { readonly name: 'healed' }
  | { readonly name: 'fault armed' | 'fault struck'; readonly fault: string }
  | { readonly name: 'disk damaged'; readonly how: string };

type LogTold =
  | {
      readonly name: 'appended';
      readonly partition: string;
      readonly baseOffset: number;
      readonly lastOffset: number;
      readonly records: readonly RecordPreview[];
    }
  | { readonly name: 'duplicate recognised'; readonly partition: string; readonly baseOffset: number }
  | { readonly name: 'append refused'; readonly partition: string; readonly error: string }
  | { readonly name: 'segment rolled'; readonly partition: string; readonly baseOffset: number }
  | { readonly name: 'truncated'; readonly partition: string; readonly offset: number }
  | { readonly name: 'records deleted'; readonly partition: string; readonly logStartOffset: number }
  | {
      readonly name: 'log opened';
      readonly partition: string;
      readonly logStartOffset: number;
      readonly logEndOffset: number;
    }
  | { readonly name: 'log removed'; readonly partition: string };

type ClientTold =
  | { readonly name: 'record accepted'; readonly topic: string; readonly value: string | null }
  | { readonly name: 'batch sent'; readonly partition: string; readonly records: number; readonly attempt: number }
  | {
      readonly name: 'record acknowledged';
      readonly partition: string;
      readonly offset: number;
      readonly value: string | null;
    }
  | {
      readonly name: 'record failed';
      readonly partition: string;
      readonly error: string;
      readonly value: string | null;
    }
  | { readonly name: 'batch will be retried'; readonly partition: string; readonly because: string }
  | {
      readonly name: 'records polled';
      readonly partition: string;
      readonly records: readonly RecordPreview[];
      readonly position: number;
    }
  | {
      readonly name: 'processed';
      readonly partition: string;
      readonly offset: number;
      /** The ledger's line: what was done outside Kafka. */
      readonly entry: string;
    }
  | { readonly name: 'producer id received'; readonly producerId: number; readonly producerEpoch: number };
