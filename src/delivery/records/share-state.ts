import { array, int16, int32, int64, int8, string, uuid } from '../../wire/fields.ts';
import { defineCoordinatorRecord } from './definition.ts';

/** Which records of a partition a share group has dealt with (KIP-932): read so that they can be shown, never written. */

const key = { groupId: string(), topicId: uuid(), partition: int32() };

const stateBatches = array({
  firstOffset: int64(),
  lastOffset: int64(),
  /** 0: to be delivered; 2: acknowledged; 4: given up. */
  deliveryState: int8(),
  deliveryCount: int16(),
});

/** The whole state. */
export const ShareSnapshot = defineCoordinatorRecord({
  number: 0,
  name: 'ShareSnapshot',
  key,
  versions: [0, 0],
  flexibleFrom: 0,
  value: {
    snapshotEpoch: int32(),
    stateEpoch: int32(),
    leaderEpoch: int32(),
    startOffset: int64(),
    deliveryCompleteCount: int32().default(-1).tagged(0),
    /** Milliseconds since 1970, as the one below. */
    createTimestamp: int64(),
    writeTimestamp: int64(),
    stateBatches,
  },
});

/** What has changed since the snapshot. */
export const ShareUpdate = defineCoordinatorRecord({
  number: 1,
  name: 'ShareUpdate',
  key,
  versions: [0, 0],
  flexibleFrom: 0,
  value: {
    snapshotEpoch: int32(),
    leaderEpoch: int32(),
    /** −1: unchanged. */
    startOffset: int64(),
    deliveryCompleteCount: int32().default(-1).tagged(0),
    stateBatches,
  },
});
