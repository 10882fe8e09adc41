import type { ReadLine } from '../../../../src/review/progress-line.ts';

type Problem = Extract<ReadLine, { problem: string }>;

const cards = (count: number) => (count === 1 ? 'One card' : `${count} cards`);

/** What the review says, in English. */
export const reviewWords = {
  workbench: 'The run',
  greeting: 'The run of a question comes here. You may look around in it before you answer.',
  loading: 'The cards are being loaded …',
  notLoaded: 'The cards could not be loaded. Is the connection gone? Load the page again when it is back.',
  due: (count: number) => `${cards(count)} ${count === 1 ? 'is' : 'are'} due today.`,
  nothingRead: 'Cards belong to lessons that you have read to their end in this browser, and that is none so far.',
  firstLesson: 'The first lesson',
  nothingDue: (inDays: number) =>
    `Nothing is due today. The next card is due ${inDays === 1 ? 'tomorrow' : `in ${inDays} days`}. Until then you need do nothing.`,
  begin: 'Begin',
  anyway: 'Go on anyway, with all cards of a chapter:',
  chapter: (number: number | undefined, name: string, count: number) =>
    `${number === undefined ? '' : `${number} `}${name}, ${count} cards`,
  question: (title: string) => `Card: ${title}`,
  from: 'from',
  facts: 'What is known',
  answers: 'Your answer',
  yours: 'your answer',
  right: 'right',
  wrong: 'not right',
  isRight: 'Right.',
  isWrong: (right: string) => `Not this time. It is: ${right}.`,
  again: (inDays: number) => `You will be asked again ${inDays === 1 ? 'tomorrow' : `in ${inDays} days`}.`,
  notMoved: 'It was not due yet, so it stays due when it was.',
  goesOn: 'The run goes on, with',
  why: 'Why?',
  next: 'Next card',
  left: (count: number) => (count === 0 ? 'That was the last card that is due.' : `${cards(count)} left today.`),
  enough: 'Five minutes are over, and that is enough for a day. What is still due will wait.',
  stop: 'Stop here',
  goOn: 'One more',
  noRun:
    'There is no run to look at, because this browser starts no workers for this page. The answer is right all the same.',
  progress: {
    title: 'Take your progress along',
    says: 'It is kept in this browser and nowhere else. This line holds all of it; read it in on another browser.',
    line: 'Your progress, as a line',
    copy: 'Copy the line',
    copied: 'Copied.',
    notCopied: 'This browser does not copy; mark the line and copy it by hand.',
    paste: 'A line from another browser',
    read: 'Read it in',
    done: (count: number) => `Read: ${cards(count).toLowerCase()}. What was answered later, here or there, counts.`,
    problem: (read: Problem) => {
      switch (read.problem) {
        case 'nothing':
          return 'There is no line yet. Paste one first.';
        case 'no progress':
          return 'That is no line of progress: it begins with kafka-on-trial-review-1.';
        case 'not whole':
          return 'The end of the line is missing: its last word is “end”. Copy it once more, whole. Nothing was changed.';
        case 'unreadable':
          return `“${read.word}” cannot be read. Copy the line once more. Nothing was changed.`;
      }
    },
  },
  notKept:
    'This browser keeps nothing for this page: what you answer is gone when you leave it. The line below can be copied before.',
};
