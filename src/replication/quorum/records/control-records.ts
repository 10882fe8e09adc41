import { Message } from '../../../wire/definition.ts';
import { array, int16, int32, int64, string, struct, uint16, uuid } from '../../../wire/fields.ts';

/**
 * What the quorum writes into the metadata log for itself, in control batches. Each value begins with its version, which is
 * one of its fields.
 */

const voter = { voterId: int32(), voterDirectoryId: uuid().since(1) };

/**
 * The first record of every leader: from here on its epoch counts (KIP-595).
 *
 *   v1  voters are known by their folder too (KIP-853)
 */
export const LeaderChangeMessage = new Message(
  'LeaderChangeMessage',
  {
    version: int16(),
    leaderId: int32(),
    voters: array(voter),
    /** Who voted for the leader. */
    grantingVoters: array(voter),
  },
  [0, 1],
  0,
);

/** The first record of a snapshot (KIP-630). */
export const SnapshotHeaderRecord = new Message(
  'SnapshotHeaderRecord',
  {
    version: int16(),
    /** Milliseconds since 1970: when the last record that the snapshot contains was written. */
    lastContainedLogTimestamp: int64(),
  },
  [0, 0],
  0,
);

/** The last record of a snapshot: without it the snapshot is not complete (KIP-630). */
export const SnapshotFooterRecord = new Message('SnapshotFooterRecord', { version: int16() }, [0, 0], 0);

/** Whether voters can come and go: 0: they stand in the settings; 1: they stand in VotersRecord (KIP-853). */
export const KRaftVersionRecord = new Message(
  'KRaftVersionRecord',
  { version: int16(), kRaftVersion: int16() },
  [0, 0],
  0,
);

/** The voters from here on; they count as soon as the record is written, not when it is committed (KIP-853). */
export const VotersRecord = new Message(
  'VotersRecord',
  {
    version: int16(),
    voters: array({
      voterId: int32(),
      voterDirectoryId: uuid(),
      endpoints: array({ name: string(), host: string(), port: uint16() }),
      /** Which versions of the quorum the voter could take part in. */
      kRaftVersionFeature: struct({ minSupportedVersion: int16(), maxSupportedVersion: int16() }),
    }),
  },
  [0, 0],
  0,
);
