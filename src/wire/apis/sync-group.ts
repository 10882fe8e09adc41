import { defineApi } from '../definition.ts';
import { array, bytes, errorCode, int32, string, throttleTimeMs } from '../fields.ts';

/**
 * SyncGroup (14): the leader of a classic group gives every member its partitions; every member asks for its own.
 *
 *   v1  the answer says for how long it was throttled (KIP-124)
 *   v2  the answer comes before the throttling, not after it (KIP-219)
 *   v3  static members (KIP-345)
 *   v4  flexible (KIP-482)
 *   v5  type and name of the protocol, so that a mistake is noticed (KIP-559)
 */
export const SyncGroup = defineApi({
  key: 14,
  name: 'SyncGroup',
  versions: [0, 5],
  flexibleFrom: 4,
  request: {
    groupId: string(),
    generationId: int32(),
    memberId: string(),
    groupInstanceId: string().since(3).nullable().default(null),
    protocolType: string().since(5).nullable().default(null).ignorable(),
    protocolName: string().since(5).nullable().default(null).ignorable(),
    /** Of all members, from the leader; empty from the others. */
    assignments: array({ memberId: string(), assignment: bytes() }),
  },
  response: {
    throttleTimeMs: throttleTimeMs().since(1),
    errorCode: errorCode(),
    protocolType: string().since(5).nullable().default(null).ignorable(),
    protocolName: string().since(5).nullable().default(null).ignorable(),
    /** The member's own partitions. */
    assignment: bytes(),
  },
});
