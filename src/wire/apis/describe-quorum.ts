import { defineApi } from '../definition.ts';
import { array, errorCode, int32, int64, string, uint16, uuid } from '../fields.ts';

/** How far a replica of the metadata log is. */
const replicaState = {
  replicaId: int32(),
  replicaDirectoryId: uuid().since(2),
  logEndOffset: int64(),
  lastFetchTimestamp: int64().since(1).default(-1).ignorable(),
  lastCaughtUpTimestamp: int64().since(1).default(-1).ignorable(),
};

/**
 * DescribeQuorum (55): who leads the metadata log, and how far voters and observers are (KIP-595).
 *
 *   v1  when a replica last fetched, and when it was last caught up (KIP-836)
 *   v2  folders and addresses of the voters, messages with errors (KIP-853)
 */
export const DescribeQuorum = defineApi({
  key: 55,
  name: 'DescribeQuorum',
  versions: [0, 2],
  flexibleFrom: 0,
  request: {
    topics: array({
      topicName: string(),
      partitions: array({ partitionIndex: int32() }),
    }),
  },
  response: {
    errorCode: errorCode(),
    errorMessage: string().since(2).nullable().ignorable(),
    topics: array({
      topicName: string(),
      partitions: array({
        partitionIndex: int32(),
        errorCode: errorCode(),
        errorMessage: string().since(2).nullable().ignorable(),
        /** −1: unknown. */
        leaderId: int32(),
        leaderEpoch: int32(),
        highWatermark: int64(),
        currentVoters: array(replicaState),
        observers: array(replicaState),
      }),
    }),
    nodes: array({
      nodeId: int32(),
      listeners: array({ name: string(), host: string(), port: uint16() }),
    }).since(2),
  },
});
