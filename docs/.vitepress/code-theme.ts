import type { MarkdownOptions } from 'vitepress';

interface Inks {
  readonly ink: string;
  readonly soft: string;
  readonly faint: string;
  readonly accent: string;
  readonly deep: string;
}

/**
 * Code in the two inks and the one accent of the page, as in the exercises' editor. Red is for what does not come out right, and
 * no keyword is that. The colours are those of `styles/tokens.css`.
 */
function inked(name: string, type: 'light' | 'dark', { ink, soft, faint, accent, deep }: Inks) {
  const style = (scope: string[], foreground: string, fontStyle = '') => ({
    scope,
    settings: { foreground, fontStyle },
  });
  return {
    name,
    type,
    fg: ink,
    bg: 'transparent',
    settings: [
      style(['source', 'text', 'variable', 'keyword.operator', 'punctuation'], ink),
      style(['comment', 'punctuation.definition.comment'], faint, 'italic'),
      style(['string', 'constant', 'punctuation.definition.string'], soft),
      style(['string.unquoted.argument.shell'], ink),
      style(['support.type', 'support.class', 'entity.name.type', 'entity.other.inherited-class'], accent),
      style(['constant.other.option'], accent),
      style(['support.type.property-name'], ink),
      style(
        ['keyword', 'storage', 'keyword.operator.new', 'keyword.operator.expression', 'variable.language'],
        deep,
        'bold',
      ),
      style(
        ['meta.definition.function entity.name.function', 'entity.name.function.shell', 'entity.name.command.shell'],
        ink,
        'bold',
      ),
      style(['support.function.builtin.shell'], ink, 'bold'),
    ],
  };
}

export const codeTheme = {
  light: inked('ink-on-paper', 'light', {
    ink: '#16201b',
    soft: '#47554d',
    faint: '#65736b',
    accent: '#0a6a4a',
    deep: '#075239',
  }),
  dark: inked('chalk-on-slate', 'dark', {
    ink: '#e8eeea',
    soft: '#b1beb7',
    faint: '#8a9a91',
    accent: '#5fcf9f',
    deep: '#8be0bb',
  }),
} satisfies MarkdownOptions['theme'];
