/**
 * Where a line may break in Kafka's names and settings: between words, and not at a hyphen or a sign, as in `payments-0@0` or
 * `auto.offset.reset=earliest`, nor within a short text in quotes. What is longer than its row may break behind `/`, `=` and `,`,
 * or else before a point.
 */
export interface Piece {
  /** No line breaks within, as long as it fits into a row. */
  readonly isWhole: boolean;
  /** Where it does not, it may break between these; joined they are the text. */
  readonly parts: readonly string[];
}

/** A longer name is broken anywhere before it leaves the page. */
const longestWhole = 30;

export function piecesOf(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  for (const word of wordsOf(text)) {
    const parts = word.length <= longestWhole ? [word] : partsOf(word);
    const isWhole = parts.length > 1 || (word.length <= longestWhole && /\S[-/]|[=,]\S|\S\s+\S/.test(word));
    const last = pieces.at(-1);
    if (!isWhole && last !== undefined && !last.isWhole) {
      pieces[pieces.length - 1] = { isWhole, parts: [last.parts.join('') + word] };
    } else pieces.push({ isWhole, parts });
  }
  return pieces;
}

/** Words and the room between them. A text in quotes is one word, or where it is long, many. */
function wordsOf(text: string): readonly string[] {
  const words = text.match(/(?:"[^"]*"|[^\s"])+|\s+|"/g) ?? [];
  return words.flatMap((word) => (word.length > longestWhole ? word.split(/(?<=\s)(?=\S)|(?<=\S)(?=\s)/) : [word]));
}

function partsOf(word: string): readonly string[] {
  const parts = word.split(/(?<=\/)(?=[^/])|(?<=[=,])(?=.)/);
  return parts.length > 1 ? parts : word.split(/(?=\.[a-z])/);
}
