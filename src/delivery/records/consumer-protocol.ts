import { Message } from '../../wire/definition.ts';
import { array, bytes, int32, string } from '../../wire/fields.ts';

/**
 * What the members of a classic group tell each other through the coordinator, which passes it on unread. Each stands
 * behind its version, an int16; a version from the future is read as the newest that is known.
 */

const topicPartitions = array({ topic: string(), partitions: array(int32()) });

/**
 * What a member wants to read.
 *
 *   v1  what it holds at present (KIP-429)
 *   v2  of which generation that is (KIP-792)
 *   v3  its rack (KIP-881)
 */
export const ConsumerProtocolSubscription = new Message(
  'ConsumerProtocolSubscription',
  {
    topics: array(string()),
    userData: bytes().nullable().default(null),
    ownedPartitions: topicPartitions.since(1).ignorable(),
    generationId: int32().since(2).default(-1).ignorable(),
    rackId: string().since(3).nullable().default(null).ignorable(),
  },
  [0, 3],
  Infinity,
);

/** What a member shall read. */
export const ConsumerProtocolAssignment = new Message(
  'ConsumerProtocolAssignment',
  { assignedPartitions: topicPartitions, userData: bytes().nullable().default(null) },
  [0, 3],
  Infinity,
);
