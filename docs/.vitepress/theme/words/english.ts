import type { WrongInLink } from '../../../../src/terminal/link.ts';
import type { Reached } from '../introduction/reach.ts';
import type { Cell, LogPicture } from '../stage/logs.ts';
import type { LedgerRow } from '../stage/ledger.ts';
import type { MessageLabel } from '../stage/told.ts';
import { sheetWords, stageWords } from './english-sheet.ts';
import type { MessagePicture, NodeKind, NodeState } from '../stage/picture.ts';
import type { Sending } from '../stage/clients.ts';

/**
 * What the stage and the workbench say in English, in one place, so that another language is another file. What happened is
 * said by src/narration; here is only what stands on the figure and on its controls.
 */
export const english = {
  kinds: { broker: 'broker', producer: 'producer', consumer: 'consumer' } satisfies Record<NodeKind, string>,

  states: {
    running: '',
    killed: 'killed',
    unplugged: 'no power',
    stopped: 'stopped',
    paused: 'paused',
    failed: 'failed',
  } satisfies Record<NodeState, string>,

  sending({ state, attempt, error }: Sending): string {
    switch (state) {
      case 'accepted':
        return 'about to send';
      case 'sent':
        return attempt > 1 ? 'sent again' : 'no answer yet';
      case 'waiting to retry':
        return 'will try again';
      case 'acknowledged':
        return 'acknowledged';
      case 'failed':
        return error ?? 'failed';
    }
  },

  position: (partition: string, offset: number) => `next: ${partition}@${offset}`,
  processed: (times: number) => (times === 1 ? 'done once' : times === 2 ? 'done twice' : `done ${times} times`),
  nothingSent: 'nothing sent',
  nothingRead: 'nothing read',
  noLog: 'no topic yet',
  olderCells: (count: number) => `${count} before`,
  recognised: (times: number) => (times === 1 ? 'came twice, kept once' : `came ${times + 1} times, kept once`),
  cluster: 'The cluster',
  emptyStage: 'Nothing runs yet. The first command starts it.',
  lost: 'lost',
  /** On the figure, where there is room for a word: what a request asks for, or how it was answered. */
  message: ({ kind, api, summary }: MessageLabel) => (kind === 'request' ? api : isError(summary) ? summary : 'answer'),
  cut: 'cut',

  ledger: {
    title: 'Ledger',
    caption: 'What the applications did outside Kafka',
    who: 'Who',
    expected: 'Expected',
    done: 'Done',
    difference: 'Difference',
    empty: 'Nobody has been paid yet.',
    judgement: { right: 'right', 'not yet': 'not yet', twice: 'twice', 'too much': 'too often' },
    amount: (amount: number, unit: string | undefined) => (unit === undefined ? `${amount}×` : `${amount} ${unit}`),
    differenceOf: ({ expected, done }: LedgerRow) => signed(done - expected),
  },

  time: {
    play: 'Play',
    pause: 'Pause',
    back: 'One step back',
    forward: 'One step on',
    toStart: 'To the beginning',
    toEnd: 'To the end',
    place: 'Place in the run',
    step: (step: number, of: number, at: string, sentence: string) => `step ${step} of ${of}, at ${at}: ${sentence}`,
    gap: (length: string) => `${length} pass`,
    firstDifference: 'first difference',
    marks: { fault: 'a fault', loss: 'a message is lost', wrong: 'an error', recovery: 'healed' },
    /** Under a mark, where there is room for a word or two. */
    markNames: {
      'message lost': 'lost',
      'node killed': 'killed',
      'node unplugged': 'no power',
      'node failed': 'failed',
      'fault struck': 'struck',
      'node paused': 'paused',
      'link cut': 'cut',
      'disk damaged': 'damaged',
      'record failed': 'given up',
      'append refused': 'refused',
      'node resumed': 'resumed',
      healed: 'healed',
    } as Readonly<Record<string, string>>,
    fork: 'Another future from here',
    forked: 'Type what shall happen instead; undo brings back what was.',
    away: (minutes: number) =>
      `You were away for ${minutes === 1 ? 'a minute' : `${minutes} minutes`}. The picture stood still meanwhile; ▶ goes on.`,
  },

  levels: { headline: 'changes what is true', step: 'a step', detail: 'a detail' },
  why: { ask: 'Why?', label: (sentence: string) => `Why? ${sentence}` },

  layout: {
    divider: 'Border between picture and terminal',
    fill: 'Use the whole screen',
    unfill: 'Back to the page',
    sheet: { peek: 'Low', half: 'Half', full: 'High' },
    higher: 'Raise the workbench',
    lower: 'Lower the workbench',
    next: 'next',
    nothingYet: 'Nothing has happened yet. next runs the first command of the text.',
    storyOver: 'That was the last command of the text.',
    openAlone: 'Open in Kafka on trial',
  },

  chips: {
    label: 'Without a keyboard',
    next: 'next',
    undo: 'undo',
    hint: 'hint',
    help: 'help',
    build: 'build a command',
    unfold: (count: string) => `▸ ${count}`,
    fold: (count: string) => `▾ ${count}`,
    offered: 'Commands to try now',
  },

  builder: {
    label: 'Build a command',
    part: (number: number) => `Part ${number} of the command`,
    verb: 'command …',
    more: 'more …',
    choose: 'choose …',
    run: 'run',
    close: 'Close',
    notYet: (word: string, expects: string) => `${word} cannot stand there: what is needed is ${expects}.`,
  },

  prompt: {
    label: 'Command prompt',
    transcript: 'Transcript',
    suggestions: 'Commands to try',
    keys: 'Tab completes · ↑ earlier lines · Esc, Tab leaves',
    leaves: 'Now Tab leaves the prompt.',
    copy: 'Copy the transcript',
    copied: 'Copied.',
    broken: (message: string) => `The simulation itself failed: ${message}. Your run is as it was before this line.`,
    pasteCut: (taken: number, of: number) =>
      `${taken} of ${of} pasted lines were taken; the others wait under the prompt.`,
    takeMore: (left: number) => `Take the next of ${left} pasted lines`,
    stillRunning: 'This takes long. The line runs until all is quiet, or five minutes of its own time have passed.',
    stop: 'Stop it',
    stopped: (line: string) => `Stopped: ${line} was taken back, and the run stands where it stood before.`,
  },

  /** What came between the reader and the run, and how the run is had back. */
  trouble: {
    endings: {
      stopped: 'The simulation was stopped.',
      failed: 'The simulation has ended by itself; the page goes on.',
      'not loaded': 'The part of this page that runs Kafka could not be loaded: is the network there?',
      'no workers':
        'This browser starts no workers, so nothing can run in this page. Text and pictures are all here, and the same commands run on your own machine: kafka-on-trial shell.',
    },
    lost: (lines: number) => `${amountOfLines(lines)} you had entered ${lines === 1 ? 'is' : 'are'} kept.`,
    earlier: (lines: number) =>
      `Before this page was loaded anew you had entered ${lines === 1 ? 'one line' : `${lines} lines`} here.`,
    runAgain: (lines: number) => (lines === 1 ? 'Run it again' : 'Run them again'),
    tryAgain: 'Try again',
    forget: (lines: number) => (lines === 1 ? 'Forget it' : 'Forget them'),
    restored: 'The run is as it was.',
    notKept:
      'This browser keeps nothing for this page, so loading it anew forgets the run. The link under the prompt holds it.',
    noCopy: (text: string) => `The browser would not copy it. Here it is: ${text}`,
  },

  home: {
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
  },

  link: {
    problem: (part: string, wrong: WrongInLink) => `The link could not be read at ${part}. ${sayWrong(wrong)}`,
    changed: (then: string, now: string) =>
      `The outcome has changed since this link was made: its hash was ${then} and is ${now} now.`,
    ran: (commands: number) =>
      commands === 1 ? 'One command came with the link.' : `${commands} commands came with the link.`,
    copy: 'Copy a link to this run',
  },

  pages: {
    label: 'Pages',
    menu: 'Menu',
    skip: 'Skip to the page',
    hold: 'Hold all movement',
    dark: 'Dark page',
    missing: { title: 'There is no such page', says: 'Nothing was lost, it is only not here.', back: 'Back to Ada' },
    learn: 'Learn',
    questions: 'Questions',
    play: 'Play',
    words: 'Words',
    commands: 'Commands',
  },

  search: {
    button: 'Search',
    placeholder: 'a word, a command, a symptom',
    close: 'Close',
    found: 'Found',
    failed: 'The index could not be loaded.',
    count: (found: number) =>
      found === 0 ? 'Nothing here has all of these words.' : found === 1 ? 'One place.' : `${found} places.`,
  },

  glossary: {
    inTheList: 'In the list of words',
    explained: 'Where it is explained',
  },

  reach: {
    title: 'Exercise: let teller reach the broker',
    attempt: 'Start the broker, and let teller write',
    cameOf(reached: Reached): string {
      switch (reached.kind) {
        case 'stored':
          return `Stored after ${reached.after}. The address is right where it is used: on the client’s side.`;
        case 'own machine':
          return `teller heard of ${reached.address} and knocked at its own machine: localhost is whoever says it. It gave up after ${reached.after}.`;
        case 'no such host':
          return `teller’s machine knows no host of the name in ${reached.address}. It gave up after ${reached.after}. Which name does it know?`;
        case 'wrong door':
          return `The right machine, but nobody listens at ${reached.address}. It gave up after ${reached.after}.`;
        case 'refused':
          return reached.because;
      }
    },
  },

  stops: {
    title: 'Exercise: the six stops of a record',
    toChoose: 'Stops to put in order',
    next: (stop: number) => (stop === 0 ? 'where was it first?' : 'and then?'),
    done: (first: string, last: string) =>
      `That is its whole way, from ${first} to ${last}. It crossed the network twice, in a request and in an answer: there it can be hurt.`,
    again: 'Once more',
  },

  lesson: {
    run: 'Run this command',
    ranAlready: 'Run this command again',
    workbench: 'Workbench',
    open: 'Open the workbench',
    close: 'Close the workbench',
    minutes: (minutes: number) => `${minutes} min`,
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

    exercise: {
      goal: (writes: number, waitMs: number) =>
        `At most ${writes} writes, and no record waits longer than ${waitMs} ms.`,
      workload: 'The workload',
      run: 'Run it',
      running: 'It runs …',
      solved: 'Both hold.',
      writes: 'writes',
      wait: 'longest wait',
      holds: 'holds',
      tooMany: 'too many',
      tooLong: 'too long',
      tries: 'What you tried',
      solution: 'Show one that holds',
      failed: (message: string) => `It did not run: ${message}`,
      nothingSent: 'nothing was sent.',
    },
  },

  stage: stageWords,
  sheet: sheetWords,

  picture: {
    node: (name: string, kind: NodeKind, state: NodeState) =>
      `${name}, ${english.kinds[kind]}${state === 'running' ? '' : `, ${english.states[state]}`}`,
    log: ({ broker, partition, cells, startOffset, endOffset }: LogPicture) =>
      endOffset === startOffset
        ? `${partition} on ${broker} is empty`
        : `${partition} on ${broker} holds offsets ${startOffset} to ${endOffset - 1}: ${cells.map(sayCell).join(', ')}`,
    message: ({ from, to, label }: MessagePicture) => `on the way from ${from} to ${to}: ${sayMessage(label)}`,
    lost: ({ from, to, label }: MessagePicture) => `lost between ${from} and ${to}: ${sayMessage(label)}`,
    cut: (from: string, to: string) => `${from} cannot reach ${to}`,
    armed: (fault: string) => `waiting for its moment: ${fault}`,
    row: ({ who, expected, done, unit }: LedgerRow) =>
      `${who}: expected ${english.ledger.amount(expected, unit)}, done ${english.ledger.amount(done, unit)}`,
  },
};

