/** In ms, with one digit behind the point where there is one. */
const inMs = (us: number) => Math.floor(us / 100) / 10;
const commands = (count: number) => (count === 1 ? 'one command' : `${count} commands`);

/** What a learner is told whose answer is not right yet. */
export const englishExercises = {
  noFunction: (name: string) => `The file does not export a function ${name}.`,
  lawNeedsAnswer: (law: string) => `It has to answer for these too: ${law}.`,
  partsFromKafka: 'From here on the broker goes on with another answer than Kafka would.',
  stages: {
    code: 'The answer cannot be read yet.',
    example: 'An example does not come out yet.',
    law: 'The examples hold, the law does not.',
    cluster: 'The law holds; a broker with this function goes another way than Kafka.',
    commands: 'The commands cannot be done.',
    goal: 'It has not come about yet.',
    choice: 'Not this one.',
  },
  lawBroken: (says: string, heldBefore: number) =>
    heldBefore === 0
      ? `The law: ${says}. This is the smallest input that breaks it:`
      : `The law: ${says}. It held for ${heldBefore === 1 ? 'one drawn input' : `${heldBefore} drawn inputs`}; this is the smallest that breaks it:`,
  expected: 'expected:',
  found: 'found:',
  threw: 'your function threw:',
  consequences: (atUs: number) => `What came of it, from ${Math.floor(atUs / 1000)} ms on:`,
  neverEnds: (seconds: number) => `✗ No answer within ${seconds} seconds, so it was stopped. Does a loop never end?`,
  checkFailed: 'The check itself failed, which is no fault of the answer; what it said stands above.',
  begun: (path: string) => `${path} is yours to write. The check says:`,
  checking: (path: string) => `${path}:`,
  beginWith: 'Begin with: exercise NAME --watch',
  rulePassed: (examples: number, cases: number, isRun: boolean) =>
    `It holds: ${examples} examples, ${cases} drawn inputs${isRun ? ', and a broker that ran with it' : ''}.`,
  goalReached: (count: number, par: number) =>
    count <= par
      ? `It came about, with ${commands(count)}. Fewer are not known.`
      : `It came about, with ${commands(count)}. It can be done with ${par}.`,
  noCommands: 'There is no command yet: write one a line.',
  mostWait: (mostMs: number) => `no record waits longer than ${mostMs} ms`,
  waited: (longestUs: number) => `The longest wait was ${inMs(longestUs)} ms.`,
  cost: (requests: number, writes: number, longestWaitUs: number) =>
    `It took ${requests} requests and ${writes} writes; the longest wait was ${inMs(longestWaitUs)} ms.`,
  noSuchChoice: (count: number) => `Choose one: a number from 1 to ${count}.`,
  bytesOfNothing: 'Choose bytes: the first and the last of them, as 16-19.',
  bytesOfSeveral: (names: readonly string[]) => `These are bytes of several things: ${names.join(', ')}.`,
  notAllOfThem:
    'You are at the right place. But these are not exactly its bytes: where do they begin, and where do they end?',
  settingsHold: 'It holds with these settings.',
  noNewCluster: 'The cluster is given: go on with it.',
  notASetting: (line: string, settings: string) => `'${line}' is not one of ${settings}, with = and its value.`,
  cannotGoOn: 'A broker cannot go on without an answer.',
};
