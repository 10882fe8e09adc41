import { defineApi } from '../definition.ts';
import { array, errorCode, int32, string, throttleTimeMs } from '../fields.ts';

/**
 * AlterReplicaLogDirs (34): moves replicas to other log folders of the same broker (KIP-113).
 *
 *   v2  flexible (KIP-482)
 */
export const AlterReplicaLogDirs = defineApi({
  key: 34,
  name: 'AlterReplicaLogDirs',
  versions: [1, 2],
  flexibleFrom: 2,
  request: {
    dirs: array({
      /** Absolute, as DescribeLogDirs tells it. */
      path: string(),
      topics: array({ name: string(), partitions: array(int32()) }),
    }),
  },
  response: {
    throttleTimeMs: throttleTimeMs(),
    results: array({
      topicName: string(),
      partitions: array({ partitionIndex: int32(), errorCode: errorCode() }),
    }),
  },
});
