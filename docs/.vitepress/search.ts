import type { DefaultTheme } from 'vitepress';
import { conditions } from '../../src/terminal/grammar/conditions.ts';
import { type FormDescription, sections } from '../../src/terminal/grammar/grammar.ts';
import { anchorOf, formsOf, glossary } from '../glossary.ts';

type Render = NonNullable<DefaultTheme.LocalSearchOptions['_render']>;

/**
 * What search finds of a page. Components are not run for it, so what they show is put into the text before: the words, the
 * commands, and the lines that a lesson's buttons enter.
 */
export const searchableHtml: Render = (source, env, markdown) => {
  const html = markdown.render(withWhatIsShown(source, env.relativePath), env);
  return env.frontmatter?.['search'] === false ? '' : html;
};

function withWhatIsShown(source: string, page: string): string {
  if (page === 'words.md') return `${source}\n\n${words()}`;
  if (page === 'commands.md') return `${source}\n\n${commands()}`;
  return source
    .replaceAll(/<script setup>[\s\S]*?<\/script>/g, '')
    .replaceAll(/<Run line=(["'])(.*?)\1[^>]*>/g, '`$2`')
    .replaceAll(/<(?:Choice says|Question ask)="(.*?)"[^>]*>/g, '$1');
}

function words(): string {
  return glossary
    .map((term) => `## ${term.term} {#${anchorOf(term)}}\n\n${formsOf(term).join(', ')}. ${term.text}`)
    .join('\n\n');
}

/** Each section with the anchor that its heading has on the page. */
function commands(): string {
  const tables = { ...sections, Conditions: conditions } as Record<string, Record<string, FormDescription>>;
  return Object.entries(tables)
    .map(([name, forms]) => {
      const lines = Object.values(forms).map(({ form, help }) => `\`${form}\` ${help}`);
      return `## ${name} {#${name.toLowerCase().replaceAll(' ', '-')}}\n\n${lines.join('\n\n')}`;
    })
    .join('\n\n');
}
