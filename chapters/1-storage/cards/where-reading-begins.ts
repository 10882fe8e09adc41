import { amongNumbers, between, oneOf } from '../../../src/review/answers.ts';
import type { ReviewCard } from '../../../src/review/card.ts';
import { batchBytes, foreseeLog } from '../../../src/review/foreseen.ts';
import { segmentFile } from '../../../src/storage/file-names.ts';

export const card: ReviewCard = {
  title: 'Where does reading begin?',
  lesson: '/1-storage/4-the-offset-index',
  draw(random, rules) {
    const groups = [1, 2, 3].map(() => ({
      records: between(random, 3, 6),
      valueBytes: oneOf(random, [20, 60, 120, 200]),
    }));
    const batches = groups.flatMap(({ records, valueBytes }) =>
      Array.from({ length: records }, () => ({ records: 1, sizeBytes: batchBytes(valueBytes), timestampMs: 0 })),
    );
    const indexIntervalBytes = oneOf(random, [300, 400, 500]);
    const [segment] = foreseeLog(batches, { indexIntervalBytes }, rules);
    const { index, sizeBytes } = segment!;
    const wanted = between(random, 1, batches.length - 1);
    const position = rules.positionBefore(index, wanted);
    const entries = Array.from({ length: index.entryCount }, (_, entry) => ({
      offset: index.offset(entry),
      position: index.position(entry),
    }));
    const own = segment!.batches[wanted]!.position;
    const others = [0, own, ...entries.map((entry) => entry.position), sizeBytes];
    const { answers, right } = amongNumbers(random, position, others, byte);
    const next = entries.find(({ offset }) => offset > wanted);
    const chosen = entries.findLast(({ offset }) => offset <= wanted);
    return {
      commands: [
        'create cluster brokers=1 seed=7',
        `create topic payments partitions=1 index.interval.bytes=${indexIntervalBytes}`,
        'create producer teller batch.size=0',
        ...groups.map(
          ({ records, valueBytes }) => `produce payments "42 EUR to Ada" count=${records} size=${valueBytes} as teller`,
        ),
        'create consumer bank topics=payments',
      ],
      view: 'files',
      question: `bank asks for offset ${wanted}. From which byte of the .log file does the broker begin to read?`,
      facts: entries.map((entry) => ({ name: `index: offset ${entry.offset}`, value: byte(entry.position) })),
      answers,
      right,
      because:
        chosen === undefined
          ? `All entries lie behind ${wanted}, so it begins with the file, and goes from batch to batch.`
          : `The last entry that is not behind ${wanted} is that of offset ${chosen.offset}; from there it goes from batch to batch.${beyond(next?.offset, wanted)}`,
      goesOn: [`seek bank payments-0 to ${wanted}`, 'poll max=1 as bank'],
      told({ files }) {
        const seen = files.find(({ partition }) => partition === 'payments-0');
        const subject = { is: 'file', file: `payments-0/${segmentFile(0, 'index')}`, broker: 'broker-1' } as const;
        const entry = seen?.offsets.seen.findLast(({ offset }) => offset <= wanted);
        return seen && { answer: byte(entry?.position ?? 0), subject };
      },
    };
  },
};

function beyond(next: number | undefined, wanted: number): string {
  return next === undefined ? '' : ` The entry of ${next} may already lie behind ${wanted}.`;
}

function byte(position: number): string {
  return `byte ${position}`;
}
