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

/** Names in the text are not broken at their hyphens. */
export function unbrokenCode(markdown: MarkdownIt): void {
  const usual = markdown.renderer.rules.code_inline;
  markdown.renderer.rules.code_inline = (tokens, index, ...rest) => {
    const made = usual?.(tokens, index, ...rest) ?? '';
    const { content } = tokens[index]!;
    const escaped = markdown.utils.escapeHtml;
    const inner = piecesOf(content).map(({ text, isWhole }) =>
      isWhole ? `<span class="whole">${escaped(text)}</span>` : escaped(text),
    );
    return inner.length < 2 && !inner[0]?.startsWith('<')
      ? made
      : made.replace(escaped(content), () => inner.join('<wbr>'));
  };
}
