/** What a lesson's components say, in English. */
export const lessonWords = {
  run: 'Run this command',
  ranAlready: 'Run this command again',
  workbench: 'Workbench',
  open: 'Open the workbench',
  close: 'Close the workbench',
  minutes: (minutes: number) => `${minutes} min`,
  greeting:
    'A broker runs here, in a world of its own. Click a command of the text, or type: next runs them one by one, help lists all.',
  greetingAlone: 'A broker runs here, in a world of its own. help lists the commands.',
  lines: (first: number, last: number) => (first === last ? `line ${first}` : `lines ${first} to ${last}`),
  runHere: 'run it here',
  openAlone: 'Open it alone',
  rooms: {
    law: 'The law',
    build: 'Build',
    kafka: 'In Apache Kafka',
    heard: 'You may have heard',
  },

  skip: 'Skip the question',
  skipped: 'Skipped. The run will say.',
  nowRun: 'Now let the run say.',
  wentElsewhere: 'None of the three: you have led the run elsewhere.',
  yours: 'you said',
  soItIs: 'so it is',
  belief: (belief: string) => `“${belief}”`,
  youSaid: (chosen: string | undefined, outcome: string) => {
    if (chosen === undefined) return `It is ${outcome}.`;
    return chosen === outcome ? `You said ${chosen}. So it is.` : `You said ${chosen}. It is ${outcome}.`;
  },
  answered: (isRight: boolean) => (isRight ? 'So it is.' : 'It is another one.'),

  contents: 'Contents',
  place: (done: number, all: number) => `part ${done} of ${all}`,
  before: 'Before',
  next: 'Next',
  promise: (promise: string) => `Afterwards you can ${promise}`,

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
