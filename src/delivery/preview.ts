import type { RecordPreview } from './events.ts';

const longestText = 80;
const mostRecords = 20;
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** Bytes as an event shows them: what is not UTF-8 shows as replacement characters. */
export function previewText(bytes: Uint8Array | null): string | null {
  // A character of UTF-8 takes at most four bytes, so more are never needed.
  return bytes === null ? null : utf8.decode(bytes.subarray(0, 4 * longestText)).slice(0, longestText);
}

interface Shown {
  readonly offset: number;
  readonly key: Uint8Array | null;
  readonly value: Uint8Array | null;
}

export function previewRecords(records: readonly Shown[]): readonly RecordPreview[] {
  return records.slice(0, mostRecords).map(({ offset, key, value }) => ({
    offset,
    key: previewText(key),
    value: previewText(value),
  }));
}
