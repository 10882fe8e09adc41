import { defineApi } from '../definition.ts';
import { array, errorCode, int32, int8, string, throttleTimeMs } from '../fields.ts';

/**
 * FindCoordinator (10): which broker coordinates a group, or a producer's transactions.
 *
 *   v1  also for transactions, a message with the error (KIP-98); the answer says for how long it was throttled
 *       (KIP-124)
 *   v2  the answer comes before the throttling, not after it (KIP-219)
 *   v3  flexible (KIP-482)
 *   v4  several keys in one request (KIP-699)
 *   v5  the client may be told TRANSACTION_ABORTABLE (KIP-890)
 *   v6  share groups (KIP-932)
 */
export const FindCoordinator = defineApi({
  key: 10,
  name: 'FindCoordinator',
  versions: [0, 6],
  flexibleFrom: 3,
  request: {
    /** The id of the group, or the transactional id. */
    key: string().until(3),
    /** 0: a group; 1: a transactional id; 2: a share group. */
    keyType: int8().since(1),
    coordinatorKeys: array(string()).since(4),
  },
  response: {
    throttleTimeMs: throttleTimeMs().since(1),
    errorCode: errorCode().until(3),
    errorMessage: string().since(1).until(3).nullable().ignorable(),
    nodeId: int32().until(3),
    host: string().until(3),
    port: int32().until(3),
    coordinators: array({
      key: string(),
      nodeId: int32(),
      host: string(),
      port: int32(),
      errorCode: errorCode(),
      errorMessage: string().nullable(),
    }).since(4),
  },
});
