/** What a lesson's components say, in English. */
export const lessonWords = {
  run: 'Run this command',
  ranAlready: 'Run this command again',
  workbench: 'Workbench',
  open: 'Open the workbench',
  close: 'Close the workbench',
  minutes: (minutes: number) => `${minutes} min`,
  about: (minutes: number) => `about ${minutes} min`,
  exercises: (minutes: number) => `exercises ${minutes} more`,
  greeting:
    'A broker runs here, in a world of its own. Click a command of the text, or type: next runs them one by one, help lists all.',
  greetingAlone: 'A broker runs here, in a world of its own. help lists the commands.',
  lines: (first: number, last: number) => (first === last ? `line ${first}` : `lines ${first} to ${last}`),
  asked: (lines: number, exercise: string, isSolved: boolean) =>
    isSolved ? `, ${lines} lines` : `, ${lines} lines: what the exercise “${exercise}” asks you to write`,
  tryFirst: 'Write it yourself first',
  runHere: 'run it here',
  openAlone: 'Open it alone',
  rooms: {
    law: 'The law',
    build: 'Build',
    price: 'The price',
    kafka: 'In Apache Kafka',
    heard: 'You may have heard',
  },

  skip: 'Skip the question',
  skipped: 'Skipped. The run will say.',
  nowRun: 'Now let the run say.',
  askAgain: 'Ask me again',
  wentElsewhere: 'None of the three: you have led the run elsewhere.',
  yours: 'you said',
  soItIs: 'so it is',
  /** What somebody thinks who chooses this; it is the page that says so, and not the reader. */
  belief: (belief: string) => `The idea behind it: “${belief}”`,
  right: 'right',
  wrong: 'not right',
  youSaid: (chosen: string | undefined, outcome: string) => {
    if (chosen === undefined) return `It is ${outcome}.`;
    return chosen === outcome ? `You said ${chosen}. So it is.` : `You said ${chosen}. It is ${outcome}.`;
  },
  answered: (isRight: boolean, right: string) =>
    isRight ? 'Yes, that is right.' : `No. The right answer is: ${right}`,

  contents: 'Contents',
  place: (name: string, done: number, all: number) => `section ${done} of ${all} of this page: ${name}`,
  sections: (done: number, all: number) => `${done} of ${all}`,
  read: 'read to its end',
  before: 'Before',
  next: 'Next',
  goOn: {
    last: 'This is the last lesson so far; more are being written.',
    questions: 'Symptoms and doubts, each with the run that shows it',
    play: 'A cluster of your own, and nothing to follow',
  },
  promise: (promise: string) => `Afterwards you can ${promise}`,
  review: { says: 'So that it stays:', link: 'five minutes of review' },

  operations: {
    title: 'What the broker had to do',
    empty: 'Counts stand here when you have run the commands above.',
    heads: {
      records: 'records',
      requests: 'requests',
      writes: 'writes',
      written: 'bytes a write',
      flushes: 'flushes',
      reckoned: 'reckoned',
    },
    disk: 'Reckoned for',
    disks: { measured: 'the machine measured above', ssd: 'an SSD', turning: 'a turning disk' },
    model: (requestUs: number, writeUs: number, flush: string) =>
      `The model: ${requestUs} µs a request, ${writeUs} µs a write, ${flush} a flush, one after the other.`,
  },
};
