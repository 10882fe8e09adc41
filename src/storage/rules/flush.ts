/**
 * Whether an append must wait for the disk before it is acknowledged: when as many records are unflushed as
 * `flush.messages` says. By default that is never: Kafka trusts copies on other brokers more than one disk, and leaves it to
 * the operating system when to write. A broker alone that loses power then loses what it had acknowledged.
 *
 * @param unflushedRecords records appended since the last flush, those of this append among them
 */
export function flushBeforeAcknowledge(unflushedRecords: number, flushMessages: number): boolean {
  return unflushedRecords >= flushMessages;
}
