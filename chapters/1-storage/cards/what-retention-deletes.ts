import { amongNumbers, between, oneOf } from '../../../src/review/answers.ts';
import { aboutEvent, eventsNamed, type ReviewCard } from '../../../src/review/card.ts';
import { batchBytes, foreseeLog, range } from '../../../src/review/foreseen.ts';

const minuteMs = 60_000;
const valueBytes = 100;

export const card: ReviewCard = {
  title: 'What does retention delete?',
  lesson: '/1-storage/7-retention',
  draw(random, rules) {
    const sizeBytes = batchBytes(valueBytes);
    const segmentBytes = 4 * sizeBytes;
    const groups = Array.from({ length: between(random, 3, 5) }, () => ({
      records: between(random, 1, 5),
      waitMinutes: between(random, 1, 6),
    }));
    let nowMinutes = 0;
    const batches = groups.flatMap(({ records, waitMinutes }) => {
      const timestampMs = nowMinutes * minuteMs;
      nowMinutes += waitMinutes;
      return Array.from({ length: records }, () => ({ records: 1, sizeBytes, timestampMs }));
    });
    const checkMs = (nowMinutes + 1) * minuteMs;
    const segments = foreseeLog(batches, { segmentBytes }, rules);
    const end = batches.length;
    const isBySize = oneOf(random, [true, false]);
    const retentionMs = between(random, 1, nowMinutes + 1) * minuteMs + minuteMs / 2;
    const retentionBytes = between(random, 1, end) * sizeBytes;
    const described = segments.map((segment) => ({
      ...segment,
      largestTimestampMs: segment.largestTimestampMs,
      lastWrittenMs: segment.largestTimestampMs,
    }));
    const gone = rules.deletableSegments(described, {
      nowMs: checkMs,
      retentionMs: isBySize ? Infinity : retentionMs,
      retentionBytes: isBySize ? retentionBytes : Infinity,
      logStartOffset: 0,
      highWatermark: end,
    });
    const start = segments[gone.length]?.baseOffset ?? end;
    const expired = batches.filter(({ timestampMs }) => checkMs - timestampMs > retentionMs).length;
    const surplus = end - Math.floor(retentionBytes / sizeBytes);
    const { answers, right } = amongNumbers(random, start, [
      isBySize ? surplus : expired,
      ...segments.map(({ baseOffset }) => baseOffset),
      end,
      end - 1,
    ]);
    return {
      commands: [
        `create cluster brokers=1 seed=7 log.retention.check.interval.ms=${minuteMs}`,
        `create topic payments partitions=1 internal.segment.bytes=${segmentBytes}`,
        'create producer teller batch.size=0',
        ...groups.flatMap(({ records, waitMinutes }) => [
          `produce payments "42 EUR to Ada" count=${records} size=${valueBytes} as teller`,
          `wait ${waitMinutes}m`,
        ]),
        `set payments ${isBySize ? `retention.bytes=${retentionBytes}` : `retention.ms=${retentionMs}`}`,
      ],
      view: 'files',
      question: `Within a minute the broker looks at retention. With which offset does the log begin then?`,
      facts: [
        isBySize
          ? { name: 'retention.bytes', value: String(retentionBytes) }
          : { name: 'retention.ms', value: `${retentionMs} (${(retentionMs - minuteMs / 2) / minuteMs} min 30 s)` },
        ...segments.map(({ baseOffset, endOffset, sizeBytes: bytes, largestTimestampMs }) => ({
          name: `offsets ${range(baseOffset, endOffset)}`,
          value: isBySize
            ? `${bytes} bytes`
            : `the newest will be ${Math.round((checkMs - largestTimestampMs) / minuteMs)} min old`,
        })),
      ],
      answers,
      right,
      because: isBySize
        ? `A file goes only if the log keeps at least ${retentionBytes} bytes without it. ${gone.length === 0 ? 'Here none does.' : `Of its ${segments.length} files ${gone.length} can go.`}`
        : `A file goes when its newest record is too old, and with it all that it holds. ${gone.length === segments.length ? 'Here all are, the one that is written to as well.' : `Of ${segments.length} files that is so for ${gone.length}.`}`,
      goesOn: ['wait 61s'],
      told(seen) {
        const deleted = eventsNamed(seen, 'records deleted', 'payments-0').at(-1);
        const last = deleted ?? eventsNamed(seen, 'appended', 'payments-0').at(-1);
        return last && { answer: String(deleted?.event.logStartOffset ?? 0), subject: aboutEvent(last.index) };
      },
    };
  },
};
