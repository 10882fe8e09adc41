import { batchesIn } from '../../records/batches.ts';
import { type BatchToWrite, writeBatch } from '../../records/write-batch.ts';
import { encodeText } from '../../bytes/writer.ts';

/** The first of January 2026, when a simulated run begins. */
export const startMs = 1_767_225_600_000;

/** A batch with these values, as a producer sends it. */
export function batchOf(
  values: readonly string[],
  header: Omit<BatchToWrite, 'records'> = {},
  timestamp = startMs,
): Uint8Array {
  return writeBatch({
    ...header,
    records: values.map((value) => ({ key: null, value: encodeText(value), timestamp })),
  });
}

/** The values of the records in a Fetch response, with their offsets. */
export function valuesIn(records: Uint8Array | null): readonly (readonly [offset: number, value: string])[] {
  const { batches } = batchesIn(records ?? new Uint8Array(0));
  return batches.flatMap((batch) =>
    Array.from(batch.records(), ({ offset, value }) => [offset, new TextDecoder().decode(value ?? undefined)] as const),
  );
}
