/** What stands around a lesson's text, in English; what stands in it, and is not needed for the first prompt, is in english-text.ts. */
export const lessonWords = {
  run: 'Run this command',
  ranAlready: 'Run this command again',
  workbench: 'Workbench',
  minutes: (minutes: number) => `${minutes} min`,
  about: (minutes: number) => `about ${minutes} min`,
  exercises: (minutes: number) => `exercises ${minutes} more`,
  greeting:
    'A broker runs here, in a world of its own. Click a command of the text, or type: next runs them one by one, help lists all.',
  greetingAlone: 'A broker runs here, in a world of its own. help lists the commands.',
  yours: 'you said',
  soItIs: 'so it is',
  /** What somebody thinks who chooses this; it is the page that says so, and not the reader. */
  belief: (belief: string) => `The idea behind it: “${belief}”`,

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
};
