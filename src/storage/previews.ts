import { DecodeError } from '../bytes/reader.ts';
import { previewText } from '../records/preview.ts';
import { RecordBatch } from '../records/record-batch.ts';
import type { KafkaRecord } from '../records/record.ts';
import type { RecordPreview } from './events.ts';

const mostAtEachEnd = 10;
const mostBytesDecompressed = 1024 * 1024;

/** The first and the last records of a batch as a story shows them; none where they cannot be read. */
export function previewsOf(batch: Uint8Array): readonly RecordPreview[] {
  const first: KafkaRecord[] = [];
  const last: KafkaRecord[] = [];
  try {
    for (const record of new RecordBatch(batch).records(mostBytesDecompressed)) {
      if (first.length < mostAtEachEnd) first.push(record);
      else last.push(record);
      if (last.length > mostAtEachEnd) last.shift();
    }
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
  }
  return [...first, ...last].map(({ offset, key, value }) => ({
    offset,
    key: previewText(key),
    value: previewText(value),
  }));
}