export type Words = typeof english;

function sayWrong(wrong: WrongInLink): string {
  switch (wrong.is) {
    case 'version':
      return `It was made by a later version of this page; version ${wrong.understood} is understood here. What can be read of it is shown.`;
    case 'instant':
      return 'This is no time, as in at=31ms.';
    case 'view':
      return 'This is no view, as in view=logs.';
    case 'hash':
      return 'A hash has sixteen hexadecimal digits.';
    case 'commands':
      return 'The commands, or one of them, cannot be unpacked; perhaps the link was cut.';
    case 'unknown':
      return 'Nothing of this name belongs into a link.';
    case 'command':
      return wrong.nearest === undefined ? wrong.says : `${wrong.says} Meant was perhaps: ${wrong.nearest}`;
  }
}

function amountOfLines(lines: number): string {
  return lines === 1 ? 'The line' : `The ${lines} lines`;
}

function sayCell({ offset, value, recognised }: Cell): string {
  const text = `${value ?? 'no value'} at ${offset}`;
  return recognised === 0 ? text : `${text}, ${english.recognised(recognised)}`;
}

function signed(difference: number): string {
  if (difference === 0) return '0';
  return difference > 0 ? `+${difference}` : `−${-difference}`;
}

function sayMessage({ kind, api, summary }: MessageLabel): string {
  const what = kind === 'request' ? `${api} request` : `answer to ${api}`;
  return summary === '' ? what : `${what} (${summary})`;
}

/** Kafka's names of errors are in capital letters; an answer without one says so too. */
function isError(summary: string): boolean {
  return /^[A-Z][A-Z_]+/.test(summary) && summary !== 'NONE';
}
