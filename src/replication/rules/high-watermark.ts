/**
 * Up to where consumers may read: every replica that counts has the records below it, so none of them is taken back when
 * the leader fails. It is the smallest of the offsets up to which the in-sync replicas have the log, and it never goes back,
 * or a record that somebody has read would be unread again.
 *
 * A leader that is alone counts itself only: what it has appended can be read at once, or, where the topic asks for a flush
 * (`flush.messages`), when it is safe from a loss of power.
 *
 * @param present where it stands
 * @param endOffsets of every in-sync replica, the leader among them; at least one
 */
export function highWatermark(present: number, endOffsets: readonly number[]): number {
  return Math.max(present, Math.min(...endOffsets));
}
