import { between, oneOf } from '../../../src/review/answers.ts';
import { aboutEvent, eventsNamed, type ReviewCard } from '../../../src/review/card.ts';
import { batchBytes, foreseeLog } from '../../../src/review/foreseen.ts';

const same = 'it goes into the same file';
const bySize = 'it begins a new file, for its size';
const byAge = 'it begins a new file, for its age';
const minuteMs = 60_000;
const segmentMinutes = 30;
const segmentBytes = 1000;
const valueBytes = 100;

export const card: ReviewCard = {
  title: 'Same file, or a new one?',
  lesson: '/1-storage/3-one-log-many-files',
  draw(random, rules) {
    const sizeBytes = batchBytes(valueBytes);
    const records = between(random, 2, 4);
    const waitMinutes = between(random, 2, 26);
    const skewMinutes = oneOf(random, [0, 25, -25, 25, -25]);
    const nextValueBytes = oneOf(random, [valueBytes, valueBytes, 700]);
    const nextBytes = batchBytes(nextValueBytes);
    const nextMinutes = waitMinutes + skewMinutes;
    const batches = [
      ...Array.from({ length: records }, () => ({ records: 1, sizeBytes, timestampMs: 0 })),
      { records: 1, sizeBytes: nextBytes, timestampMs: nextMinutes * minuteMs },
    ];
    const settings = { segmentBytes, segmentMs: segmentMinutes * minuteMs };
    const isNew = foreseeLog(batches, settings, rules).length > 1;
    const isTooLarge = records * sizeBytes + nextBytes > segmentBytes;
    const rightAnswer = isNew ? (isTooLarge ? bySize : byAge) : same;
    const answers = [same, bySize, byAge];
    return {
      commands: [
        'create cluster brokers=1 seed=7',
        `create topic payments partitions=1 internal.segment.bytes=${segmentBytes} segment.ms=${settings.segmentMs}`,
        'create producer teller batch.size=0',
        'create producer sensor batch.size=0',
        ...(skewMinutes === 0 ? [] : [`skew sensor by ${skewMinutes}m`]),
        `produce payments "42 EUR to Ada" count=${records} size=${valueBytes} as teller`,
        `wait ${waitMinutes}m`,
      ],
      view: 'files',
      question: `sensor is about to write one record. ${clockOf(skewMinutes)} What becomes of it?`,
      facts: [
        { name: 'segment.bytes', value: String(segmentBytes) },
        { name: 'segment.ms', value: `${settings.segmentMs} (${segmentMinutes} minutes)` },
        { name: 'the file', value: `${records * sizeBytes} bytes; its first record says minute 0` },
        { name: 'the batch', value: `${nextBytes} bytes; its record says minute ${nextMinutes}` },
        { name: 'the broker’s clock', value: `minute ${waitMinutes}` },
      ],
      answers,
      right: answers.indexOf(rightAnswer),
      because: isTooLarge
        ? `${records * sizeBytes} and ${nextBytes} bytes are more than ${segmentBytes}. The age is not asked any more.`
        : `By the records’ own time, and not by the broker’s clock, ${nextMinutes} minutes lie between the first record and this one. ${isNew ? 'That is more' : 'That is no more'} than ${segmentMinutes}.`,
      goesOn: [`produce payments "20 degrees" size=${nextValueBytes} as sensor`],
      told(seen) {
        const last = eventsNamed(seen, 'appended', 'payments-0').at(-1);
        const rolled = eventsNamed(seen, 'segment rolled', 'payments-0').at(-1);
        if (last === undefined) return undefined;
        if (rolled === undefined) return { answer: same, subject: aboutEvent(last.index) };
        return { answer: rolled.event.because === 'size' ? bySize : byAge, subject: aboutEvent(rolled.index) };
      },
    };
  },
};

function clockOf(skewMinutes: number): string {
  if (skewMinutes === 0) return 'Its clock is right.';
  return `Its clock is ${Math.abs(skewMinutes)} minutes ${skewMinutes > 0 ? 'fast' : 'slow'}.`;
}
