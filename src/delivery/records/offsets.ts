import { int32, int64, string, uuid } from '../../wire/fields.ts';
import { defineCoordinatorRecord } from './definition.ts';

const key = { group: string(), topic: string(), partition: int32() };

/**
 * How far a group has read a partition. Without a value: not known any more.
 *
 *   v1  when the offset expires
 *   v2  that is the broker's to say (KIP-211)
 *   v3  the leader epoch of the record before the offset (KIP-320)
 *   v4  flexible (KIP-482), so that what comes later does not hinder going back (KIP-915); the topic's id
 */
export const OffsetCommit = defineCoordinatorRecord({
  number: 1,
  name: 'OffsetCommit',
  key,
  versions: [0, 4],
  flexibleFrom: 4,
  value: {
    /** The next offset to read. */
    offset: int64(),
    leaderEpoch: int32().since(3).default(-1).ignorable(),
    metadata: string(),
    /** Milliseconds since 1970. */
    commitTimestamp: int64(),
    expireTimestamp: int64().since(1).until(1).default(-1).ignorable(),
    topicId: uuid().tagged(0, 4).ignorable(),
  },
});

/** The same from the days before 0.9; folders that are old enough still hold it. */
export const LegacyOffsetCommit = defineCoordinatorRecord({
  number: 0,
  name: 'LegacyOffsetCommit',
  key,
  versions: [0, 0],
  flexibleFrom: 'never',
  value: { offset: int64(), metadata: string(), commitTimestamp: int64() },
});
