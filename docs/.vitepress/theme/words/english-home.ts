/** The home page, in English. */
export const homeWords = {
  question: 'Was Ada paid once?',
  lead: 'Kafka is a server that keeps messages between programs. A real one runs in this tab: hurt it, and see what is left of its promise.',
  greeting: 'That is what has happened so far. The prompt is yours too: help lists the commands.',
  lost: {
    button: 'Lose one answer',
    what: 'She got 84 EUR where 42 were sent.',
    why: 'The payment was stored; only the answer was lost. teller heard nothing for a second, could not know which of the two was lost, and sent it again.',
  },
  cured: {
    button: 'Same failure, idempotence on',
    what: 'The same failure, paid once.',
    why: 'Idempotence: teller numbers what it sends. The second copy had the number of the first, so broker-1 did not store it again. A second payment would have had the next number.',
  },
  harmless: {
    label: 'Or try something else:',
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
    begun: 'These four lines made what you see: all begins anew, with idempotence off. Nothing has been sent yet.',
    button: 'To the prompt',
    what: 'Your turn: make Ada be paid nothing.',
    enough: 'Three commands are enough.',
    anew: 'All has begun anew: nothing is sent yet, and idempotence is off.',
    count: (commands: number, par: number) =>
      commands > par ? `${commands} commands; ${par} are enough` : `${commands} of ${par} commands`,
    standing: {
      'not begun': 'Nothing has been sent to her yet.',
      'still trying': 'Not yet: teller is still trying.',
      stored: 'Not yet: the record is in the log, and bank will read it.',
      paid: 'No: she has her money. undo takes the last command back; Start over, all of them.',
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
    again: 'Start over',
    on: 'What has happened\u00a0here: Kafka\u00a0in\u00a0ten\u00a0words',
    hints: [
      'What bank never reads, it never pays. The record must not get into the log: so the request must be lost, where before it was the answer. `drop next produce request from teller` does that.',
      'And teller must not send it again. `acks` says whose answer a producer waits for. One that waits for none, `acks=0`, misses none: `set teller acks=0`.',
      'These three, in their order:',
    ],
    /** Under the prompt, for who has no keyboard. */
    first: [
      'produce payments "42 EUR to Ada" key=ada as teller',
      'kill broker-1',
      'drop next produce response to teller',
    ],
  },
  stands: 'The run stands still.',
  goOn: 'Go on',
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
      says: 'Kafka in ten words, each of them seen happening. 13 minutes.',
    },
    {
      link: '/questions.html',
      title: 'I have a question',
      says: 'Symptoms and doubts, each with the run that shows it.',
    },
  ],
};
