/** What can be expected or waited for, in the nouns of `show`. It stands behind `expect` and `wait until`. */
export interface ConditionDescription {
  readonly form: string;
  readonly help: string;
  readonly example: string;
  readonly since?: { readonly chapter: number; readonly what: string };
}

const chapter2 = { chapter: 2, what: 'Replicas' } as const;
const chapter3 = { chapter: 3, what: 'Groups' } as const;

export const conditions = {
  'log holds': {
    form: 'log of PLACE [on BROKER] holds VALUE [TIMES times]',
    help: 'A value stands in the log, so often or at least once.',
    example: 'log of payments-0 holds "42 EUR to Ada" 2 times',
  },
  'end of': {
    form: 'end of PARTITION [on BROKER] COMPARISON OFFSET',
    help: 'The offset that the next record will get.',
    example: 'end of payments-0 is 2',
  },
  'start of': {
    form: 'start of PARTITION [on BROKER] COMPARISON OFFSET',
    help: 'The first offset that is still there.',
    example: 'start of payments-0 is 0',
  },
  'high watermark': {
    form: 'high-watermark of PARTITION [on BROKER] COMPARISON OFFSET',
    help: 'Up to here consumers may read.',
    example: 'high-watermark of payments-0 >= 4',
  },
  'last stable offset': {
    form: 'last-stable-offset of PARTITION [on BROKER] COMPARISON OFFSET',
    help: 'Up to here consumers that read committed records only may read.',
    example: 'last-stable-offset of payments-0 >= 4',
  },
  'writes of': {
    form: 'writes of PARTITION [on BROKER] COMPARISON TIMES',
    help: 'How often something was appended to a log; a batch is one write.',
    example: 'writes of payments-0 is 2',
  },
  'flushes of': {
    form: 'flushes of PARTITION [on BROKER] COMPARISON TIMES',
    help: 'How often a log was made safe from a loss of power (fsync).',
    example: 'flushes of payments-0 is 0',
  },
  'segments of': {
    form: 'segments of PARTITION [on BROKER] COMPARISON TIMES',
    help: 'How many files a log consists of.',
    example: 'segments of payments-0 is 2',
  },
  'bytes read of': {
    form: 'bytes-read of PARTITION [on BROKER] COMPARISON BYTES',
    help: "How many bytes of a log's files a broker has read.",
    example: 'bytes-read of payments-0 <= 5000',
  },
  leader: {
    form: 'leader of PARTITION is BROKER',
    help: 'Who leads a partition.',
    example: 'leader of payments-0 is broker-1',
  },
  isr: {
    form: 'isr of PARTITION is BROKERS',
    help: 'Which replicas are in sync.',
    example: 'isr of payments-0 is broker-1,broker-2',
    since: chapter2,
  },
  position: {
    form: 'position of CONSUMER in PARTITION COMPARISON OFFSET',
    help: 'The offset that a consumer reads next.',
    example: 'position of clerk in payments-0 is 3',
  },
  lag: {
    form: 'lag of GROUP COMPARISON OFFSET',
    help: 'How many records a group has not committed yet.',
    example: 'lag of billing is 0',
    since: chapter3,
  },
  'group state': {
    form: 'group GROUP is STATE',
    help: 'Whether a group has settled.',
    example: 'group billing is stable',
    since: chapter3,
  },
  'ledger holds': {
    form: 'ledger holds VALUE [TIMES times]',
    help: 'The work was done, so often or at least once.',
    example: 'ledger holds "42 EUR to Ada" 1 times',
  },
  got: {
    form: 'CLIENT got OUTCOME',
    help: 'What a client was told: an acknowledgement, or an exception; with acks=0 only that it was sent.',
    example: 'teller got TimeoutException',
  },
  verdict: {
    form: 'verdict of GUARANTEE is broken by ANOMALY',
    help: 'A guarantee did not hold in this run.',
    example: 'verdict of at-least-once is broken by lost-write',
    since: { chapter: 3, what: 'Verdicts' },
  },
  quiet: {
    form: 'quiet',
    help: 'No call is open, no batch waits, nothing is held.',
    example: 'quiet',
  },
} as const satisfies Record<string, ConditionDescription>;
