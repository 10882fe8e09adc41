import { defineApi } from '../definition.ts';
import { array, errorCode, string, throttleTimeMs } from '../fields.ts';

/**
 * LeaveGroup (13): members leave a classic group, so that it need not wait until their sessions end.
 *
 *   v1  the answer says for how long it was throttled (KIP-124)
 *   v2  the answer comes before the throttling, not after it (KIP-219)
 *   v3  several members in one request, static ones too (KIP-345)
 *   v4  flexible (KIP-482)
 *   v5  why the member leaves (KIP-800)
 */
export const LeaveGroup = defineApi({
  key: 13,
  name: 'LeaveGroup',
  versions: [0, 5],
  flexibleFrom: 4,
  request: {
    groupId: string(),
    memberId: string().until(2),
    members: array({
      memberId: string(),
      groupInstanceId: string().nullable().default(null),
      reason: string().since(5).nullable().default(null).ignorable(),
    }).since(3),
  },
  response: {
    throttleTimeMs: throttleTimeMs().since(1),
    errorCode: errorCode(),
    members: array({
      memberId: string(),
      groupInstanceId: string().nullable(),
      errorCode: errorCode(),
    }).since(3),
  },
});
