/** What a learner would plausibly choose. */
export const wrong: Readonly<Record<string, string>> = {
  'the last offset delta is one less': '23-26',
  'the right bytes, and some before them': '55-60',
  'a byte of the right number': '60',
  'the length of the batch': '8-11',
};
