import { amongNumbers, between, oneOf } from '../../../src/review/answers.ts';
import { eventsNamed, type ReviewCard } from '../../../src/review/card.ts';
import { batchBytes, foreseeLog } from '../../../src/review/foreseen.ts';
import { segmentFile } from '../../../src/storage/file-names.ts';

const nameOf = (baseOffset: number) => segmentFile(baseOffset, 'log');

export const card: ReviewCard = {
  title: 'Which file?',
  lesson: '/1-storage/3-one-log-many-files',
  draw(random, rules) {
    const valueBytes = oneOf(random, [50, 100, 150, 200]);
    const sizeBytes = batchBytes(valueBytes);
    const each = between(random, 3, 6);
    // Now and then the last batch fits to the byte.
    const segmentBytes = each * sizeBytes + oneOf(random, [0, 1, Math.floor(sizeBytes / 2), sizeBytes - 1]);
    const records = between(random, 2 * each + 1, 4 * each);
    const wanted = oneOf(random, [each, 2 * each - 1, 2 * each, between(random, 1, records - 1)]);
    const batches = Array.from({ length: records }, () => ({ records: 1, sizeBytes, timestampMs: 0 }));
    const bases = foreseeLog(batches, { segmentBytes }, rules).map(({ baseOffset }) => baseOffset);
    const base = bases.findLast((baseOffset) => baseOffset <= wanted) ?? 0;
    const { answers, right } = amongNumbers(
      random,
      base,
      [...bases, wanted, base + 1, base - 1, (each + 1) * Math.floor(wanted / (each + 1))],
      nameOf,
    );
    return {
      commands: [
        'create cluster brokers=1 seed=7',
        `create topic payments partitions=1 internal.segment.bytes=${segmentBytes}`,
        'create producer teller batch.size=0',
      ],
      view: 'files',
      question: `teller is about to write ${records} records, each in a batch of its own. Which file will hold offset ${wanted}?`,
      facts: [
        { name: 'segment.bytes', value: String(segmentBytes) },
        { name: 'each batch', value: `${sizeBytes} bytes` },
      ],
      answers,
      right,
      because: `A file takes ${each} batches of ${sizeBytes} bytes; one more would exceed ${segmentBytes}. Its name is the offset of its first record, so the files begin with ${bases.join(', ')}.`,
      goesOn: [`produce payments "42 EUR to Ada" count=${records} size=${valueBytes} as teller`],
      told(seen) {
        const rolled = eventsNamed(seen, 'segment rolled', 'payments-0').map(({ event }) => event.baseOffset);
        const found = rolled.findLast((baseOffset) => baseOffset <= wanted) ?? 0;
        return { answer: nameOf(found), subject: { is: 'record', record: `payments-0@${wanted}`, broker: 'broker-1' } };
      },
    };
  },
};
