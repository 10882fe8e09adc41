import { resolve } from 'node:path';
import type { Plugin } from 'vite';

const later = resolve(import.meta.dirname, 'theme/worker/later-codecs.ts');

/** In the page the codecs are loaded with the first command that names one, and not before the prompt. */
export function laterCodecs(): Plugin {
  return {
    name: 'later-codecs',
    enforce: 'pre',
    resolveId: (source, importer) =>
      source.endsWith('/codecs.ts') && importer !== undefined && resolve(importer) !== later ? later : undefined,
  };
}
