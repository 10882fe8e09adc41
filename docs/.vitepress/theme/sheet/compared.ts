import type { Piece } from '../../../../src/terminal/inspect-compare.ts';

/** A byte of a field that is different. */
export interface ComparedByte {
  readonly position: number;
  readonly hex: string;
  readonly isDifferent: boolean;
}

/** A field's bytes, each with whether the other has another one there: counted from both ends where it is longer or shorter. */
export function comparedBytes(piece: Piece, other: Piece | undefined): readonly ComparedByte[] {
  const isDifferent = differing(piece.bytes, other?.bytes ?? []);
  return piece.bytes.map((byte, index) => ({
    position: piece.position + piece.from + index,
    hex: byte.toString(16).padStart(2, '0'),
    isDifferent: isDifferent(index),
  }));
}

function differing(bytes: readonly number[], other: readonly number[]): (index: number) => boolean {
  if (bytes.length === other.length) return (index) => bytes[index] !== other[index];
  const least = Math.min(bytes.length, other.length);
  let [start, end] = [0, 0];
  while (start < least && bytes[start] === other[start]) start++;
  while (end < least - start && bytes.at(-1 - end) === other.at(-1 - end)) end++;
  return (index) => index >= start && index < bytes.length - end;
}

/** In microseconds; undefined where the text is no instant from the beginning up to the last. */
export function readInstant(text: string, lastUs: number): number | undefined {
  const found = /^\s*(\d+(?:\.\d{1,3})?)\s*(?:ms)?\s*$/.exec(text);
  if (found === null) return undefined;
  const atUs = Math.round(Number(found[1]) * 1000);
  return atUs <= lastUs ? atUs : undefined;
}
