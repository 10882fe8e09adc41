import { defineApi } from '../definition.ts';
import { array, bool, bytes, errorCode, int32, string, throttleTimeMs } from '../fields.ts';

/**
 * JoinGroup (11): a member joins a classic group and waits for the others. The answer names the generation; the leader
 * among the members also gets their subscriptions, and shares out the partitions.
 *
 *   v1  how long to wait for the others has a timeout of its own (KIP-62)
 *   v2  the answer says for how long it was throttled (KIP-124)
 *   v3  the answer comes before the throttling, not after it (KIP-219)
 *   v4  a new member first gets an id, with MEMBER_ID_REQUIRED, and joins again (KIP-394)
 *   v5  static members (KIP-345)
 *   v6  flexible (KIP-482)
 *   v7  the answer names the type of protocol (KIP-559)
 *   v8  why the member joins (KIP-800)
 *   v9  a leader that joins again may be told to leave the assignment as it is (KIP-814)
 */
export const JoinGroup = defineApi({
  key: 11,
  name: 'JoinGroup',
  versions: [0, 9],
  flexibleFrom: 6,
  request: {
    groupId: string(),
    /** Without a heartbeat for so long the member counts as gone. */
    sessionTimeoutMs: int32(),
    /** How long the group waits for its members to join again; −1, which version 0 means: as long as the session. */
    rebalanceTimeoutMs: int32().since(1).default(-1).ignorable(),
    /** Empty: the coordinator has given none yet. */
    memberId: string(),
    /** Of a static member; null otherwise. */
    groupInstanceId: string().since(5).nullable().default(null),
    /** `consumer`, `connect` or the like; all members have the same. */
    protocolType: string(),
    /** How the member could share out partitions, the best first, each with its subscription. */
    protocols: array({ name: string(), metadata: bytes() }),
    reason: string().since(8).nullable().default(null).ignorable(),
  },
  response: {
    throttleTimeMs: throttleTimeMs().since(2),
    errorCode: errorCode(),
    generationId: int32().default(-1),
    protocolType: string().since(7).nullable().default(null).ignorable(),
    /** What all members have in common. */
    protocolName: string().nullable(7),
    /** Who shares out the partitions. */
    leader: string(),
    skipAssignment: bool().since(9),
    memberId: string(),
    /** For the leader only. */
    members: array({
      memberId: string(),
      groupInstanceId: string().since(5).nullable().default(null).ignorable(),
      /** The member's subscription in the chosen protocol. */
      metadata: bytes(),
    }),
  },
});
