import type { ByteField } from './exercise.ts';

/** Bytes of one field, as they were expected and as they were found. */
export interface ComparedRow {
  /** Of the first expected byte. */
  readonly position: number;
  readonly name: string;
  readonly expected: readonly ComparedByte[];
  readonly found: readonly ComparedByte[];
  readonly isSame: boolean;
}

/** In hexadecimal; undefined where the other row has a byte more. */
export interface ComparedByte {
  readonly hex: string | undefined;
  readonly isSame: boolean;
}

const perRow = 8;

/** Row by row, a field or eight bytes in each; bytes behind the last field are rows without a name. */
export function comparedRows(
  expected: Uint8Array,
  found: Uint8Array,
  fields: readonly ByteField[],
): readonly ComparedRow[] {
  const length = Math.max(expected.length, found.length);
  const rows: ComparedRow[] = [];
  for (let position = 0; position < length; ) {
    const field = fields.find(({ first, last }) => first <= position && position <= last);
    const next = fields.find(({ first }) => first > position)?.first ?? length;
    const end = Math.min(position + perRow, field === undefined ? next : field.last + 1, length);
    rows.push(rowOf(position, end, field?.name ?? '', expected, found));
    position = end;
  }
  return rows;
}

function rowOf(position: number, end: number, name: string, expected: Uint8Array, found: Uint8Array): ComparedRow {
  const places = Array.from({ length: end - position }, (_, index) => position + index);
  const bytesOf = (bytes: Uint8Array) =>
    places.map((place) => ({
      hex: bytes[place]?.toString(16).padStart(2, '0'),
      isSame: expected[place] === found[place],
    }));
  const isSame = places.every((place) => expected[place] === found[place]);
  return { position, name, expected: bytesOf(expected), found: bytesOf(found), isSame };
}
