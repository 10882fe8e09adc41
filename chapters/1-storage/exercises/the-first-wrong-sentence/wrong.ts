/** What a learner would plausibly choose. */
export const wrong: Readonly<Record<string, string>> = {
  'where it can be seen': '7',
  'sending again': '6',
  'losing patience': '5',
};
