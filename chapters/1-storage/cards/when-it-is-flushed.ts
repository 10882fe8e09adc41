import { amongNumbers, between } from '../../../src/review/answers.ts';
import { aboutEvent, eventsNamed, type ReviewCard } from '../../../src/review/card.ts';

export const card: ReviewCard = {
  title: 'How often is it flushed?',
  lesson: '/1-storage/1-why-a-queue-on-disk-can-be-fast',
  draw(random, { flushBeforeAcknowledge }) {
    const flushMessages = between(random, 2, 7);
    const records = between(random, 3, 24);
    let unflushed = 0;
    let flushes = 0;
    for (let record = 0; record < records; record++) {
      unflushed++;
      if (!flushBeforeAcknowledge(unflushed, flushMessages)) continue;
      flushes++;
      unflushed = 0;
    }
    const { answers, right } = amongNumbers(
      random,
      flushes,
      [
        0,
        1,
        Math.ceil(records / flushMessages),
        flushes - 1,
        flushes + 1,
        records,
        records - flushMessages,
        flushMessages,
      ],
      times,
    );
    return {
      commands: [
        'create cluster brokers=1 seed=7',
        `create topic payments partitions=1 flush.messages=${flushMessages}`,
        'create producer teller batch.size=0',
      ],
      view: 'logs',
      question: `teller is about to write ${records} records, each in a batch of its own. How often does the broker flush them (fsync)?`,
      facts: [
        { name: 'flush.messages', value: String(flushMessages) },
        { name: 'records', value: String(records) },
      ],
      answers,
      right,
      because:
        flushes === 0
          ? `It waits for the disk when ${flushMessages} records are unflushed, and so many never are.`
          : `After every ${flushMessages} records one answer waits for the disk. ${leftOver(unflushed)}`,
      goesOn: [`produce payments "42 EUR to Ada" count=${records} as teller`],
      told(seen) {
        const flushed = eventsNamed(seen, 'flushed', 'payments-0');
        const last = flushed.at(-1) ?? eventsNamed(seen, 'appended', 'payments-0').at(-1);
        return last && { answer: times(flushed.length), subject: aboutEvent(last.index) };
      },
    };
  },
};

function leftOver(unflushed: number): string {
  if (unflushed === 0) return 'None is left in the page cache alone.';
  return unflushed === 1
    ? 'The last one is in the page cache alone.'
    : `The last ${unflushed} are in the page cache alone.`;
}

function times(count: number): string {
  if (count === 0) return 'never';
  return count === 1 ? 'once' : `${count} times`;
}
