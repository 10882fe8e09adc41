import type { ListOffsets } from '../../wire/apis/list-offsets.ts';
import type { RequestOf, ResponseOf } from '../../wire/definition.ts';
import { KafkaError } from '../../wire/errors.ts';
import type { Broker } from '../broker.ts';
import { asKafkaError } from '../errors.ts';
import type { Handler } from '../handler.ts';

type Request = RequestOf<typeof ListOffsets>;
type Asked = Request['topics'][number]['partitions'][number];
type Answer = ResponseOf<typeof ListOffsets>['topics'][number]['partitions'][number];

/** What stands in place of a timestamp. */
const latest = -1;
const earliest = -2;
const largestTimestamp = -3;

const readCommitted = 1;

/** Finds offsets: the ends of a log, the first record since a time, the newest one. */
export const onListOffsets: Handler<typeof ListOffsets> = async (request, broker, { version }) => ({
  topics: await Promise.all(
    request.topics.map(async ({ name, partitions }) => ({
      name,
      partitions: await Promise.all(partitions.map((asked) => answerFor(name, asked, request, broker, version))),
    })),
  ),
});

async function answerFor(
  topic: string,
  asked: Asked,
  request: Request,
  broker: Broker,
  version: number,
): Promise<Answer> {
  const { partitionIndex } = asked;
  try {
    const { leaderEpoch = -1, ...found } = await find(topic, asked, request, broker);
    return { partitionIndex, errorCode: 0, ...found, ...(version >= 4 ? { leaderEpoch } : {}) };
  } catch (error) {
    return { partitionIndex, errorCode: asKafkaError(error).code };
  }
}

interface Found {
  readonly offset?: number;
  readonly timestamp?: number;
  readonly leaderEpoch?: number;
}

/** Nothing where no record is so young. */
async function find(topic: string, asked: Asked, { isolationLevel }: Request, broker: Broker): Promise<Found> {
  const partition = broker.partitions.named(topic, asked.partitionIndex);
  partition.checkEpoch(asked.currentLeaderEpoch);
  const { log, leaderEpoch } = partition;
  const { highWatermark, lastStableOffset } = log;
  const end = broker.rules.readableUpTo(isolationLevel === readCommitted, { highWatermark, lastStableOffset });
  if (asked.timestamp === latest) return { offset: end, leaderEpoch };
  if (asked.timestamp === earliest) return { offset: log.logStartOffset, leaderEpoch: log.epochOf(log.logStartOffset) };
  if (asked.timestamp < largestTimestamp) {
    throw new KafkaError('UNSUPPORTED_VERSION', `timestamp ${asked.timestamp} has no meaning here`);
  }
  const found = await (asked.timestamp === largestTimestamp ? log.newest() : log.firstSince(asked.timestamp));
  if (found === undefined || found.offset >= end) return {};
  return { offset: found.offset, timestamp: found.timestampMs, leaderEpoch: found.leaderEpoch };
}
