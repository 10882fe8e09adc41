const headerBytes = 61;

/**
 * How many bytes at the start of a file are whole batches, one behind the other: what is believed after a crash. A write may
 * have been torn by a loss of power, and what the file system shows in its place may be anything: half a batch, zeros, bytes
 * of a file that was deleted long ago. So nothing counts but the batch's own words:
 *
 * - its length leads to a place within the file, and is not below that of a header;
 * - its format is 2 (KIP-98), the only one written since Kafka 0.11;
 * - it does not go back: its offsets lie behind those before it (a gap is no flaw, compaction makes them);
 * - its checksum matches.
 *
 * What lies behind the first batch that is not whole is given up, even if it looks right: it was written later, so it cannot
 * have been flushed when that one was not.
 *
 * @param nextOffset the smallest offset that the first batch may have
 * @param checksum CRC-32C
 */
export function validPrefix(file: Uint8Array, nextOffset: number, checksum: (bytes: Uint8Array) => number): number {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  let end = 0;
  while (file.length - end >= headerBytes) {
    const sizeBytes = 12 + view.getInt32(end + 8);
    if (sizeBytes < headerBytes || sizeBytes > file.length - end) break;
    if (view.getInt8(end + 16) !== 2) break;

    const baseOffset = view.getInt32(end) * 0x1_0000_0000 + view.getUint32(end + 4);
    const lastOffsetDelta = view.getInt32(end + 23);
    if (baseOffset < nextOffset || lastOffsetDelta < 0) break;

    const claimed = view.getUint32(end + 17);
    if (checksum(file.subarray(end + 21, end + sizeBytes)) !== claimed) break;
    nextOffset = baseOffset + lastOffsetDelta + 1;
    end += sizeBytes;
  }
  return end;
}
