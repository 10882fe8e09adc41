import type { MarkdownEnv, MarkdownOptions } from 'vitepress';
import { anchorOf, formsOf, glossary, type Term, termOf } from '../glossary.ts';

type MarkdownIt = Parameters<NonNullable<MarkdownOptions['config']>>[0];
type Token = ReturnType<MarkdownIt['parse']>[number];

const anyForm = new RegExp(
  `(?<![\\w.-])(?:${glossary
    .flatMap(formsOf)
    .sort((one, other) => other.length - one.length)
    .map((form) => form.replaceAll('.', '\\.'))
    .join('|')})(?![\\w-]|\\.\\w)`,
  'i',
);

/**
 * Marks terms as a page is made: where a term is explained, the word in italics becomes the place to which others point; on
 * any other page, its first use in a paragraph or a list says what it means. Headings, code and links are left alone, and so
 * is a page whose frontmatter says `terms: false`.
 */
export function markTerms(markdown: MarkdownIt): void {
  markdown.core.ruler.push('terms', (state) => {
    const { relativePath, frontmatter } = state.env as Partial<MarkdownEnv>;
    // A heading that is read for the page's title alone belongs to no page.
    if (relativePath === undefined || frontmatter?.['terms'] === false) return;
    const page = `/${relativePath.replace(/\.md$/, '')}`;
    const marked = new Set<Term>();
    for (const [index, token] of state.tokens.entries()) {
      const isProse = token.type === 'inline' && state.tokens[index - 1]?.type === 'paragraph_open';
      if (isProse) token.children = marksIn(token.children ?? [], { page, marked, html: htmlOf(state) });
    }
  });
}

interface Marking {
  readonly page: string;
  /** Those that this page has marked. */
  readonly marked: Set<Term>;
  readonly html: (content: string) => Token;
}

function htmlOf(state: { Token: new (type: string, tag: string, nesting: 0) => Token }): Marking['html'] {
  return (content) => Object.assign(new state.Token('html_inline', '', 0), { content });
}

function marksIn(tokens: readonly Token[], marking: Marking): Token[] {
  let links = 0;
  return tokens.flatMap((token, index) => {
    if (token.type === 'link_open') links++;
    if (token.type === 'link_close') links--;
    if (token.type !== 'text' || links > 0) return [token];
    const isDefinition = tokens[index - 1]?.type === 'em_open' && tokens[index + 1]?.type === 'em_close';
    return isDefinition ? defined(token, marking) : used(token, marking);
  });
}

/** Where a term is explained. */
function defined(token: Token, { page, marked, html }: Marking): Token[] {
  const term = termOf(token.content);
  if (term === undefined || term.introducedBy !== page || marked.has(term)) return [token];
  marked.add(term);
  return [html(`<dfn id="${anchorOf(term)}">`), token, html('</dfn>')];
}

/** Where it is used for the first time. */
function used(token: Token, marking: Marking): Token[] {
  const { page, marked, html } = marking;
  const found = anyForm.exec(token.content);
  if (found === null) return [token];
  const [word] = found;
  const part = (content: string): Token => Object.assign(Object.create(token) as Token, token, { content });
  const before = part(token.content.slice(0, found.index));
  const rest = part(token.content.slice(found.index + word.length));
  const term = termOf(word);
  if (term === undefined || marked.has(term) || term.introducedBy === page) {
    return [before, part(word), ...used(rest, marking)];
  }
  marked.add(term);
  const link = [html(openingOf(term)), part(word), html('</Term>')];
  // A sign behind the term is not left to the next line.
  const [sign = ''] = /^[,.;:!?)]+/.exec(rest.content) ?? [];
  if (sign === '') return [before, ...link, ...used(rest, marking)];
  const behind = part(rest.content.slice(sign.length));
  return [before, html('<span class="with-sign">'), ...link, part(sign), html('</span>'), ...used(behind, marking)];
}

function openingOf(term: Term): string {
  const { text } = term;
  return `<Term text="${text.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}" anchor="${anchorOf(term)}">`;
}
