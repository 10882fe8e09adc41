/**
 * Where a line may break in Kafka's names and settings: between words, and not at a hyphen or a sign, as in `payments-0@0` or
 * `auto.offset.reset=earliest`. A longer one may break behind `/`, `=` and `,`, or else before a point.
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
    const parts = fits(word) ? [word] : partsOf(word);
    for (const part of parts) {
      const isWhole = /\S[-/]|[=,]\S/.test(part) && fits(part);
      const last = pieces.at(-1);
      if (!isWhole && last !== undefined && !last.isWhole && /\s$/.test(last.text)) {
        pieces[pieces.length - 1] = { text: last.text + part, isWhole };
      } else pieces.push({ text: part, isWhole });
    }
  }
  return pieces;
}

function partsOf(word: string): readonly string[] {
  const parts = word.split(/(?<=\/)(?=[^/\s])|(?<=[=,])(?=\S)/);
  return parts.length > 1 ? parts : word.split(/(?=\.[a-z])/);
}

function fits(word: string): boolean {
  return word.trim().length <= longestWhole;
}
