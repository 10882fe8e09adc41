import { crc32c } from '../../../src/bytes/crc32c.ts';
import { writeBatch } from '../../../src/records/write-batch.ts';
import { amongNumbers, between } from '../../../src/review/answers.ts';
import { aboutEvent, eventsNamed, type ReviewCard } from '../../../src/review/card.ts';
import { range } from '../../../src/review/foreseen.ts';

export const card: ReviewCard = {
  title: 'What is still believed?',
  lesson: '/1-storage/6-after-the-crash',
  draw(random, { validPrefix }) {
    let end = 0;
    const batches = Array.from({ length: between(random, 3, 5) }, () => {
      const baseOffset = end;
      end += between(random, 1, 5);
      return { baseOffset, records: end - baseOffset };
    });
    const damaged = between(random, 0, end - 1);
    const hit = batches.findLast(({ baseOffset }) => baseOffset <= damaged)!;

    const written = batches.map(({ baseOffset, records }) =>
      writeBatch({
        baseOffset,
        records: Array.from({ length: records }, () => ({ timestamp: 0, key: null, value: new Uint8Array(13) })),
      }),
    );
    const file = new Uint8Array(written.reduce((sum, { length }) => sum + length, 0));
    const positions: number[] = [];
    let position = 0;
    for (const bytes of written) {
      file.set(bytes, position);
      positions.push(position);
      position += bytes.length;
    }
    const inDamaged = positions[batches.indexOf(hit)]! + written[batches.indexOf(hit)]!.length - 2;
    file[inDamaged] = file[inDamaged]! ^ 1;
    const validBytes = validPrefix(file, 0, crc32c);
    const found = batches.find((_, index) => positions[index]! >= validBytes)?.baseOffset ?? end;

    const { answers, right } = amongNumbers(random, found, [
      damaged,
      damaged + 1,
      end,
      end - 1,
      0,
      end - hit.records,
      ...batches.map(({ baseOffset }) => baseOffset),
    ]);
    return {
      commands: [
        'create cluster brokers=1 seed=7',
        'create topic payments partitions=1',
        'create producer teller',
        ...batches.map(({ records }) => `produce payments "42 EUR to Ada" count=${records} as teller`),
        `damage payments-0@${damaged}`,
        'kill broker-1',
      ],
      view: 'logs',
      question: `One bit of record ${damaged} has turned on the disk, and the broker was killed. It starts again: which offset does the next record get?`,
      facts: batches.map(({ baseOffset, records }, index) => ({
        name: `batch ${index + 1}`,
        value: `offsets ${range(baseOffset, baseOffset + records)}`,
      })),
      answers,
      right,
      because: `The batch with record ${damaged} fails its checksum, so it is given up whole${found + hit.records === end ? '.' : ', and all behind it, whatever it holds.'}`,
      goesOn: ['start broker-1'],
      told(seen) {
        const last = eventsNamed(seen, 'recovered', 'payments-0').findLast(({ index }) => index >= seen.asked);
        return last && { answer: String(last.event.logEndOffset), subject: aboutEvent(last.index) };
      },
    };
  },
};
