/** What a learner would plausibly try. */
export const wrong: Readonly<Record<string, string>> = {
  'an answer to hasty is lost: Ada is paid, and hasty does not know':
    'drop next produce response to hasty\nproduce payments "42 EUR to Ada" as hasty\ndrop next produce response to stubborn\nproduce payments "7 EUR to Bob" as stubborn',
  'a request of stubborn is lost: it comes once':
    'drop next produce request from hasty\nproduce payments "42 EUR to Ada" as hasty\ndrop next produce request from stubborn\nproduce payments "7 EUR to Bob" as stubborn',
  'what was never sent was not lost':
    'drop next produce response to stubborn\nproduce payments "7 EUR to Bob" as stubborn',
};
