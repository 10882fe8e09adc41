import { amongNumbers, between, oneOf } from '../../../src/review/answers.ts';
import { aboutEvent, eventsNamed, type ReviewCard } from '../../../src/review/card.ts';
import { TimeIndex } from '../../../src/storage/time-index.ts';

const minuteMs = 60_000;
const fastMinutes = 20;

export const card: ReviewCard = {
  title: 'The first since when?',
  lesson: '/1-storage/5-the-time-index',
  draw(random, { offsetBefore }) {
    let nowMinutes = between(random, 21, 50);
    const sent = Array.from({ length: between(random, 4, 7) }, (_, offset) => {
      const waitMinutes = offset === 0 ? nowMinutes : between(random, 2, 9);
      if (offset > 0) nowMinutes += waitMinutes;
      const isFast = oneOf(random, [false, false, true]);
      return { waitMinutes, isFast, minutes: nowMinutes + (isFast ? fastMinutes : 0) };
    });
    const earliest = Math.min(...sent.map(({ minutes }) => minutes));
    const latest = Math.max(...sent.map(({ minutes }) => minutes));
    const wanted = between(random, earliest + 1, latest);

    const index = new TimeIndex(0);
    sent.forEach(({ minutes }, offset) => index.append(minutes * minuteMs, offset));
    const from = offsetBefore(index, wanted * minuteMs, 0);
    const found = sent.findIndex(({ minutes }, offset) => offset >= from && minutes >= wanted);
    const wrong = [
      sent.findLastIndex(({ minutes }) => minutes < wanted) + 1,
      sent.findIndex(({ minutes, isFast }) => !isFast && minutes >= wanted),
      sent.findLastIndex(({ minutes }) => minutes < wanted),
      ...sent.keys(),
    ];
    const { answers, right } = amongNumbers(random, found, wrong);
    const later = sent.findIndex(({ minutes }, offset) => offset > found && minutes < wanted);
    return {
      commands: [
        'create cluster brokers=1 seed=7',
        'create topic payments partitions=1',
        'create producer teller',
        'create producer clerk',
        `skew clerk by ${fastMinutes}m`,
        ...sent.flatMap(({ waitMinutes, isFast }) => [
          `wait ${waitMinutes}m`,
          `produce payments "42 EUR to Ada" as ${isFast ? 'clerk' : 'teller'}`,
        ]),
        'create consumer bank topics=payments',
      ],
      view: 'logs',
      question: `bank goes to ${clock(wanted)}. From which offset does it read on?`,
      facts: sent.map(({ minutes }, offset) => ({ name: `offset ${offset}`, value: `says ${clock(minutes)}` })),
      answers,
      right,
      because: `Offset ${found} is the first in the log that says ${clock(wanted)} or later.${later < 0 ? '' : ` Offset ${later}, behind it, says an earlier time and is read all the same.`}`,
      goesOn: [`seek bank payments-0 to ${clock(wanted)}`],
      told(seen) {
        const reset = eventsNamed(seen, 'position reset', 'payments-0').findLast(({ index: at }) => at >= seen.asked);
        return reset && { answer: String(reset.event.position), subject: aboutEvent(reset.index) };
      },
    };
  },
};

/** `8:50` */
function clock(minutes: number): string {
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}
