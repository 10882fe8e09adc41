/** What a learner would plausibly try. */
export const wrong: Readonly<Record<string, string>> = {
  'a process that is killed leaves the page cache': 'kill broker-1\nstart broker-1',
  'a clean stop flushes': 'stop broker-1\nstart broker-1',
  'a broker without power says nothing of its log': 'unplug broker-1',
  'an answer that is lost loses no record': 'drop next produce response to producer\nproduce orders "a pen for Bob"',
};
