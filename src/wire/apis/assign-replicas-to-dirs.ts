import { defineApi } from '../definition.ts';
import { array, errorCode, int32, int64, throttleTimeMs, uuid } from '../fields.ts';

/** AssignReplicasToDirs (73): a broker tells the controller in which of its log folders its replicas lie (KIP-858). */
export const AssignReplicasToDirs = defineApi({
  key: 73,
  name: 'AssignReplicasToDirs',
  versions: [0, 0],
  flexibleFrom: 0,
  request: {
    brokerId: int32(),
    brokerEpoch: int64().default(-1),
    directories: array({
      id: uuid(),
      topics: array({
        topicId: uuid(),
        partitions: array({ partitionIndex: int32() }),
      }),
    }),
  },
  response: {
    throttleTimeMs: throttleTimeMs(),
    errorCode: errorCode(),
    directories: array({
      id: uuid(),
      topics: array({
        topicId: uuid(),
        partitions: array({ partitionIndex: int32(), errorCode: errorCode() }),
      }),
    }),
  },
});
