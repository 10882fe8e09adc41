import { array, bytes, int32, int64, string } from '../../wire/fields.ts';
import { defineCoordinatorRecord } from './definition.ts';

/**
 * A classic group: its generation, its members, and who reads what. Without a value: the group is gone.
 *
 *   v1  how long the group waits for its members (KIP-62)
 *   v2  since when the group is in its state (KIP-211)
 *   v3  static members (KIP-345)
 *   v4  flexible (KIP-482), so that what comes later does not hinder going back (KIP-915)
 */
export const GroupMetadata = defineCoordinatorRecord({
  number: 2,
  name: 'GroupMetadata',
  key: { group: string() },
  versions: [0, 4],
  flexibleFrom: 4,
  value: {
    /** Empty where the group has no members. */
    protocolType: string(),
    generation: int32(),
    /** How partitions are shared out; null where the group has no members. */
    protocol: string().nullable(),
    leader: string().nullable(),
    /** Milliseconds since 1970. */
    currentStateTimestamp: int64().since(2).default(-1).ignorable(),
    members: array({
      memberId: string(),
      groupInstanceId: string().since(3).nullable().default(null).ignorable(),
      clientId: string(),
      clientHost: string(),
      /** Milliseconds, as the one below. */
      rebalanceTimeout: int32().since(1).default(-1).ignorable(),
      sessionTimeout: int32(),
      /** A ConsumerProtocolSubscription behind its version. */
      subscription: bytes(),
      /** A ConsumerProtocolAssignment behind its version. */
      assignment: bytes(),
    }),
  },
});
