/**
 * Where a line may break in Kafka's names and settings: never at a hyphen, as in `payments-0@0` or `broker-1`; behind `//`, `=`
 * and `,` it may, as in `PLAINTEXT://localhost:9092`.
 */
export interface Piece {
  readonly text: string;
  /** No line breaks within. */
  readonly isWhole: boolean;
}

/** A longer name is broken anywhere before it leaves the page. */
const longestWhole = 30;

/** A line may break between two pieces. */
export function piecesOf(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  for (const word of text.split(/(?<=\s)/)) {
    for (const part of word.split(/(?<=\/\/|[=,](?=\S))/)) {
      const isWhole = /\S[-/]/.test(part) && part.trim().length <= longestWhole;
      const last = pieces.at(-1);
      if (!isWhole && last !== undefined && !last.isWhole && /\s$/.test(last.text)) {
        pieces[pieces.length - 1] = { text: last.text + part, isWhole };
      } else pieces.push({ text: part, isWhole });
    }
  }
  return pieces;
}
