import type { Cell, LogPicture } from '../stage/logs.ts';
import type { judge, LedgerRow } from '../stage/ledger.ts';
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
      case 'left':
        return 'sent, no answer asked for';
      case 'failed':
        return error ?? 'failed';
      case 'died':
        return 'died with it';
    }
  },

  /** As `sending`, where there is room for fifteen letters. */
  sendingInBox: (sending: Sending): string => (sending.state === 'left' ? 'sent (acks=0)' : english.sending(sending)),

  position: (partition: string, offset: number) => `next: ${partition}@${offset}`,
  processed: (times: number) => (times === 1 ? 'done once' : times === 2 ? 'done twice' : `done ${times} times`),
  nothingSent: 'nothing sent',
  nothingRead: 'nothing read',
  noLog: 'no topic yet',
  olderCells: (count: number) => `${count} before`,
  /** On the record itself, where there is room for so much. */
  came: (times: number, isWide: boolean) => (isWide ? `came ${times}×, kept once` : `came ${times}×`),
  recognised: (times: number) => (times === 1 ? 'came twice, kept once' : `came ${times + 1} times, kept once`),
  cluster: 'The cluster',
  emptyStage: 'Nothing runs yet. The first command starts it.',
  lost: 'lost',
  /** On the figure, where there is room for a word: what a request asks for, or how it was answered. */
  message: ({ kind, api, summary }: MessageLabel) => (kind === 'request' ? api : isError(summary) ? summary : 'answer'),
  cut: 'cut',

  ledger: {
    title: 'Ledger',
    whose: (run: string | undefined): string => (run ? `Ledger, ${run}` : 'Ledger'),
    caption: 'What the applications did outside Kafka',
    who: 'Who',
    expected: 'Expected',
    done: 'Done',
    difference: 'Difference',
    empty: 'Nobody has been paid yet.',
    judgement: { right: 'right', 'not yet': 'not yet', never: 'never', twice: 'twice', 'too much': 'too often' },
    heard(run: string, { who, expected, done, unit }: LedgerRow, judgement: ReturnType<typeof judge>): string {
      const { whose, amount, judgement: judgements } = english.ledger;
      return `${whose(run)}: ${who}, expected ${amount(expected, unit)}, done ${amount(done, unit)}, ${judgements[judgement]}.`;
    },
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
    nextPage: 'next page',
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
    copyLink: 'Copy a link to this run',
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
        'This browser starts no workers, so nothing can run in this page. Text and pictures are all here, and the same commands run on your own machine (Install says how).',
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

  pages: {
    label: 'Pages',
    menu: 'Menu',
    skip: 'Skip to the page',
    hold: 'Hold all movement: pictures show only how a run ends',
    movement: 'movement',
    dark: 'Dark page',
    missing: { title: 'There is no such page', says: 'Nothing was lost, it is only not here.', back: 'Back to Ada' },
    learn: 'Learn',
    questions: 'Questions',
    play: 'Play',
    review: 'Review',
    words: 'Words',
    commands: 'Commands',
  },

  search: {
    button: 'Search',
    placeholder: 'word, command, symptom',
    /** To begin with, for who does not know what there is to find. */
    try: 'For example',
    examples: ['acks', 'idempotent producer', 'offset', 'page cache', 'advertised.listeners'],
    close: 'Close',
    found: 'Found',
    failed: 'The index could not be loaded.',
    count: (found: number) =>
      found === 0 ? 'Nothing here has all of these words.' : found === 1 ? 'One place.' : `${found} places.`,
  },

  stage: stageWords,
  sheet: sheetWords,

  picture: {
    node: (name: string, kind: NodeKind, state: NodeState) =>
      `${name}, ${english.kinds[kind]}${state === 'running' ? '' : `, ${english.states[state]}`}`,
    log: ({ broker, partition, cells, startOffset, endOffset }: LogPicture) =>
      endOffset === startOffset
        ? `${partition} on ${broker} is empty`
        : `${partition} on ${broker} holds offsets ${startOffset} to ${endOffset - 1}: ${sayCells(cells)}`,
    message: ({ from, to, label }: MessagePicture) => `on the way from ${from} to ${to}: ${sayMessage(label)}`,
    lost: ({ from, to, label }: MessagePicture) => `lost between ${from} and ${to}: ${sayMessage(label)}`,
    cut: (from: string, to: string) => `${from} cannot reach ${to}`,
    armed: (fault: string) => `waiting for its moment: ${fault}`,
    row: ({ who, expected, done, unit }: LedgerRow) =>
      `${who}: expected ${english.ledger.amount(expected, unit)}, done ${english.ledger.amount(done, unit)}`,
  },
};

export type Words = typeof english;

function amountOfLines(lines: number): string {
  return lines === 1 ? 'The line' : `The ${lines} lines`;
}

/** So many of a log's last records are read out; each of them all is a thing on the stage that has a name. */
const mostSaidCells = 6;

function sayCells(cells: readonly Cell[]): string {
  const last = cells.slice(-mostSaidCells).map(sayCell).join(', ');
  return cells.length > mostSaidCells ? `… ${last}` : last;
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
