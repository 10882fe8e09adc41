import type { FormDescription } from './grammar.ts';

const chapter3 = (what: string) => ({ chapter: 3, what }) as const;

/**
 * Everything that `why` can be asked about: what happened, and the nouns of `show` and of conditions. The longer forms come
 * first, so that a noun is not taken for a name.
 */
export const whyForms = {
  'why leader': {
    form: 'why leader of PARTITION',
    help: 'The rule that made a broker the leader.',
    example: 'why leader of payments-0',
  },
  'why isr': {
    form: 'why isr of PARTITION',
    help: 'The rule that says which replicas are in sync.',
    example: 'why isr of payments-0',
  },
  'why high watermark': {
    form: 'why high-watermark of PARTITION',
    help: 'The rule that says up to where consumers may read.',
    example: 'why high-watermark of payments-0',
  },
  'why last stable offset': {
    form: 'why last-stable-offset of PARTITION',
    help: 'The rule that says up to where readers of committed records may read.',
    example: 'why last-stable-offset of payments-0',
  },
  'why end': {
    form: 'why end of PARTITION',
    help: 'What gave the log its end: the offset that the next record gets.',
    example: 'why end of payments-0',
  },
  'why start': {
    form: 'why start of PARTITION',
    help: 'What took away the records before the first that is still there.',
    example: 'why start of payments-0',
  },
  'why log': {
    form: 'why log of PARTITION',
    help: 'What put the last record of a log there.',
    example: 'why log of payments-0',
  },
  'why bytes': {
    form: 'why bytes of RECORD',
    help: 'The rule that let the bytes of a batch in.',
    example: 'why bytes of payments-0@0',
  },
  'why index': {
    form: 'why index of PARTITION',
    help: 'The rule that says which batches get an index entry.',
    example: 'why index of payments-0',
  },
  'why writes': {
    form: 'why writes of PARTITION',
    help: 'The rule by which a batch left its producer: each is one write.',
    example: 'why writes of payments-0',
  },
  'why flushes': {
    form: 'why flushes of PARTITION',
    help: 'Why records are on the disk, or only in the page cache.',
    example: 'why flushes of payments-0',
  },
  'why files': {
    form: 'why files of BROKER',
    help: 'The rule that says when a log begins a new file.',
    example: 'why files of broker-1',
  },
  'why topic': {
    form: 'why topic TOPIC',
    help: 'Who made a topic, and the rule that placed its partitions.',
    example: 'why topic payments',
  },
  'why topics': { form: 'why topics', help: 'What made the topics that there are.', example: 'why topics' },
  'why position': {
    form: 'why position of CONSUMER [in PARTITION]',
    help: 'What made a consumer go on from where it does.',
    example: 'why position of clerk in payments-0',
  },
  'why producer id': {
    form: 'why producer-id of PRODUCER',
    help: 'The rule that a producer has its number from.',
    example: 'why producer-id of teller',
  },
  'why setting': {
    form: 'why setting SETTING of NAME',
    help: 'Who gave a setting its value.',
    example: 'why setting acks of teller',
  },
  'why ledger': {
    form: 'why ledger [holds VALUE]',
    help: 'Who did the work that stands in the ledger, and how often.',
    example: 'why ledger holds "42 EUR to Ada"',
  },
  'why cluster': { form: 'why cluster', help: 'What its broker is, and what made it so.', example: 'why cluster' },
  'why faults': { form: 'why faults', help: 'Who ordered the faults that wait or last.', example: 'why faults' },
  'why rules': { form: 'why rules', help: 'Who put an older rule in the place of one.', example: 'why rules' },
  'why quiet': { form: 'why quiet', help: 'What is still under way, or that nothing is.', example: 'why quiet' },
  'why group': {
    form: 'why group GROUP',
    help: 'What brought a group into its state.',
    example: 'why group billing',
    since: chapter3('Groups'),
  },
  'why lag': {
    form: 'why lag of GROUP',
    help: 'What a group has not committed yet.',
    example: 'why lag of billing',
    since: chapter3('Groups'),
  },
  'why transactions': {
    form: 'why transactions',
    help: 'What keeps transactions open.',
    example: 'why transactions',
    since: chapter3('Transactions'),
  },
  'why verdict': {
    form: 'why verdict of GUARANTEE',
    help: 'Which events broke a guarantee.',
    example: 'why verdict of at-least-once',
    since: chapter3('Verdicts'),
  },
  'why message': {
    form: 'why message MESSAGE',
    help: 'Why a message was sent, or what became of it.',
    example: 'why message 17',
  },
  'why event': {
    form: 'why event EVENT',
    help: 'Why something happened, by its number in the run.',
    example: 'why event 12',
  },
  'why command': {
    form: 'why NUMBER',
    help: 'Why a command had the outcome that it had.',
    example: 'why #4',
  },
  'why got': {
    form: 'why CLIENT got OUTCOME',
    help: 'Why a client was told what it was told.',
    example: 'why teller got TimeoutException',
  },
  'why node': { form: 'why NODE', help: 'Why a broker or a client is up or down.', example: 'why broker-1' },
  why: {
    form: 'why [RECORD]',
    help: 'The rule that decided what was shown last, or that let a record in: its inputs, its result, its source.',
    example: 'why payments-0@0',
  },
} as const satisfies Record<string, FormDescription>;
