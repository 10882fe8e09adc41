/** A piece of a paragraph: words, or code. */
export interface Piece {
  readonly text: string;
  readonly isCode: boolean;
}

/** A paragraph, or lines of code. */
export type Block = { readonly pieces: readonly Piece[] } | { readonly code: string };

/** As much of Markdown as a hint needs: paragraphs, code in a line, and fenced code. */
export function blocksOf(text: string): readonly Block[] {
  return text
    .split(/^```\w*\n([\s\S]*?)^```$/m)
    .flatMap((part, index): readonly Block[] => (index % 2 === 1 ? [{ code: part.trimEnd() }] : paragraphs(part)));
}

function paragraphs(text: string): readonly Block[] {
  return text
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.trim().replaceAll('\n', ' '))
    .filter((paragraph) => paragraph !== '')
    .map((paragraph) => ({
      pieces: paragraph
        .split('`')
        .map((piece, index) => ({ text: piece, isCode: index % 2 === 1 }))
        .filter(({ text: piece }) => piece !== ''),
    }));
}
