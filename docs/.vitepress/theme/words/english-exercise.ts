/** What an exercise in a page says, in English. What is wrong with an answer is said by src/narration. */
export const exerciseWords = {
  name: (title: string) => `Exercise: ${title}`,
  kinds: {
    rule: 'write the rule',
    schedule: 'make it happen',
    settings: 'choose the settings',
    trace: 'find it',
  },
  minutes: (minutes: number) => `${minutes} min`,
  noBroker: 'no broker is asked here',
  solved: 'solved',

  check: 'Check',
  run: 'Run it',
  checking: 'Checking …',
  loading: 'Loading TypeScript …',
  stop: 'Stop',
  hint: (shown: number, all: number) => (shown === 0 ? 'A hint' : `Hint ${shown + 1} of ${all}`),
  hints: 'Hints',
  solution: 'A solution',
  solutionIs: 'One of the ways to do it:',
  again: 'Start again',
  takeBack: 'Take back what I wrote',

  neverEnds: (seconds: number) =>
    `No answer within ${seconds} seconds, so it was stopped. Does a loop never end? What you wrote is still here.`,
  stopped: 'Stopped. What you wrote is still here.',
  noWorkers:
    'This browser starts no workers for this page, so nothing can be checked here. On the command line it can:',
  onCommandLine: (name: string) => `node --import tsx src/cli.ts exercise ${name}`,
  notLoaded: 'What checks the answer could not be loaded. Is the connection gone? Check again when it is back.',
  failed: (message: string) => `The check itself failed, which is no fault of the answer: ${message}`,
  wrongType: (problem: string) => `TypeScript is not content with the types, and that may be why. ${problem}`,
  unreadable: (line: number, says: string) => `Line ${line}: ${says}`,

  holds: 'It holds.',
  expected: 'expected',
  found: 'found',
  threw: 'your function threw',
  inputs: 'Your function was given',
  law: (says: string) => `The law: ${says}.`,
  heldBefore: (count: number) =>
    count === 0
      ? 'This is the smallest input that breaks it.'
      : `It held for ${count === 1 ? 'one drawn input' : `${count} drawn inputs`}. This is the smallest that breaks it.`,
  parted: (atMs: string, said: string, kafka: string) => `At ${atMs} your function said ${said}; Kafka says ${kafka}.`,
  partedByThrow: (atMs: string, kafka: string) => `At ${atMs} your function threw; Kafka says ${kafka}.`,
  consequences: 'What came of it:',
  seeRun: 'See this run on the stage',
  shownRun: (name: string) =>
    `On the stage: the run of the exercise “${name}”. The next command goes back to your own.`,

  bytes: {
    caption: 'Byte by byte; what differs is marked',
    offset: 'byte',
    field: 'what it is',
    same: 'the same',
    differs: 'differs',
    missing: '—',
    more: (count: number) => `${count} more rows`,
  },

  editor: {
    label: (name: string) => `Your ${name}, in TypeScript`,
    leave: 'Esc, then Tab, leaves the editor; Ctrl+Enter checks.',
    leaving: 'The next Tab leaves the editor.',
    loading: 'The editor is being loaded …',
    broken: 'The editor could not be loaded; write here.',
  },

  goals: {
    holds: 'holds',
    not: 'does not hold yet',
  },

  schedule: {
    given: 'These commands run first',
    goal: 'In the end this must hold',
    answer: 'Your commands, one a line',
    par: (count: number) => `Par: ${count === 1 ? 'one command' : `${count} commands`}.`,
  },

  settings: {
    workload: 'The workload',
    tries: 'What you tried',
    heads: { requests: 'requests', writes: 'writes', wait: 'longest wait', rate: 'rate' },
    rate: (megabytes: string) => `${megabytes} MB/s`,
    outcome: 'goal',
    reached: 'holds',
    missed: 'not yet',
  },

  trace: {
    sentences: 'The sentences of the run',
    bytes: 'The bytes',
    chosen: (first: number, last: number) => (first === last ? `byte ${first}` : `bytes ${first} to ${last}`),
    byte: (place: number, hex: string) => `byte ${place}: ${hex}`,
    nothing: 'none chosen yet',
    howToOne: 'Choose one byte. By keys: arrows move, Enter chooses.',
    howTo: 'Choose the first byte, then the last. By keys: arrows move, Enter chooses, Shift with an arrow stretches.',
  },
};
