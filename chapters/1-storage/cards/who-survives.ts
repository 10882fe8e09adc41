import { amongTexts, between, oneOf } from '../../../src/review/answers.ts';
import { aboutEvent, eventsNamed, type ReviewCard } from '../../../src/review/card.ts';

export const card: ReviewCard = {
  title: 'Which records survive?',
  lesson: '/1-storage/8-compaction',
  draw(random, { survivesCompaction }) {
    const closed = between(random, 4, 6);
    const keys = Array.from({ length: closed + 1 }, () => oneOf(random, ['tea', 'cake', 'pie']));
    // Something has to be there to be compacted, and the open file's record to be tempting.
    keys[1] = keys[0]!;
    keys[closed] = oneOf(random, [keys[closed - 1]!, keys[1], 'pie']);
    const latestBefore = (offset: number, end: number) => keys.slice(0, end).lastIndexOf(keys[offset]!);
    const survivors = keys.flatMap((_, offset) => {
      const survives = survivesCompaction({
        offset,
        hasKey: true,
        isTombstone: false,
        latestOffsetOfKey: latestBefore(offset, closed),
        mapEndOffset: closed,
        mayTombstoneGo: false,
      });
      return survives ? [offset] : [];
    });
    const all = [...keys.keys()];
    const { answers, right } = amongTexts(random, inWords(survivors), [
      inWords(all.filter((offset) => latestBefore(offset, closed + 1) === offset)),
      inWords(all.filter((offset) => keys.indexOf(keys[offset]!) === offset || offset === closed)),
      inWords(all),
      inWords(survivors.slice(1)),
    ]);
    return {
      commands: [
        'create cluster brokers=1 seed=7 log.cleaner.backoff.ms=1000',
        'create topic prices partitions=1 cleanup.policy=compact segment.ms=1000 min.cleanable.dirty.ratio=0.1',
        'create producer teller batch.size=0',
        ...keys.slice(0, closed).map((key, offset) => `produce prices "${offset + 1} EUR" key=${key} as teller`),
        'wait 1500ms',
        `produce prices "${closed + 1} EUR" key=${keys[closed]!} as teller`,
      ],
      view: 'logs',
      question: 'The log is about to be compacted. Which offsets are still there afterwards?',
      facts: keys.map((key, offset) => ({
        name: `offset ${offset}`,
        value: `${key}${offset === closed ? ', in the file that is written to' : ''}`,
      })),
      answers,
      right,
      because: `Of each key the last record stays. The file that is written to is not looked at: offset ${closed} stays, and makes no other superfluous.`,
      goesOn: ['wait 3s'],
      told(seen) {
        const last = eventsNamed(seen, 'segments compacted', 'prices-0').at(-1);
        if (last === undefined) return undefined;
        const isThere = (offset: number) =>
          !last.event.removed.some(([first, end]) => offset >= first && offset <= end);
        return { answer: inWords(all.filter(isThere)), subject: aboutEvent(last.index) };
      },
    };
  },
};

function inWords(offsets: readonly number[]): string {
  return offsets.join(', ');
}
