/** What a learner would plausibly choose. */
export const wrong: Readonly<Record<string, string>> = {
  'nothing is written as zero': '3',
  'the attributes say what there is': '1',
  'the zero at the end': '19',
  'what stands where the key would be': '5',
};
