/** What the components in a lesson's text say, in English; it is loaded behind the prompt. */
export const textWords = {
  minutes: (minutes: number) => `${minutes} min`,
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
  youSaid: (chosen: string | undefined, outcome: string) => {
    if (chosen === undefined) return `It is ${outcome}.`;
    return chosen === outcome ? `You said ${chosen}. So it is.` : `You said ${chosen}. It is ${outcome}.`;
  },
  answered: (isRight: boolean, right: string) =>
    isRight ? 'Yes, that is right.' : `No. The right answer is: ${right}`,

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
