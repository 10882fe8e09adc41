/** How many columns of a terminal a text takes: East Asian letters and pictures take two, marks upon letters none. */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const letter of text) columns += /\p{M}/u.test(letter) ? 0 : isWide(letter.codePointAt(0) ?? 0) ? 2 : 1;
  return columns;
}

function isWide(point: number): boolean {
  return (
    (point >= 0x1100 && point <= 0x115f) ||
    (point >= 0x2e80 && point <= 0xa4cf) ||
    (point >= 0xac00 && point <= 0xd7a3) ||
    (point >= 0xf900 && point <= 0xfaff) ||
    (point >= 0xfe30 && point <= 0xfe6f) ||
    (point >= 0xff00 && point <= 0xff60) ||
    (point >= 0xffe0 && point <= 0xffe6) ||
    (point >= 0x1f300 && point <= 0x1faff) ||
    (point >= 0x20000 && point <= 0x3fffd)
  );
}

/**
 * What leads a line, and the room behind it: an instant, the sign before what was typed or expected, or a few words set apart from
 * what is said of them.
 */
const lead = /^(?: *[\d.]+ (?:ms|s|min) +|[>✓✗▸▾] | {2}\S+(?: \S+){0,2} {3,})/;

/**
 * A line in pieces that fit, cut between words; what follows stands under the text and not under what leads it. A word that is
 * longer than a line stays whole; the terminal cuts it.
 */
export function wrap(line: string, columns: number): readonly string[] {
  const hang = (lead.exec(line) ?? /^ */.exec(line))?.[0].length ?? 0;
  const indent = ' '.repeat(hang < columns / 2 ? hang : 0);
  const pieces: string[] = [];
  let piece = line.slice(0, hang);
  let isEmpty = true;
  for (const word of line.slice(hang).split(/(?<=\s)(?=\S)/)) {
    if (!isEmpty && columnsOf(piece + word.trimEnd()) > columns) {
      pieces.push(piece.trimEnd());
      piece = indent;
    }
    piece += word;
    isEmpty = false;
  }
  return [...pieces, piece.trimEnd()];
}

/** Moves a terminal's cursor so many columns to the right. */
export function columnForward(columns: number): string {
  return columns > 0 ? `\x1b[${columns}C` : '';
}
