import { amount, clockTime, hourMs, listOfValues, quoted, runsBeginMs, seconds, withoutFill } from './english-words.ts';

/** What the terminal answers beside the story, in English. */
export const answers = {
  failed: (exception: string, message: string) => `${exception}: ${message}`,
  stillWaiting:
    'Nobody has answered within five minutes; here time stands still again. What was asked for is still open.',
  inBackground: 'It is under way. wait until quiet lets it come to its end.',

  whichTopics: (client: string) => `What does ${client} read? Say it with topics=payments.`,

  // what surprises
  startsAtEnd: (client: string, partition: string, before: number) =>
    `${client} starts at the end (auto.offset.reset=latest); ${amount(before, 'record')} of ${partition} ${before === 1 ? 'lies' : 'lie'} before it. ` +
    `To read ${before === 1 ? 'it' : 'them'}: seek ${client} ${partition} to earliest`,
  notIdempotent: (client: string) =>
    `${client} sends without idempotence: another of its settings stands against it (acks or retries).`,
  oneReplicaIsEnough: (topic: string, wanted: number) =>
    `${topic} has one replica, so min.insync.replicas=${wanted} asks for no more than that one: a leader never waits for more replicas than there are.`,
  startedAnew: (client: string) => `A client reads its settings when it starts, so ${client} was started anew.`,

  // reading
  record: (offset: number, key: string | null, value: string | null) =>
    `${String(offset).padStart(6)}  ${key === null ? '' : `${key}: `}${value === null ? '(no value)' : withoutFill(value)}`,
  recordOf: (partition: string, line: string) => `${partition}  ${line}`,
  noRecords: (place: string) => `${place} has nothing to read there.`,
  polledNothing: (client: string, ms: number) => `${client} got nothing within ${seconds(ms)}.`,
  nothingToProcess: (client: string) => `${client} has polled nothing that is not processed yet.`,
  at: (client: string, partition: string, offset: number) => `${client} reads offset ${offset} of ${partition} next.`,

  // time
  passed: (atMs: number) => `It is ${atMs} ms now${atMs < hourMs ? '' : `, ${clockTime(runsBeginMs + atMs)}`}.`,
  reachedQuiet: (atMs: number) => `All is quiet at ${atMs} ms.`,
  notReached: (withinMs: number) => `It has not become so within ${seconds(withinMs)}.`,
  nothingLeft: 'Nothing happens any more.',

  // expectations
  holds: (condition: string) => `✓ ${condition}`,
  doesNotHold: (condition: string, found: string) => `✗ ${condition}: ${found}`,
  times: (count: number) => (count === 0 ? 'it is not there' : `it is there ${times(count)}`),
  timesIsDone: (count: number) => (count === 0 ? 'it was never done' : `it was done ${times(count)}`),
  is: (found: string | number) => `it is ${found}`,
  nobodyLeads: 'nobody leads it',
  gotOnly: (outcomes: readonly string[]) =>
    outcomes.length === 0 ? 'it was told nothing yet' : `it got ${outcomes.join(', ')}`,
  notQuiet: 'something is still under way',
  noSuchPartition: (partition: string) => `There is no partition ${partition}.`,
  noSuchTopic: (topic: string) => `There is no topic ${topic}.`,
  isDown: (node: string) => `${node} is not running.`,

  // looking
  member: (name: string, kind: string, state: string, more: string) =>
    `${name.padEnd(12)}${kind.padEnd(10)}${state}${more === '' ? '' : `, ${more}`}`,
  kinds: { broker: 'broker', producer: 'producer', consumer: 'consumer', admin: 'admin' },
  states: { serving: 'running', starting: 'starting', stopping: 'stopping', down: 'down', paused: 'paused' },
  servesAt: (address: string) => `serves at ${address}`,
  reads: (positions: string) => `next: ${positions}`,
  noTopics: 'There is no topic yet: create topic payments',
  noRules: 'Every rule is as Kafka has it now.',
  topicLine: (topic: string, partitions: number, records: number) =>
    `${topic.padEnd(16)}${amount(partitions, 'partition')}, ${amount(records, 'record')}`,
  partitionLine: (partition: string, start: number, end: number, highWatermark: number | undefined) =>
    `${partition.padEnd(16)}offsets ${start} to ${end} (log end offset)${highWatermark === undefined ? '' : `, readable up to ${highWatermark} (high watermark)`}`,
  emptyLog: (partition: string) => `${partition} is empty.`,
  flawed: (offsets: string, flaw: string) => `${offsets}  not to be believed: ${flaw}`,
  nothingBut: (count: number) => `… ${amount(count, 'more record')}`,
  ledgerEmpty: 'The ledger is empty: nothing has been processed.',
  ledgerLine: (entry: string, count: number, by: readonly string[]) =>
    `${quoted(entry)} ${times(count)}, by ${by.join(' and ')}`,
  noFaults: 'Nothing goes wrong at present, and nothing waits to.',
  faultWaits: (fault: string, left: number) => `waits: ${fault}${left > 1 ? ` (${left} left)` : ''}`,
  isPaused: (node: string) => `${node} is paused`,
  diskTrouble: (node: string, how: string) => `the disk of ${node} is ${how}`,
  settingLine: (key: string, value: string, isDefault: boolean) =>
    `${key}=${value}${isDefault ? '' : '   (not the default)'}`,
  onlyDefaults: 'All of its settings have their defaults.',
  nothingTyped: 'Nothing has been typed yet.',
  noFile: (path: string) => `${path}  is empty`,
  fileLine(
    path: string,
    file: { readonly sizeBytes: number; readonly unflushedBytes: number; readonly isEndFlushed: boolean },
  ) {
    const { sizeBytes, unflushedBytes, isEndFlushed } = file;
    const line = `${path.padEnd(52)}${String(sizeBytes).padStart(9)} bytes`;
    if (unflushedBytes > 0) return `${line}, ${unflushedBytes} of them not flushed`;
    return isEndFlushed ? line : `${line}; that it was cut is not flushed`;
  },
  indexLine: (offset: number, position: number) => `offset ${offset} → byte ${position}`,
  timeIndexLine: (timestampMs: number, offset: number) =>
    `timestamp ${timestampMs} (${clockTime(timestampMs)}) → offset ${offset}`,
  stampedRecord: (offset: number, timestampMs: number, value: string | null) =>
    `${String(offset).padStart(6)}  ${clockTime(timestampMs)}  ${value === null ? '(no value)' : withoutFill(value)}`,
  readsLine(
    path: string,
    sizeBytes: number,
    reads: { readonly times: number; readonly bytes: number } | undefined,
  ): string {
    const file = `${path}, ${sizeBytes} bytes`;
    if (reads === undefined) return `${file}: what was read of it, the operating system does not tell`;
    return reads.times === 0
      ? `${file}: never read`
      : `${file}: read ${times(reads.times)}, ${reads.bytes} bytes in all`;
  },
  emptyIndex: (partition: string, intervalBytes: number | undefined) =>
    `The indexes of ${partition} have no entries yet${intervalBytes === undefined ? '' : `: one is made for every ${intervalBytes} bytes of records (index.interval.bytes)`}.`,
  nothingTold: 'Nothing has happened yet.',

  // rules
  ruleSwapped: (rule: string, history: string) => `${rule} is as it was. ${history}`,
  ruleRestored: (rule: string) => `${rule} is as Kafka has it now.`,
  noOldRule: (rule: string, known: readonly string[]) =>
    `There is no other version of the rule ${rule}; there is one of ${known.join(', ')}.`,
  mineByExercise: 'Your own rule is put in by its exercise; none is loaded here.',

  // the session
  greeting: [
    'A broker runs here, broker-1, in a world of its own: its time passes only when you say so.',
    'First try: produce payments "hello". help lists the commands.',
  ],
  liveGreeting: [
    'A broker runs here, in real time: any Kafka client can use it.',
    'First try: produce payments "hello". help lists the commands.',
  ],
  didYouMean: (command: string) => `Did you mean: ${command}`,
  theForm: (form: string) => `The form is: ${form}`,
  echo: (text: string) => `= ${text}`,
  backAt: (atMs: number, command: number) =>
    `Back at ${atMs} ms, behind ${command === 0 ? 'the start' : `#${command}`}. What you type now starts another future.`,
  onAt: (atMs: number) => `It is ${atMs} ms now.`,
  nothingToUndo: 'There is nothing to undo.',
  undone: (text: string, atMs: number) => `Taken back: ${text}. It is ${atMs} ms again.`,
  startedOver: 'Everything is as in the beginning: one broker, no topics.',
  noSuchCommand: (number: number) => `There is no command #${number}; show history lists them.`,
  againSame: (hash: string) => `The same run, event for event (${hash}).`,
  againDiffers:
    'The two runs differ although nothing was changed: that is a mistake in this program. Please report it.',
  sameStory: 'Both runs tell the same story: the change changed nothing that matters here.',
  firstDifference: 'The first difference:',
  asItWas: (text: string | undefined) => `  as it was   ${text ?? 'nothing more happens'}`,
  asItIs: (text: string | undefined) => `  changed     ${text ?? 'nothing more happens'}`,
  expectationChanged: (condition: string, before: boolean, after: boolean) =>
    `  ${condition}: ${before ? 'held' : 'did not hold'}, ${after ? 'now holds' : 'now does not hold'}`,
  logChanged: (partition: string, before: number, after: number) =>
    `  ${partition}: ${amount(before, 'record')} as it was, ${amount(after, 'record')} with the change`,
  ledgerChanged: (entry: string, before: number, after: number) =>
    `  the ledger: ${quoted(entry)} ${times(before)} as it was, ${times(after)} with the change`,
  asItWasName: 'as it was',
  stillInFirst: 'The prompt stays in the run as it was.',
  nothingNext: 'There is no next command: the story is at its end.',
  noStory: 'There is no story on this page to go on with; hint says what could be tried.',
  saved: (name: string) => `Kept as ${name}.`,
  cannotSave: 'Here nothing can be kept; link gives a link that holds the run.',
  noExperiment: (name: string, known: readonly string[]) =>
    `There is no experiment ${name}${known.length === 0 ? '' : `; there is ${known.join(', ')}`}.`,
  tooLate: (wanted: string, nowMs: number) =>
    `at ${wanted} is over: it is ${nowMs} ms already, so it runs now. goto ${wanted} goes back.`,
  onlySimulated: (command: string) => `${command} needs the simulated cluster: kafka-on-trial shell, without --live.`,
  promptOnly: (command: string) => `${command} makes sense only where somebody types.`,

  // hints
  hintTopic: 'produce payments "42 EUR to Ada"',
  hintConsume: (topic: string) => `consume ${topic}`,
  hintFault: (producer: string) => `drop next produce response to ${producer}`,
  hintAgain: (producer: string) => `again set ${producer} enable.idempotence=true`,
  hintKill: 'kill broker-1',
  hintWhy: 'why',
  hintHelp: 'help',
  hintStart: (node: string) => `start ${node}`,
  tryThis: (command: string) => `Try: ${command}`,
  againIdempotent: (producer: string) => `The same run with idempotence: again set ${producer} enable.idempotence=true`,

  polledList: listOfValues,
};

function times(count: number): string {
  if (count === 0) return 'never';
  return count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`;
}

export type Answers = typeof answers;
