import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { transform } from 'esbuild';
import type { Plugin } from 'vite';

const compiler = 'virtual:typescript';
const libraries = 'virtual:typescript-libraries';
const { resolve } = createRequire(import.meta.url);
const typescript = resolve('typescript');
const { version } = JSON.parse(readFileSync(resolve('typescript/package.json'), 'utf8')) as {
  readonly version: string;
};

/**
 * TypeScript for a worker: the compiler, made small once, and the declarations of the language without those of a page. In a
 * built site the compiler is a file of its own beside the worker: nothing in it can be left out, so the bundler, whom its nine
 * megabytes would cost a quarter of the build, need not look into it.
 */
export function typescriptForPages(): Plugin {
  let isBuild = false;
  return {
    name: 'typescript-for-pages',
    enforce: 'pre',
    configResolved({ command }) {
      isBuild = command === 'build';
    },
    async resolveId(id) {
      if (id === libraries || (id === compiler && !isBuild)) return `\0${id}`;
      if (id !== compiler) return undefined;
      const file = `typescript-${version}.js`;
      this.emitFile({ type: 'asset', fileName: `assets/${file}`, source: await compilerForPages() });
      return { id: `./${file}`, external: true };
    },
    async load(id) {
      if (id === `\0${libraries}`) return `export const libraries = ${JSON.stringify(librariesOf('es2023'))};`;
      return id === `\0${compiler}` ? { code: await compilerForPages(), map: null } : undefined;
    },
  };
}

async function compilerForPages(): Promise<string> {
  const source = `${readFileSync(typescript, 'utf8')}\nexport { ts };`;
  const { code } = await transform(source, {
    minify: true,
    format: 'esm',
    target: 'es2022',
    legalComments: 'none',
  });
  return code;
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
