import { relative, resolve } from 'node:path';
import type { Plugin } from 'vite';
import { pageAt } from '../../curriculum.ts';
import { expandLesson, isLesson } from './expand.ts';

const top = resolve(import.meta.dirname, '../../..');

const docs = resolve(top, 'docs');

/**
 * Expands each lesson before VitePress reads it. What no longer holds fails the build, with the page's name; a page that the
 * curriculum does not list is a draft, and is only warned of.
 */
export function lessons(): Plugin {
  return {
    name: 'lessons',
    enforce: 'pre',
    async transform(text, id) {
      const [path = ''] = id.split('?');
      if (!path.endsWith('.md') || !isLesson(text)) return undefined;
      const page = `/${relative(docs, path).replaceAll('\\', '/').replace(/\.md$/, '')}`;
      try {
        const expanded = await expandLesson(text, top);
        for (const file of expanded.files) this.addWatchFile(file);
        const report = expanded.problems.join('\n');
        if (report !== '' && pageAt(page) !== undefined) throw new Error(report);
        if (report !== '') this.warn(`${page}: ${report}`);
        return expanded.text;
      } catch (error) {
        return this.error(`${page}: ${error instanceof Error ? error.message : String(error)}`);
      }
    },
  };
}
