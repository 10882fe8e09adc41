/** The home page, in English. */
export const homeWords = {
  question: 'Was Ada paid once?',
  lead: 'A real Kafka implementation runs in this tab. Hurt it, and see what is left of the promise.',
  greeting: 'That is what has happened so far. The prompt is yours too: help lists the commands.',
  lost: {
    button: 'Lose one answer',
    what: 'She got 84 EUR where 42 were sent.',
    why: 'The payment was stored; only the answer was lost. teller could not know that, and sent it again.',
  },
  cured: {
    button: 'Same failure, idempotence on',
    what: 'The same failure, paid once.',
    why: 'The broker knows teller by a number now, and recognised the second copy.',
  },
  harmless: {
    label: 'Or do something worse:',
    kill: {
      button: 'Kill the broker',
      what: 'Dead for two seconds, and Ada was paid once.',
      why: 'Both answers were on their way. The record was in the page cache, and there when broker-1 came back.',
    },
    freeze: {
      button: 'Freeze the consumer',
      what: 'Ten seconds late, and paid once.',
      why: 'The broker keeps the record, and waits for nobody. bank asked for it when it woke up.',
    },
  },
  turn: {
    begun: 'These four lines made what you see. Nothing has been sent yet.',
    button: 'To the prompt',
    what: 'Your turn: make Ada be paid nothing.',
    enough: 'Three commands are enough.',
    count: (commands: number, par: number) => `${commands} of ${par} commands`,
    standing: {
      'not begun': 'Nothing has been sent to her yet.',
      'still trying': 'Not yet: teller is still trying.',
      stored: 'Not yet: the record is in the log, and bank will read it.',
      paid: 'No: she has her money. undo takes the last command back.',
      'nobody knows': '',
      'teller knows': '',
    },
    ending: {
      'nobody knows': 'Ada was paid nothing, and teller believes that she was. That is what at most once means.',
      'teller knows': 'Ada was paid nothing, and teller knows it. It can say so, or try again later.',
    },
    solvedIn(commands: number, par: number): string {
      if (commands < par) return `With ${commands} commands: fewer than we said.`;
      return commands === par ? 'With three commands.' : `With ${commands} commands; there is a way with ${par}.`;
    },
    hint: 'A hint',
    way: 'Show me a way',
    hints: [
      'What bank never reads, it never pays. The record must not get into the log: so it is the request that must be lost.',
      'And teller must not send it again. A producer that asks for no answer misses none: acks=0.',
      'These three, in their order:',
    ],
  },
  aside:
    'You know Kafka? The Java producer has had the cure on by default since 3.0; librdkafka and kafkajs have it off.',
  waysOn: 'Where to go on',
  ways: [
    {
      link: '/questions.html#is-my-payment-safe',
      title: 'Is my payment safe?',
      says: 'What is promised between send and paid, and what is not.',
    },
    {
      link: '/what-kafka-is.html',
      title: 'From the beginning',
      says: 'Kafka in ten words, each of them seen happening. 12 minutes.',
    },
    {
      link: '/questions.html',
      title: 'I have a question',
      says: 'Symptoms and doubts, each with the run that shows it.',
    },
  ],
};
