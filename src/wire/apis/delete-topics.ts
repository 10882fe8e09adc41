import { defineApi } from '../definition.ts';
import { array, errorCode, int32, string, throttleTimeMs, uuid } from '../fields.ts';

/**
 * DeleteTopics (20): removes topics and all that is in them.
 *
 *   v2  the answer comes before the throttling, not after it (KIP-219)
 *   v3  the client may be told TOPIC_DELETION_DISABLED (KIP-322)
 *   v4  flexible (KIP-482)
 *   v5  a message with the error; the client may be told THROTTLING_QUOTA_EXCEEDED (KIP-599)
 *   v6  topics by id (KIP-516)
 */
export const DeleteTopics = defineApi({
  key: 20,
  name: 'DeleteTopics',
  versions: [1, 6],
  flexibleFrom: 4,
  request: {
    topics: array({
      /** Null where the topic is named by its id. */
      name: string().nullable().default(null),
      topicId: uuid(),
    }).since(6),
    topicNames: array(string()).until(5).ignorable(),
    timeoutMs: int32(),
  },
  response: {
    throttleTimeMs: throttleTimeMs(),
    responses: array({
      name: string().nullable(6),
      topicId: uuid().since(6).ignorable(),
      errorCode: errorCode(),
      errorMessage: string().since(5).nullable().default(null).ignorable(),
    }),
  },
});
