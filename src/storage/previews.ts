import { DecodeError } from '../bytes/reader.ts';
import { RecordBatch } from '../records/record-batch.ts';
import type { RecordPreview } from './events.ts';

const mostRecords = 20;
const mostCharacters = 80;
const mostBytesDecompressed = 1024 * 1024;

/** The first records of a batch as a story shows them; none where they cannot be read. */
export function previewsOf(batch: Uint8Array): readonly RecordPreview[] {
  const previews: RecordPreview[] = [];
  try {
    for (const { offset, key, value } of new RecordBatch(batch).records(mostBytesDecompressed)) {
      if (previews.length === mostRecords) break;
      previews.push({ offset, key: textOf(key), value: textOf(value) });
    }
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
  }
  return previews;
}

function textOf(bytes: Uint8Array | null): string | null {
  if (bytes === null) return null;
  // A character takes at most four bytes.
  const text = new TextDecoder().decode(bytes.subarray(0, 4 * mostCharacters));
  return text.slice(0, mostCharacters);
}
