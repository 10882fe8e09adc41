/** What a learner would plausibly choose. */
export const wrong: Readonly<Record<string, string>> = {
  'waiting longer alone: the batch is full before': 'linger.ms=40',
  'more room alone: the batch leaves before it is filled': 'batch.size=1000000',
  'so much patience that a record waits too long': 'linger.ms=100\nbatch.size=100000',
  'no waiting at all': 'linger.ms=0\nbatch.size=32768',
};
