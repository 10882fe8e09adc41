import { CreateTopics } from '../../wire/apis/create-topics.ts';
import { Fetch } from '../../wire/apis/fetch.ts';
import { ListOffsets } from '../../wire/apis/list-offsets.ts';
import { Produce } from '../../wire/apis/produce.ts';
import { errorOf } from '../../wire/errors.ts';
import { OneBroker } from './one-broker.ts';

export const nameOf = ({ errorCode }: { readonly errorCode: number }) => errorOf(errorCode).name;

export async function brokerWithPayments(configs: Record<string, string> = {}, partitions = 1): Promise<OneBroker> {
  const broker = await OneBroker.start();
  const payments = {
    name: 'payments',
    numPartitions: partitions,
    replicationFactor: 1,
    assignments: [],
    configs: Object.entries(configs).map(([name, value]) => ({ name, value })),
  };
  await broker.ask(CreateTopics, { topics: [payments] });
  return broker;
}

export interface ToProduce {
  readonly acks?: number;
  readonly name?: string;
  readonly index?: number;
  readonly version?: number;
  readonly transactionalId?: string;
}

export async function produce(broker: OneBroker, records: Uint8Array | null, more: ToProduce = {}) {
  const { acks = -1, name = 'payments', index = 0, version, transactionalId = null } = more;
  const topicData = [{ name, partitionData: [{ index, records }] }];
  const { responses } = await broker.ask(Produce, { transactionalId, acks, timeoutMs: 1000, topicData }, version);
  return responses[0]!.partitionResponses[0]!;
}

export interface ToFetch {
  readonly version?: number;
  readonly maxWaitMs?: number;
  readonly minBytes?: number;
  readonly maxBytes?: number;
  readonly partitionMaxBytes?: number;
  readonly partition?: number;
  readonly epoch?: number;
  readonly isolationLevel?: number;
}

export const fetchBody = (fetchOffset: number, more: ToFetch = {}, topic = 'payments') => ({
  maxWaitMs: more.maxWaitMs ?? 0,
  minBytes: more.minBytes ?? 1,
  maxBytes: more.maxBytes ?? 1_000_000,
  isolationLevel: more.isolationLevel ?? 0,
  topics: [
    {
      topic,
      partitions: [
        {
          partition: more.partition ?? 0,
          currentLeaderEpoch: more.epoch ?? -1,
          fetchOffset,
          partitionMaxBytes: more.partitionMaxBytes ?? 1_000_000,
        },
      ],
    },
  ],
});

export async function fetch(broker: OneBroker, offset: number, more: ToFetch = {}) {
  const { responses } = await broker.ask(Fetch, fetchBody(offset, more), more.version ?? 12);
  return responses[0]!.partitions[0]!;
}

export async function listOffset(
  broker: OneBroker,
  timestamp: number,
  more: { epoch?: number; version?: number; name?: string } = {},
) {
  const partition = { partitionIndex: 0, timestamp, currentLeaderEpoch: more.epoch ?? -1 };
  const asked = { replicaId: -1, topics: [{ name: more.name ?? 'payments', partitions: [partition] }] };
  return (await broker.ask(ListOffsets, asked, more.version)).topics[0]!.partitions[0]!;
}
