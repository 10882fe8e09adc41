import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { transform } from 'esbuild';
import type { Plugin } from 'vite';

const compiler = 'virtual:typescript';
const libraries = 'virtual:typescript-libraries';
const typescript = createRequire(import.meta.url).resolve('typescript');

/**
 * TypeScript for a worker: the compiler, made small once, and the declarations of the language without those of a page. The
 * bundler need not look into it: nothing in it can be left out.
 */
export function typescriptForPages(): Plugin {
  return {
    name: 'typescript-for-pages',
    enforce: 'pre',
    resolveId: (id) => (id === compiler || id === libraries ? `\0${id}` : undefined),
    async load(id) {
      if (id === `\0${libraries}`) return `export const libraries = ${JSON.stringify(librariesOf('es2023'))};`;
      if (id !== `\0${compiler}`) return undefined;
      const source = `${readFileSync(typescript, 'utf8')}\nexport { ts };`;
      const { code } = await transform(source, {
        minify: true,
        format: 'esm',
        target: 'es2022',
        legalComments: 'none',
      });
      return { code, map: null, moduleSideEffects: 'no-treeshake' };
    },
  };
}

/** A library and those that it refers to, by the names of their files. */
export function librariesOf(name: string, found: Record<string, string> = {}): Readonly<Record<string, string>> {
  const file = `lib.${name}.d.ts`;
  if (file in found) return found;
  const text = readFileSync(join(dirname(typescript), file), 'utf8');
  found[file] = text;
  for (const [, next = ''] of text.matchAll(/^\/\/\/ <reference lib="([\w.]+)" \/>/gm)) librariesOf(next, found);
  return found;
}
