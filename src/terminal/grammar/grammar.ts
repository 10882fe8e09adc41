import type { SettingsOf } from './settings.ts';
import { whyForms } from './why-forms.ts';

/**
 * The whole language of the terminal, in one table: every form, what it does in one line, and an example. Parsing, help,
 * completion, suggestions for mistypings, the reference page and the type `Command` all come from here.
 */
export interface FormDescription {
  readonly form: string;
  readonly help: string;
  /** A line that runs; shown by help and used by the tests. */
  readonly example: string;
  /** Whose of Kafka's settings may be given as `key=value`. */
  readonly settings?: SettingsOf;
  /** The chapter whose work makes it run; until then it is understood, and says so. */
  readonly since?: { readonly chapter: number; readonly what: string };
  /** Makes sense only where somebody types; not part of an experiment. */
  readonly promptOnly?: true;
}

export const sections = {
  'Set up': {
    'create cluster': {
      form: 'create cluster [brokers=COUNT] [seed=SEED]',
      settings: 'broker',
      help: 'Starts over with a new cluster; the same seed, the same run.',
      example: 'create cluster brokers=1 seed=7',
    },
    'create topic': {
      form: 'create topic TOPIC [partitions=COUNT] [replicas=COUNT]',
      settings: 'topic',
      help: 'Makes a topic.',
      example: 'create topic payments partitions=1',
    },
    'create producer': {
      form: 'create producer NEW',
      settings: 'producer',
      help: 'Starts a client that sends records.',
      example: 'create producer teller enable.idempotence=false',
    },
    'create consumer': {
      form: 'create consumer NEW [topics=TOPICS] [group=GROUP] [loop=LOOP]',
      settings: 'consumer',
      help: 'Starts a client that reads records; with loop=auto it polls and processes by itself.',
      example: 'create consumer clerk topics=payments auto.offset.reset=earliest',
    },
    'delete topic': {
      form: 'delete topic TOPIC',
      help: 'Deletes a topic and its records.',
      example: 'delete topic payments',
    },
    'delete records': {
      form: 'delete records PARTITION to OFFSET',
      help: 'Deletes all records before an offset.',
      example: 'delete records payments-0 to 5',
    },
    set: {
      form: 'set NAME [partitions=COUNT]',
      settings: 'any',
      help: 'Changes settings of a topic, a broker, a client or the cluster, while it runs.',
      example: 'set payments retention.ms=1000',
    },
    rule: {
      form: 'rule RULE WHICH',
      help: 'Swaps one rule: as Kafka has it now, as an older Kafka had it, or your own.',
      example: 'rule sequences old',
    },
  },
  Clients: {
    produce: {
      form: 'produce PLACE VALUE [key=KEY] [count=COUNT] [size=SIZE] [rate=RATE] [partition=INDEX] [as PRODUCER]',
      help: 'Sends a record, and waits for the answer.',
      example: 'produce payments "42 EUR to Ada" key=ada',
    },
    consume: {
      form: 'consume PLACE [from=POSITION] [max=COUNT]',
      help: 'Prints records, without a group; from the start unless told otherwise.',
      example: 'consume payments from=earliest',
    },
    poll: {
      form: 'poll [max=COUNT] [as CONSUMER]',
      help: 'Asks for the next records.',
      example: 'poll max=10 as clerk',
    },
    process: {
      form: 'process [as CONSUMER]',
      help: 'Does the work for the records that were polled: writes them into the ledger.',
      example: 'process as clerk',
    },
    'commit offsets': {
      form: 'commit offsets [of CONSUMER in transaction] [as CLIENT]',
      help: 'Remembers in the cluster how far the group has come.',
      example: 'commit offsets as clerk',
      since: { chapter: 3, what: 'Committed offsets' },
    },
    'begin transaction': {
      form: 'begin transaction [as PRODUCER]',
      help: 'What is sent from here on becomes readable all at once, or never.',
      example: 'begin transaction as mover',
      since: { chapter: 3, what: 'Transactions' },
    },
    'commit transaction': {
      form: 'commit transaction [as PRODUCER]',
      help: 'Makes what the transaction sent readable.',
      example: 'commit transaction as mover',
      since: { chapter: 3, what: 'Transactions' },
    },
    'abort transaction': {
      form: 'abort transaction [as PRODUCER]',
      help: 'Takes back what the transaction sent.',
      example: 'abort transaction as mover',
      since: { chapter: 3, what: 'Transactions' },
    },
    seek: {
      form: 'seek CONSUMER PARTITION to POSITION',
      help: 'Makes a consumer go on from another place.',
      example: 'seek clerk payments-0 to earliest',
    },
  },
  Faults: {
    start: {
      form: 'start NODE [disk=EMPTY] [address=ADDRESS]',
      settings: 'broker',
      help: 'Starts what was stopped, killed or unplugged; a broker, with other settings if you like.',
      example: 'start broker-1',
    },
    stop: {
      form: 'stop NODE',
      help: 'Shuts a node down in good order.',
      example: 'stop broker-1',
    },
    kill: {
      form: 'kill NODE',
      help: 'Ends the process at once; what it wrote is still in the page cache.',
      example: 'kill broker-1',
    },
    unplug: {
      form: 'unplug NODE',
      help: 'Takes the power away: what was not flushed is gone, or torn.',
      example: 'unplug broker-1',
    },
    pause: {
      form: 'pause NODE [for TIME]',
      help: 'Freezes a node; it does not know that time passes.',
      example: 'pause clerk for 60s',
    },
    resume: {
      form: 'resume NODE',
      help: 'Lets a paused node go on.',
      example: 'resume clerk',
    },
    cut: {
      form: 'cut NODE from PEER [oneway]',
      help: 'Lets nothing through between two nodes; oneway, nothing from the first to the second.',
      example: 'cut broker-1 from teller',
    },
    slow: {
      form: 'slow NODE to PEER by TIME [jitter=TIME]',
      help: 'Makes every message from one node to another take longer.',
      example: 'slow broker-1 to teller by 200ms jitter=50ms',
    },
    heal: {
      form: 'heal [NODE]',
      help: 'Undoes cuts, slowness, damage and skew.',
      example: 'heal broker-1',
    },
    drop: {
      form: 'drop next [COUNT] API DIRECTION [from SENDER] [to RECEIVER]',
      help: 'Loses the next message of that kind.',
      example: 'drop next produce response to teller',
    },
    delay: {
      form: 'delay next [COUNT] API DIRECTION [from SENDER] [to RECEIVER] by TIME',
      help: 'Makes the next message of that kind arrive later.',
      example: 'delay next fetch request from clerk by 5s',
    },
    repeat: {
      form: 'repeat next [COUNT] API DIRECTION [from SENDER] [to RECEIVER]',
      help: 'Makes the next message of that kind arrive twice.',
      example: 'repeat next produce request from teller',
    },
    fail: {
      form: 'fail next [COUNT] API request [from SENDER] [to RECEIVER] with ERROR',
      help: 'Answers the next request of that kind with an error, without doing it.',
      example: 'fail next produce request to broker-1 with NOT_LEADER_OR_FOLLOWER',
    },
    hold: {
      form: 'hold next [COUNT] API DIRECTION [from SENDER] [to RECEIVER]',
      help: 'Keeps the next message of that kind until it is released.',
      example: 'hold next produce request from teller',
    },
    release: {
      form: 'release',
      help: 'Lets what is held go on its way.',
      example: 'release',
    },
    'damage disk': {
      form: 'damage BROKER disk=DISK',
      help: 'Makes a disk full, slow or failing, or loses it with all that is on it.',
      example: 'damage broker-1 disk=full',
    },
    'damage next': {
      form: 'damage next [COUNT] OPERATION of PARTITION [on BROKER] [how=HOW]',
      help: 'Spoils the next write, read or flush of a log: it fails; or the disk says done, and it is lost, torn or misplaced.',
      example: 'damage next write of payments-0 how=torn',
    },
    'damage record': {
      form: 'damage RECORD [on BROKER]',
      help: 'Flips a byte of a record on the disk.',
      example: 'damage payments-0@7 on broker-1',
    },
    skew: {
      form: 'skew NODE by SHIFT',
      help: "Sets a node's clock wrong.",
      example: 'skew broker-1 by -10s',
    },
    elect: {
      form: 'elect [BROKER] for PARTITION [unclean=YES]',
      help: 'Makes a broker the leader of a partition; the preferred one, if none is named.',
      example: 'elect broker-2 for payments-0 unclean=true',
      since: { chapter: 2, what: 'Elections' },
    },
  },
  Time: {
    wait: {
      form: 'wait TIME',
      help: 'Lets time pass.',
      example: 'wait 5s',
    },
    'wait until': {
      form: 'wait until CONDITION [within=TIME]',
      help: 'Lets time pass until something is so; at most five minutes.',
      example: 'wait until quiet',
    },
    step: {
      form: 'step [COUNT]',
      help: 'Lets the next events that matter happen.',
      example: 'step 5',
    },
    'goto instant': {
      form: 'goto TIME',
      help: 'Goes back (or on) to an instant; a command typed there starts another future.',
      example: 'goto 31ms',
    },
    'goto command': {
      form: 'goto NUMBER',
      help: 'Goes back to where a command had just run.',
      example: 'goto #4',
    },
    undo: { form: 'undo', help: 'Takes the last command back.', example: 'undo' },
    reset: { form: 'reset', help: 'Starts over with an empty history.', example: 'reset' },
    'again set': {
      form: 'again set NAME',
      settings: 'any',
      help: 'The same run with another setting: both outcomes, and where they first differ.',
      example: 'again set teller enable.idempotence=true',
    },
    'again rule': {
      form: 'again rule RULE WHICH',
      help: 'The same run with another rule.',
      example: 'again rule sequences old',
    },
    'again without': {
      form: 'again without NUMBER',
      help: 'The same run without one command.',
      example: 'again without #4',
    },
    again: {
      form: 'again [seed=SEED]',
      help: 'The same run once more, to see that it is the same; or with another seed.',
      example: 'again seed=8',
    },
  },
  Look: {
    'show cluster': { form: 'show cluster', help: 'Who is there, and how they are.', example: 'show cluster' },
    'show topics': { form: 'show topics', help: 'All topics.', example: 'show topics' },
    'show topic': {
      form: 'show topic TOPIC',
      help: 'A topic, its partitions and its settings.',
      example: 'show topic payments',
    },
    'show log': {
      form: 'show log of PLACE [on BROKER]',
      help: 'The records of a partition.',
      example: 'show log of payments-0',
    },
    'show bytes': {
      form: 'show bytes of RECORD [on BROKER]',
      help: 'The batch that holds a record, byte by byte.',
      example: 'show bytes of payments-0@1',
    },
    'show timestamps': {
      form: 'show timestamps of PLACE [on BROKER]',
      help: 'The records of a partition, each with its timestamp.',
      example: 'show timestamps of payments-0',
    },
    'show index': {
      form: 'show index of PLACE [on BROKER]',
      help: 'The offset index and the time index of a partition.',
      example: 'show index of payments-0',
    },
    'show reads': {
      form: 'show reads of PLACE [on BROKER]',
      help: 'How often the files of a log were read, and how many bytes.',
      example: 'show reads of payments-0',
    },
    'show files': {
      form: 'show files of BROKER',
      help: "A broker's files, and how much of each is flushed.",
      example: 'show files of broker-1',
    },
    'show group': {
      form: 'show group GROUP',
      help: 'Members, assignment and committed offsets of a group.',
      example: 'show group billing',
      since: { chapter: 3, what: 'Groups' },
    },
    'show groups': {
      form: 'show groups',
      help: 'All groups.',
      example: 'show groups',
      since: { chapter: 3, what: 'Groups' },
    },
    'show transactions': {
      form: 'show transactions',
      help: 'Transactions that are under way.',
      example: 'show transactions',
      since: { chapter: 3, what: 'Transactions' },
    },
    'show settings': {
      form: 'show settings of NAME',
      help: 'Settings of a topic, a broker or a client, and which of them are not defaults.',
      example: 'show settings of teller',
    },
    'show ledger': {
      form: 'show ledger',
      help: 'What the application did outside Kafka.',
      example: 'show ledger',
    },
    'show timeline': {
      form: 'show timeline',
      help: 'The messages and events of the run, in order.',
      example: 'show timeline',
    },
    'show faults': { form: 'show faults', help: 'Faults that wait, hold or last.', example: 'show faults' },
    'show rules': { form: 'show rules', help: 'The rules that can be swapped.', example: 'show rules' },
    'show history': {
      form: 'show history',
      help: 'The commands so far, with the instants at which they were typed.',
      example: 'show history',
    },
    ...whyForms,
  },
  Judge: {
    expect: {
      form: 'expect CONDITION',
      help: 'Checks that something is so; an experiment succeeds when all of its expectations hold.',
      example: 'expect log of payments-0 holds "42 EUR to Ada" 2 times',
    },
    verdict: {
      form: 'verdict GUARANTEE',
      help: 'Which anomalies this run shows.',
      example: 'verdict at-least-once',
      since: { chapter: 3, what: 'Verdicts' },
    },
    trial: {
      form: 'trial GUARANTEE [runs=COUNT] [seed=SEED]',
      help: 'Searches for a schedule that breaks a guarantee.',
      example: 'trial at-least-once runs=1000',
      since: { chapter: 3, what: 'Trials' },
    },
  },
  'At the prompt': {
    help: {
      form: 'help [VERB] [NOUN]',
      help: 'The commands, or one of them.',
      example: 'help create',
      promptOnly: true,
    },
    hint: { form: 'hint', help: 'What could be tried now.', example: 'hint', promptOnly: true },
    next: { form: 'next', help: "Types the next command of the page's story.", example: 'next', promptOnly: true },
    link: { form: 'link', help: 'A link to this run.', example: 'link', promptOnly: true },
    save: {
      form: 'save FILE',
      help: 'Keeps the history as an experiment.',
      example: 'save lost-answer',
      promptOnly: true,
    },
    run: { form: 'run FILE', help: 'Runs an experiment.', example: 'run lost-acknowledgement', promptOnly: true },
  },
} as const satisfies Record<string, Record<string, FormDescription>>;

/** In the table's order. */
export const verbs: readonly string[] = [
  ...new Set(Object.values(sections).flatMap((forms) => Object.values(forms).map(({ form }) => form.split(' ')[0]!))),
];
