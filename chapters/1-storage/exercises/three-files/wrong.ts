/** What a learner would plausibly try. */
export const wrong: Readonly<Record<string, string>> = {
  'time alone ends no file': 'wait 20m',
  'an old record is older than the file, which is no age':
    'skew teller by -11m\nproduce payments "1 EUR to Eve" as teller',
  'a setting alone ends no file': 'set payments segment.ms=1',
  'one record after a long time begins one file': 'wait 30m\nproduce payments "1 EUR to Eve" as teller',
  'twice segment.bytes is not quite reached': 'produce payments "1 EUR to Eve" count=200 size=10000 as teller',
};
