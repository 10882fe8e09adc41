import { defineApi } from '../definition.ts';
import { array, errorCode, int64, string, throttleTimeMs } from '../fields.ts';

/**
 * ListTransactions (66): the transactional ids that this broker coordinates (KIP-664).
 *
 *   v1  only transactions that have been open for so long (KIP-994)
 *   v2  only ids that match a pattern (KIP-1152)
 */
export const ListTransactions = defineApi({
  key: 66,
  name: 'ListTransactions',
  versions: [0, 2],
  flexibleFrom: 0,
  request: {
    /** Empty: in any state. */
    stateFilters: array(string()),
    /** Empty: of any producer. */
    producerIdFilters: array(int64()),
    /** Milliseconds; below 0: for however long. */
    durationFilter: int64().since(1).default(-1),
    /** Null or empty: any id. */
    transactionalIdPattern: string().since(2).nullable().default(null),
  },
  response: {
    throttleTimeMs: throttleTimeMs(),
    errorCode: errorCode(),
    unknownStateFilters: array(string()),
    transactionStates: array({
      transactionalId: string(),
      producerId: int64(),
      transactionState: string(),
    }),
  },
});
