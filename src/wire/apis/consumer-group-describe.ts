import { defineApi } from '../definition.ts';
import { array, bool, errorCode, int32, int8, string, struct, throttleTimeMs, uuid } from '../fields.ts';

const topicPartitions = { topicId: uuid(), topicName: string(), partitions: array(int32()) };

const assignment = { topicPartitions: array(topicPartitions) };

/**
 * ConsumerGroupDescribe (69): state and members of groups of the new consumer protocol (KIP-848).
 *
 *   v1  whether a member still speaks the classic protocol (KIP-1099)
 */
export const ConsumerGroupDescribe = defineApi({
  key: 69,
  name: 'ConsumerGroupDescribe',
  versions: [0, 1],
  flexibleFrom: 0,
  request: { groupIds: array(string()), includeAuthorizedOperations: bool() },
  response: {
    throttleTimeMs: throttleTimeMs(),
    groups: array({
      errorCode: errorCode(),
      errorMessage: string().nullable().default(null),
      groupId: string(),
      /** Empty, Assigning, Reconciling, Stable or Dead. */
      groupState: string(),
      /** Grows with every change of members or subscriptions. */
      groupEpoch: int32(),
      /** The epoch of the target assignment. */
      assignmentEpoch: int32(),
      assignorName: string(),
      members: array({
        memberId: string(),
        instanceId: string().nullable().default(null),
        rackId: string().nullable().default(null),
        memberEpoch: int32(),
        clientId: string(),
        clientHost: string(),
        subscribedTopicNames: array(string()),
        subscribedTopicRegex: string().nullable().default(null),
        assignment: struct(assignment),
        targetAssignment: struct(assignment),
        /** −1: unknown; 0: classic; 1: of the new protocol. */
        memberType: int8().since(1).default(-1).ignorable(),
      }),
      /** A bit for each operation; the smallest integer where it was not asked for. */
      authorizedOperations: int32().default(-0x8000_0000),
    }),
  },
});
