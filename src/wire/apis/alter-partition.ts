import { defineApi } from '../definition.ts';
import { array, errorCode, int32, int64, int8, throttleTimeMs, uuid } from '../fields.ts';

/**
 * AlterPartition (56): the leader of a partition asks the controller to change the in-sync replicas (KIP-497).
 *
 *   v3  the brokers' epochs, so that one that has restarted since is not taken in (KIP-903)
 */
export const AlterPartition = defineApi({
  key: 56,
  name: 'AlterPartition',
  versions: [2, 3],
  flexibleFrom: 0,
  request: {
    brokerId: int32(),
    brokerEpoch: int64().default(-1),
    topics: array({
      topicId: uuid(),
      partitions: array({
        partitionIndex: int32(),
        leaderEpoch: int32(),
        /** The in-sync replicas as they shall be. */
        newIsr: array(int32()).until(2),
        /** The in-sync replicas as they shall be. */
        newIsrWithEpochs: array({
          brokerId: int32(),
          /** −1: not checked. */
          brokerEpoch: int64().default(-1),
        }).since(3),
        /** 1: the leader was elected uncleanly and has not yet recovered (KIP-704). */
        leaderRecoveryState: int8().default(0),
        /** The change counts only where this is still the epoch. */
        partitionEpoch: int32(),
      }),
    }),
  },
  response: {
    throttleTimeMs: throttleTimeMs(),
    errorCode: errorCode(),
    topics: array({
      topicId: uuid(),
      partitions: array({
        partitionIndex: int32(),
        errorCode: errorCode(),
        leaderId: int32(),
        leaderEpoch: int32(),
        /** The in-sync replicas as they are. */
        isr: array(int32()),
        leaderRecoveryState: int8().default(0),
        partitionEpoch: int32(),
      }),
    }),
  },
});
