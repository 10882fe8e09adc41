import { between, oneOf } from '../../../src/review/answers.ts';
import { aboutEvent, eventsNamed, type ReviewCard } from '../../../src/review/card.ts';

const goes = 'it is gone: nothing says any more that tea was there';
const stays = 'it is still there: a slow reader can learn of it';
const returns = 'it is gone, and the price of tea is there again';

/** When the cleaner first finds the tombstone with nothing left to delete. */
const firstCleaningMs = 3_011;
/** When the next command is given, without what is drawn. */
const readyMs = 5_000;

export const card: ReviewCard = {
  title: 'May the tombstone go?',
  lesson: '/1-storage/8-compaction',
  draw(random, { deleteHorizon, isPastDeleteHorizon, survivesCompaction }) {
    const deleteRetentionSeconds = oneOf(random, [12, 15, 20, 30]);
    const waitSeconds = deleteRetentionSeconds + oneOf(random, [between(random, -9, -6), between(random, 0, 6)]);
    const tombstone = { deleteHorizonMs: undefined, holdsTombstone: true, endsEmptyTransaction: false };
    const horizonMs = deleteHorizon(tombstone, firstCleaningMs, 1000 * deleteRetentionSeconds);
    const survives = survivesCompaction({
      offset: 1,
      hasKey: true,
      isTombstone: true,
      latestOffsetOfKey: 1,
      mapEndOffset: 3,
      mayTombstoneGo: isPastDeleteHorizon(horizonMs, readyMs + 1000 * waitSeconds),
    });
    const answers = [goes, stays, returns];
    return {
      commands: [
        'create cluster brokers=1 seed=7 log.cleaner.backoff.ms=1000',
        `create topic prices partitions=1 cleanup.policy=compact segment.ms=1000 min.cleanable.dirty.ratio=0.1 delete.retention.ms=${1000 * deleteRetentionSeconds}`,
        'create producer teller batch.size=0',
        'produce prices "1 EUR" key=tea as teller',
        'produce prices null key=tea as teller',
        'wait 2s',
        'produce prices "3 EUR" key=cake as teller',
        'wait 3s',
        `wait ${waitSeconds}s`,
        'produce prices "4 EUR" key=pie as teller',
      ],
      view: 'logs',
      question:
        'tea was deleted by a tombstone at offset 1. Within two seconds the log is compacted for the second time. What is with the tombstone then?',
      facts: [
        { name: 'delete.retention.ms', value: `${1000 * deleteRetentionSeconds} (${deleteRetentionSeconds} s)` },
        { name: 'first compaction', value: 'at 3 s' },
        { name: 'now', value: `${Math.floor(readyMs / 1000) + waitSeconds} s` },
      ],
      answers,
      right: answers.indexOf(survives ? stays : goes),
      because: `The first compaction found nothing left to delete, and wrote the delete horizon into the batch: 3 s + ${deleteRetentionSeconds} s = ${3 + deleteRetentionSeconds} s. ${survives ? 'The second one comes earlier.' : 'The second one comes later.'}`,
      goesOn: ['wait 3s'],
      told(seen) {
        const last = eventsNamed(seen, 'segments compacted', 'prices-0').findLast(({ index }) => index >= seen.asked);
        if (last === undefined) return undefined;
        const isGone = last.event.removed.some(([first, end]) => first <= 1 && 1 <= end);
        return { answer: isGone ? goes : stays, subject: aboutEvent(last.index) };
      },
    };
  },
};
