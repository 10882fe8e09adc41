/** What a learner is told whose answer is not right yet. */
export const englishExercises = {
  noFunction: (name: string) => `The file does not export a function ${name}.`,
  lawNeedsAnswer: (law: string) => `It has to answer for these too: ${law}.`,
  partsFromKafka: 'From here on the broker goes on with another answer than Kafka would.',
  cannotGoOn: 'A broker cannot go on without an answer.',
};
