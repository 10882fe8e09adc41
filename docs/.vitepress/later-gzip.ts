import { resolve } from 'node:path';
import type { Plugin } from 'vite';

const later = resolve(import.meta.dirname, 'theme/worker/later-gzip.ts');

/** In the page what does the work for gzip is loaded with the first command that names it, and not before the prompt. */
export function laterGzip(): Plugin {
  return {
    name: 'later-gzip',
    enforce: 'pre',
    resolveId: (source) => (source.endsWith('/gzip-library.ts') ? later : undefined),
  };
}
