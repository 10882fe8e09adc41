import type { BytesSeen, Piece } from '../../../../src/terminal/inspect-sheet.ts';

/** One byte of a sheet, and the piece that names it. */
export interface NamedByte {
  readonly position: number;
  readonly hex: string;
  /** Index of its piece. */
  readonly piece: number;
}

/** Every byte that is shown; of a long piece these are its first ones. */
export function bytesIn({ pieces }: BytesSeen): readonly NamedByte[] {
  return pieces.flatMap(({ position, bytes }, piece) =>
    bytes.map((byte, index) => ({ position: position + index, hex: byte.toString(16).padStart(2, '0'), piece })),
  );
}

/** What the bytes say as text: a dot for what is no printable character. */
export function asText(hex: string): string {
  const code = Number.parseInt(hex, 16);
  return code >= 0x20 && code < 0x7f ? String.fromCharCode(code) : '·';
}

/** Pieces that are parts of the same, together. */
export interface PieceGroup {
  readonly within: string;
  readonly pieces: readonly { readonly piece: Piece; readonly index: number }[];
}

export function groupsOf({ pieces }: BytesSeen): readonly PieceGroup[] {
  const groups: { within: string; pieces: { piece: Piece; index: number }[] }[] = [];
  for (const [index, piece] of pieces.entries()) {
    const last = groups.at(-1);
    if (last?.within === piece.within) last.pieces.push({ piece, index });
    else groups.push({ within: piece.within, pieces: [{ piece, index }] });
  }
  return groups;
}

/** First and last position of a piece. */
export function rangeOf({ position, sizeBytes }: Piece): { readonly first: number; readonly last: number } {
  return { first: position, last: position + Math.max(sizeBytes, 1) - 1 };
}

/** Where an arrow key leads among so many, in rows of a width. Undefined where the key means nothing here. */
export function moved(key: string, at: number, count: number, perRow: number): number | undefined {
  const steps: Readonly<Record<string, number>> = {
    ArrowRight: at + 1,
    ArrowLeft: at - 1,
    ArrowDown: at + perRow,
    ArrowUp: at - perRow,
    Home: 0,
    End: count - 1,
  };
  const wanted = steps[key];
  return wanted === undefined ? undefined : Math.min(count - 1, Math.max(0, wanted));
}
