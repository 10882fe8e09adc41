import type { Log } from '../../storage/log.ts';
import type { Fetch } from '../../wire/apis/fetch.ts';
import type { RequestOf, ResponseOf } from '../../wire/definition.ts';
import { codeOf } from '../../wire/errors.ts';
import type { HeldMemory } from '../answer-memory.ts';
import type { Broker } from '../broker.ts';
import { asKafkaError } from '../errors.ts';
import type { Asked, Handler } from '../handler.ts';
import type { HostedPartition } from '../hosted-partition.ts';

type Request = RequestOf<typeof Fetch>;
type Response = ResponseOf<typeof Fetch>;
type Topic = Request['topics'][number];
type Partition = Topic['partitions'][number];
type PartitionAnswer = Response['responses'][number]['partitions'][number];

const readCommitted = 1;
const nothing = new Uint8Array(0);

/**
 * Records from given offsets on. Where there are fewer bytes than `minBytes`, the answer waits for more, at most `maxWaitMs`;
 * an error is answered at once.
 *
 * No session is ever made (KIP-227): a client that asks for one is told session 0, and names every partition each time.
 */
export const onFetch: Handler<typeof Fetch> = async (request, broker, asked) => {
  if (request.sessionEpoch > 0) {
    return { errorCode: codeOf('FETCH_SESSION_ID_NOT_FOUND'), sessionId: 0, responses: [] };
  }
  const { clock } = broker.world;
  const untilMs = clock.monotonicMs() + request.maxWaitMs;
  const maxBytes = Math.min(request.maxBytes, broker.settings()['fetch.max.bytes']);
  const minBytes = Math.min(request.minBytes, maxBytes);
  const memory = broker.answerMemory.hold();
  asked.whenAnswered(() => memory.release());
  for (;;) {
    const partitions = partitionsOf(request, broker, asked);
    const ends = endsOf(partitions);
    const { response, sizeBytes, hasError } = await readAll(request, broker, asked, memory, maxBytes);
    const leftMs = untilMs - clock.monotonicMs();
    const isClosed = asked.isClosed();
    if (broker.rules.fetchIsAnswered({ sizeBytes, minBytes, leftMs, hasError, isClosed })) return response;
    memory.release();
    await moreToRead(partitions, broker, asked, { ends, haveBytes: sizeBytes, minBytes, leftMs });
  }
};

interface Read {
  readonly response: Response;
  readonly sizeBytes: number;
  readonly hasError: boolean;
}

async function readAll(
  request: Request,
  broker: Broker,
  asked: Asked,
  memory: HeldMemory,
  maxBytes: number,
): Promise<Read> {
  let leftBytes = maxBytes;
  let sizeBytes = 0;
  let hasError = false;
  const responses: Response['responses'][number][] = [];
  for (const topic of request.topics) {
    const partitions: PartitionAnswer[] = [];
    for (const partition of topic.partitions) {
      // The first batch of all comes even where it alone is larger than the limits, or a client could never get past it (KIP-74).
      const limits = { memory, leftBytes, minOneBatch: sizeBytes === 0 };
      const answer = await readOne(topic, partition, request, broker, asked, limits);
      const readBytes = answer.records?.length ?? 0;
      sizeBytes += readBytes;
      leftBytes = Math.max(0, leftBytes - readBytes);
      hasError ||= answer.errorCode !== 0;
      partitions.push(answer);
    }
    responses.push({ topic: topic.topic, topicId: topic.topicId, partitions });
  }
  return { response: { sessionId: 0, responses }, sizeBytes, hasError };
}

interface Limits {
  readonly memory: HeldMemory;
  readonly leftBytes: number;
  readonly minOneBatch: boolean;
}

async function readOne(
  topic: Topic,
  asked: Partition,
  request: Request,
  broker: Broker,
  { version }: Asked,
  limits: Limits,
): Promise<PartitionAnswer> {
  try {
    const partition = find(topic, asked.partition, broker, version);
    partition.checkEpoch(asked.currentLeaderEpoch);
    const { log } = partition;
    const committedOnly = request.isolationLevel === readCommitted;
    const { highWatermark, lastStableOffset } = log;
    const upToOffset = broker.rules.readableUpTo(committedOnly, { highWatermark, lastStableOffset });
    const isAtEnd = asked.fetchOffset === upToOffset;
    const records = isAtEnd ? nothing : await readWithin(limits, asked, log, upToOffset);
    return {
      partitionIndex: asked.partition,
      errorCode: 0,
      highWatermark: log.highWatermark,
      lastStableOffset: log.lastStableOffset,
      logStartOffset: log.logStartOffset,
      abortedTransactions: committedOnly ? await log.abortedTransactions(asked.fetchOffset, upToOffset) : null,
      records,
    };
  } catch (error) {
    const errorCode = asKafkaError(error).code;
    return {
      partitionIndex: asked.partition,
      errorCode,
      highWatermark: -1,
      abortedTransactions: null,
      records: nothing,
    };
  }
}

function readWithin(
  { memory, leftBytes, minOneBatch }: Limits,
  { fetchOffset, partitionMaxBytes }: Partition,
  log: Log,
  upToOffset: number,
): Promise<Uint8Array> {
  return memory.read(Math.min(partitionMaxBytes, leftBytes), async (maxBytes, from) =>
    maxBytes > 0 || minOneBatch ? log.read(fetchOffset, { maxBytes, minOneBatch, upToOffset, memory: from }) : nothing,
  );
}

function find(topic: Topic, index: number, broker: Broker, version: number): HostedPartition {
  return version >= 13 ? broker.partitions.withId(topic.topicId, index) : broker.partitions.named(topic.topic, index);
}

function partitionsOf(
  request: Request,
  { partitions }: Broker,
  { version }: Asked,
): readonly (HostedPartition | undefined)[] {
  const found: (HostedPartition | undefined)[] = [];
  for (const { topic, topicId, partitions: asked } of request.topics) {
    for (const { partition } of asked) {
      found.push(version >= 13 ? partitions.findById(topicId, partition) : partitions.find(topic, partition));
    }
  }
  return found;
}

/** How far each partition can be read at this moment; −1 where it is not here. */
function endsOf(partitions: readonly (HostedPartition | undefined)[]): readonly number[] {
  return partitions.map((partition) => (partition?.hasLog ? partition.log.highWatermark : -1));
}

interface Waiting {
  /** How far the partitions could be read before they were read. */
  readonly ends: readonly number[];
  readonly haveBytes: number;
  readonly minBytes: number;
  readonly leftMs: number;
}

/** Resolves when so much was appended that reading again is worth it, when waiting is over, or when nobody waits any more. */
async function moreToRead(
  partitions: readonly (HostedPartition | undefined)[],
  broker: Broker,
  asked: Asked,
  waiting: Waiting,
): Promise<void> {
  // What was appended while the partitions were read was told to nobody.
  const endsNow = endsOf(partitions);
  if (endsNow.some((end, index) => end !== waiting.ends[index])) return;
  const enough = broker.world.deferred();
  let sizeBytes = waiting.haveBytes;
  const onMore = (moreBytes: number) => {
    sizeBytes += moreBytes;
    if (moreBytes === 0 || sizeBytes >= waiting.minBytes) enough.resolve();
  };
  const timer = broker.world.clock.after(waiting.leftMs, () => enough.resolve());
  const ends = [asked.whenClosed(() => enough.resolve())];
  for (const partition of partitions) {
    if (partition !== undefined) ends.push(partition.follow(onMore));
  }
  await enough.promise;
  timer.cancel();
  for (const end of ends) end();
}
