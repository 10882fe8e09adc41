import { RecordBatch } from '../../../src/records/record-batch.ts';
import { writeBatch } from '../../../src/records/write-batch.ts';
import { amongNumbers, between } from '../../../src/review/answers.ts';
import { type CardFact, eventsNamed, type ReviewCard } from '../../../src/review/card.ts';

export const card: ReviewCard = {
  title: 'What comes behind this batch?',
  lesson: '/1-storage/2-a-batch-byte-by-byte',
  draw(random) {
    const before = between(random, 1, 40);
    const records = between(random, 2, 12);
    const bytes = writeBatch({
      baseOffset: before,
      records: Array.from({ length: records }, () => ({ timestamp: 0, key: null, value: new Uint8Array(13) })),
    });
    const { nextOffset, lastOffset } = new RecordBatch(bytes);
    const { answers, right } = amongNumbers(random, nextOffset, [
      lastOffset,
      nextOffset + 1,
      nextOffset + records,
      before + 2 * records + 1,
      before + 1,
      records,
      records - 1,
      before,
    ]);
    return {
      commands: [
        'create cluster brokers=1 seed=7',
        'create topic payments partitions=1',
        'create producer teller',
        `produce payments "1 EUR to Eve" count=${before} as teller`,
        `produce payments "42 EUR to Ada" count=${records} as teller`,
      ],
      view: 'logs',
      question: 'The last batch of payments-0 has these bytes in its header. Which offset does the next record get?',
      facts: [
        field('base offset', bytes, 0, 8),
        field('last offset delta', bytes, 23, 4),
        field('records count', bytes, 57, 4),
      ],
      answers,
      right,
      because: `Its first record has offset ${before}, its last one ${before} + ${records - 1} = ${lastOffset}. The next batch begins right behind it.`,
      goesOn: ['produce payments "9 EUR to Liv" as teller'],
      told(seen) {
        const last = eventsNamed(seen, 'appended', 'payments-0').at(-1)?.event;
        if (last === undefined) return undefined;
        const record = `payments-0@${before}`;
        return { answer: String(last.baseOffset), subject: { is: 'record', record, broker: 'broker-1' } };
      },
    };
  },
};

/** The bytes of a field, as a dump shows them. */
function field(name: string, bytes: Uint8Array, first: number, count: number): CardFact {
  const hex = [...bytes.subarray(first, first + count)].map((byte) => byte.toString(16).padStart(2, '0'));
  return { name: `${name} (byte ${first})`, value: hex.join(' ') };
}
