import { previewText } from '../records/preview.ts';
import type { RecordPreview } from './events.ts';

const mostRecords = 20;

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
