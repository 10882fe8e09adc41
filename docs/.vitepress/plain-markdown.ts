import type { MarkdownOptions } from 'vitepress';
import { piecesOf } from './theme/unbroken.ts';

type MarkdownIt = Parameters<NonNullable<MarkdownOptions['config']>>[0];

/** The link beside a heading is called as the heading reads, without the marks and tags that it is written with. */
export function plainPermalinks(markdown: MarkdownIt): void {
  markdown.core.ruler.push('plain permalinks', ({ tokens }) => {
    for (const link of tokens.flatMap(({ children }) => children ?? [])) {
      const label = link.attrGet('aria-label');
      if (link.type !== 'link_open' || !label?.startsWith('Permalink')) continue;
      link.attrSet('aria-label', label.replaceAll(/<[^>]*>|\s*\{#[^}]*\}/g, '').replaceAll(/\s+/g, ' '));
    }
  });
}

const longestUnbroken = 16;

/** Short code in the text is not broken at all: `npm ci`. A long name is taken to the next row as one, where there is room. */
export function unbrokenCode(markdown: MarkdownIt): void {
  const usual = markdown.renderer.rules.code_inline;
  markdown.renderer.rules.code_inline = (tokens, index, ...rest) => {
    const made = usual?.(tokens, index, ...rest) ?? '';
    const { content } = tokens[index]!;
    const escaped = markdown.utils.escapeHtml;
    const inside = (html: string) => made.replace(escaped(content), () => html);
    if (content.length <= longestUnbroken) return inside(`<span class="whole">${escaped(content)}</span>`);
    const pieces = piecesOf(content).map(({ isWhole, parts }) => {
      const html = parts.map(escaped).join('<wbr>');
      return isWhole && parts.length === 1 ? `<span class="whole">${html}</span>` : html;
    });
    const html = inside(pieces.join('<wbr>'));
    return isName(content) ? html.replace('<code', '<code class="name"') : html;
  };
}

function isName(content: string): boolean {
  return !/\s/.test(content) && content.length <= 48;
}

const longestWhole = 30;
/** What is no longer goes to the next row before it is broken: an address in a setting. */
const longestUnsplit = 36;

/**
 * Lines of a block that go on below are set in from where they begin. Commands and settings are broken between words, behind a
 * comma or within a path, not at a hyphen.
 */
export function unbrokenBlocks(markdown: MarkdownIt): void {
  const usual = markdown.renderer.rules.fence;
  markdown.renderer.rules.fence = (tokens, index, ...rest) => {
    const made = setIn(usual?.(tokens, index, ...rest) ?? '');
    if (!/^(sh|properties|text)\b/.test(tokens[index]!.info)) return made;
    return made.replaceAll(/>([^<>]+)</g, (_, text: string) => `>${text.replaceAll(/\S+/g, inPieces)}<`);
  };
}

function setIn(block: string): string {
  return block.replaceAll(
    /<span class="line">((?:<span[^>]*>)?)( +)/g,
    (_, opening: string, room: string) => `<span class="line" style="--set-in: ${room.length}ch">${opening}${room}`,
  );
}

/** Behind a sign or within a path; where that is not enough, behind the slashes of an address, or before the points of a name. */
function piecesAt(word: string): readonly string[] {
  return word.split(/(?<=[,=]|[^:/]{4}\/)(?=[^/])/).flatMap((piece) => {
    if (piece.length <= longestWhole) return [piece];
    return piece.split(piece.includes('://') ? /(?<=:\/\/)/ : /(?=\.[A-Za-z])/);
  });
}

function inPieces(word: string): string {
  const pieces = word.length <= longestUnsplit ? [word] : piecesAt(word);
  return pieces
    .map((piece) =>
      /\S[-/,]/.test(piece) && piece.length <= longestWhole ? `<span class="whole">${piece}</span>` : piece,
    )
    .join('<wbr>');
}

const units = /(\d) (?=(?:[KMGT]i?B|[mµ]?s|min|hours?|days?|weeks?|minutes?|seconds?|bytes?)\b)/g;

/** A number stays on the line of its unit, and of what it numbers: `2 MB`, `7 days`, `chapter 2`. */
export function unbrokenNumbers(markdown: MarkdownIt): void {
  markdown.core.ruler.push('unbroken numbers', ({ tokens }) => {
    for (const token of tokens.flatMap(({ children }) => children ?? [])) {
      if (token.type !== 'text') continue;
      token.content = token.content
        .replaceAll(units, '$1\u00a0')
        .replaceAll(/\b([Cc]hapter|[Ll]esson) (?=\d)/g, '$1\u00a0');
    }
  });
}
