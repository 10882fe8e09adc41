import { defineApi } from '../definition.ts';
import { array, errorCode, string, throttleTimeMs } from '../fields.ts';

/**
 * ListGroups (16): the groups that this broker coordinates.
 *
 *   v1  the answer says for how long it was throttled (KIP-124)
 *   v2  the answer comes before the throttling, not after it (KIP-219)
 *   v3  flexible (KIP-482)
 *   v4  groups in given states only (KIP-518)
 *   v5  groups of given types only (KIP-848)
 */
export const ListGroups = defineApi({
  key: 16,
  name: 'ListGroups',
  versions: [0, 5],
  flexibleFrom: 3,
  request: {
    /** Empty: in any state. */
    statesFilter: array(string()).since(4),
    /** Empty: of any type. */
    typesFilter: array(string()).since(5),
  },
  response: {
    throttleTimeMs: throttleTimeMs().since(1),
    errorCode: errorCode(),
    groups: array({
      groupId: string(),
      protocolType: string(),
      groupState: string().since(4).ignorable(),
      /** classic, consumer, share or streams. */
      groupType: string().since(5).ignorable(),
    }),
  },
});
