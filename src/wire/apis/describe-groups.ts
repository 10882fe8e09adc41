import { defineApi } from '../definition.ts';
import { array, bool, bytes, errorCode, int32, string, throttleTimeMs } from '../fields.ts';

/**
 * DescribeGroups (15): state and members of classic groups.
 *
 *   v1  the answer says for how long it was throttled (KIP-124)
 *   v2  the answer comes before the throttling, not after it (KIP-219)
 *   v3  what the client is allowed to do (KIP-430)
 *   v4  static members (KIP-345)
 *   v5  flexible (KIP-482)
 *   v6  a missing group is GROUP_ID_NOT_FOUND rather than Dead (KIP-1043)
 */
export const DescribeGroups = defineApi({
  key: 15,
  name: 'DescribeGroups',
  versions: [0, 6],
  flexibleFrom: 5,
  request: {
    groups: array(string()),
    includeAuthorizedOperations: bool().since(3),
  },
  response: {
    throttleTimeMs: throttleTimeMs().since(1),
    groups: array({
      errorCode: errorCode(),
      errorMessage: string().since(6).nullable().default(null),
      groupId: string(),
      /** PreparingRebalance, CompletingRebalance, Stable, Dead or Empty. */
      groupState: string(),
      protocolType: string(),
      /** The name of the protocol in use; empty where the group isn't stable. */
      protocolData: string(),
      members: array({
        memberId: string(),
        groupInstanceId: string().since(4).nullable().default(null).ignorable(),
        clientId: string(),
        clientHost: string(),
        memberMetadata: bytes(),
        memberAssignment: bytes(),
      }),
      /** A bit for each operation; the smallest integer where it was not asked for. */
      authorizedOperations: int32().since(3).default(-0x8000_0000),
    }),
  },
});
