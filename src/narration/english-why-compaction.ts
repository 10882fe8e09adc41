/** Why the log cleaner did what it did. */
export const compactionReasons = {
  compacts: (node: string, partition: string, dirtyBytes: string, cleanBytes: string, ratio: string) =>
    `${node} looks through its compacted logs for the one with the largest dirty part. In ${partition} ${dirtyBytes} are dirty and ${cleanBytes} were compacted before, and the dirty part is larger than min.cleanable.dirty.ratio=${ratio}.`,
  overdue: (node: string, partition: string, lag: string) =>
    `A record of ${partition} waits to be compacted for longer than max.compaction.lag.ms=${lag}, so ${node} does not ask how much is dirty.`,
  replaced: (offset: number, latest: number) =>
    `The record at offset ${offset}, say: one with the same key stands at offset ${latest}, behind it, so it went.`,
  tombstoneGone: (offset: number) =>
    `The tombstone at offset ${offset}, say: the delete horizon of its batch had passed (delete.retention.ms), so it went.`,
  unkeyed: (offset: number) =>
    `The record at offset ${offset}, say: it has no key, so no later record could ever replace it, and it went.`,
  joined: 'As many neighbouring files are compacted into one as would fit into segment.bytes.',
  reached: (offset: number) =>
    `The cleaner goes no further than offset ${offset}: there begins the active segment, or what is not decided, or younger than min.compaction.lag.ms.`,
  abandoned: (because: string) =>
    `${because}: what the cleaner had read may not be so any more, or may not be written. What is not finished is thrown away, and nothing of the log is lost.`,
};
