import type { Reached } from '../introduction/reach.ts';
import type { Cell, LogPicture } from '../stage/logs.ts';
import type { LedgerRow } from '../stage/ledger.ts';
import type { MessageLabel } from '../stage/told.ts';
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
  },

  prompt: {
    label: 'Command prompt',
    transcript: 'Transcript',
    suggestions: 'Commands to try',
    keys: 'Tab completes · ↑ earlier lines · Esc, Tab leaves',
    leaves: 'Now Tab leaves the prompt.',
    copy: 'Copy the transcript',
    copied: 'Copied.',
    broken: (message: string) => `The simulation itself failed: ${message}. Reload the page to start again.`,
  },

  home: {
    greeting: 'The prompt is yours too, at any time: help lists the commands.',
  },

  link: {
    problem: (part: string, says: string) => `The link could not be read at ${part}. ${says}`,
    changed: (then: string, now: string) =>
      `The outcome has changed since this link was made: its hash was ${then} and is ${now} now.`,
    ran: (commands: number) =>
      commands === 1 ? 'One command came with the link.' : `${commands} commands came with the link.`,
    copy: 'Copy a link to this run',
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
  },

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
