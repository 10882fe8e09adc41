import { defineApi } from '../definition.ts';
import { errorCode, int32, string, throttleTimeMs } from '../fields.ts';

/**
 * Heartbeat (12): a member of a classic group says that it is alive, and hears whether the group is rebalancing.
 *
 *   v1  the answer says for how long it was throttled (KIP-124)
 *   v2  the answer comes before the throttling, not after it (KIP-219)
 *   v3  static members (KIP-345)
 *   v4  flexible (KIP-482)
 */
export const Heartbeat = defineApi({
  key: 12,
  name: 'Heartbeat',
  versions: [0, 4],
  flexibleFrom: 4,
  request: {
    groupId: string(),
    generationId: int32(),
    memberId: string(),
    groupInstanceId: string().since(3).nullable().default(null),
  },
  response: {
    throttleTimeMs: throttleTimeMs().since(1),
    errorCode: errorCode(),
  },
});
