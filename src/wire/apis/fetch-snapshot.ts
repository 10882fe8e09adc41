import { defineApi } from '../definition.ts';
import { array, errorCode, int32, int64, records, string, struct, throttleTimeMs, uint16, uuid } from '../fields.ts';

/**
 * FetchSnapshot (59): a piece of a snapshot of the metadata log, for replicas that are too far behind to read the log
 * itself (KIP-630).
 *
 *   v1  the replica's folder, and where the leader listens (KIP-853)
 */
export const FetchSnapshot = defineApi({
  key: 59,
  name: 'FetchSnapshot',
  versions: [0, 1],
  flexibleFrom: 0,
  request: {
    /** Null where the sender does not know it yet. */
    clusterId: string().nullable().default(null).tagged(0),
    replicaId: int32().default(-1),
    maxBytes: int32().default(0x7fffffff),
    topics: array({
      name: string(),
      partitions: array({
        partition: int32(),
        currentLeaderEpoch: int32(),
        /** A snapshot has its name from the log: where it ends, and in which epoch. */
        snapshotId: struct({ endOffset: int64(), epoch: int32() }),
        /** From which byte of the snapshot on. */
        position: int64(),
        replicaDirectoryId: uuid().tagged(0, 1).ignorable(),
      }),
    }),
  },
  response: {
    throttleTimeMs: throttleTimeMs(),
    errorCode: errorCode(),
    topics: array({
      name: string(),
      partitions: array({
        index: int32(),
        errorCode: errorCode(),
        snapshotId: struct({ endOffset: int64(), epoch: int32() }),
        /** Told where the replica should have asked another. */
        currentLeader: struct({ leaderId: int32(), leaderEpoch: int32() }).tagged(0),
        /** Bytes of the whole snapshot. */
        size: int64(),
        position: int64(),
        /** Begins and ends anywhere, also within a batch. */
        unalignedRecords: records(),
      }),
    }),
    /** Where the leaders named above listen. */
    nodeEndpoints: array({ nodeId: int32(), host: string(), port: uint16() }).tagged(0, 1),
  },
});
