import { defineApi } from '../definition.ts';
import { array, errorCode, int32, int64, int8, records, string, struct, throttleTimeMs, uuid } from '../fields.ts';

/**
 * Fetch (1): records from given offsets on, for consumers, for followers, and for the replicas of the metadata log.
 * Waits until there are `minBytes` of them, or `maxWaitMs` have passed.
 *
 *   v5   where the log starts, in request and answer (KIP-107)
 *   v6   the client may be told KAFKA_STORAGE_ERROR (KIP-112)
 *   v7   sessions: only what changed since the last request is named (KIP-227)
 *   v8   the answer comes before the throttling, not after it (KIP-219)
 *   v9   the leader epoch that the client knows, so that a stale leader is noticed (KIP-320)
 *   v10  batches compressed with zstd (KIP-110)
 *   v11  the consumer's rack, and the replica that it should rather read from (KIP-392)
 *   v12  flexible (KIP-482); diverging epochs and snapshots, for the metadata log (KIP-595, KIP-630)
 *   v13  topics by id (KIP-516)
 *   v14  the client may be told OFFSET_MOVED_TO_TIERED_STORAGE (KIP-405)
 *   v15  the follower's broker epoch (KIP-903)
 *   v16  the answer names the leader that the client should have asked (KIP-951)
 *   v17  the follower's folder (KIP-853)
 *   v18  the high watermark that the follower knows (KIP-1166)
 */
export const Fetch = defineApi({
  key: 1,
  name: 'Fetch',
  versions: [4, 18],
  flexibleFrom: 12,
  request: {
    /** Null where the sender does not know it yet. */
    clusterId: string().nullable().default(null).tagged(0, 12).ignorable(),
    /** The follower that asks; −1 for a consumer. */
    replicaId: int32().until(14).default(-1),
    /** The follower that asks and its epoch as a broker; −1 and −1 for a consumer. */
    replicaState: struct({ replicaId: int32().default(-1), replicaEpoch: int64().default(-1) }).tagged(1, 15),
    maxWaitMs: int32(),
    minBytes: int32(),
    /** A limit for the whole answer. The first batch comes even where it alone is larger (KIP-74). */
    maxBytes: int32().default(0x7fffffff),
    /** 0: also records of transactions that are not yet decided; 1: only what is committed (KIP-98). */
    isolationLevel: int8().default(0),
    /** 0: no session yet. */
    sessionId: int32().since(7).ignorable(),
    /** 0: a new session, with all partitions named; −1: no session; else what changed in the session, counted up. */
    sessionEpoch: int32().since(7).default(-1).ignorable(),
    topics: array({
      topic: string().until(12).ignorable(),
      topicId: uuid().since(13).ignorable(),
      partitions: array({
        partition: int32(),
        /** −1: unknown, so not checked. */
        currentLeaderEpoch: int32().since(9).default(-1).ignorable(),
        fetchOffset: int64(),
        /** The epoch of the last record that the follower has; −1: none. */
        lastFetchedEpoch: int32().since(12).default(-1),
        /** Where the follower's log starts; −1 for a consumer. */
        logStartOffset: int64().since(5).default(-1).ignorable(),
        partitionMaxBytes: int32(),
        replicaDirectoryId: uuid().tagged(0, 17).ignorable(),
        /** −1: unknown; `Infinity`: the follower does not say. */
        highWatermark: int64().default(Infinity).tagged(1, 18).ignorable(),
      }),
    }),
    /** What is to leave the session. */
    forgottenTopicsData: array({
      topic: string().until(12).ignorable(),
      topicId: uuid().since(13).ignorable(),
      partitions: array(int32()),
    }).since(7),
    rackId: string().since(11).ignorable(),
  },
  response: {
    throttleTimeMs: throttleTimeMs(),
    errorCode: errorCode().since(7).ignorable(),
    /** 0: no session was made. */
    sessionId: int32().since(7),
    responses: array({
      topic: string().until(12).ignorable(),
      topicId: uuid().since(13).ignorable(),
      partitions: array({
        partitionIndex: int32(),
        errorCode: errorCode(),
        highWatermark: int64(),
        /** Below this offset every transaction is decided. */
        lastStableOffset: int64().default(-1),
        logStartOffset: int64().since(5).default(-1).ignorable(),
        /** The largest epoch up to which the logs agree, and where it ends: the follower truncates to it. */
        divergingEpoch: struct({ epoch: int32().default(-1), endOffset: int64().default(-1) }).tagged(0, 12),
        /** Told with NOT_LEADER_OR_FOLLOWER and FENCED_LEADER_EPOCH. */
        currentLeader: struct({ leaderId: int32().default(-1), leaderEpoch: int32().default(-1) }).tagged(1, 12),
        /** What to fetch instead where the log no longer reaches back so far. */
        snapshotId: struct({ endOffset: int64().default(-1), epoch: int32().default(-1) }).tagged(2, 12),
        /** Whose records a read-committed consumer skips, and from which offset on; null where it reads uncommitted. */
        abortedTransactions: array({ producerId: int64(), firstOffset: int64() }).nullable(),
        /** −1: go on here. */
        preferredReadReplica: int32().since(11).default(-1),
        records: records().nullable(),
      }),
    }),
    /** Where the leaders named above listen. */
    nodeEndpoints: array({
      nodeId: int32(),
      host: string(),
      port: int32(),
      rack: string().nullable().default(null),
    }).tagged(0, 16),
  },
});
