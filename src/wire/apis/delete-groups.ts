import { defineApi } from '../definition.ts';
import { array, errorCode, string, throttleTimeMs } from '../fields.ts';

/**
 * DeleteGroups (42): removes groups that have no members, with their offsets (KIP-229).
 *
 *   v1  the answer comes before the throttling, not after it (KIP-219)
 *   v2  flexible (KIP-482)
 */
export const DeleteGroups = defineApi({
  key: 42,
  name: 'DeleteGroups',
  versions: [0, 2],
  flexibleFrom: 2,
  request: { groupsNames: array(string()) },
  response: {
    throttleTimeMs: throttleTimeMs(),
    results: array({ groupId: string(), errorCode: errorCode() }),
  },
});
