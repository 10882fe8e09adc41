import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { build } from 'esbuild';

const source = [resolve(import.meta.dirname, '..'), resolve('src')].find((path) =>
  existsSync(join(path, 'bytes/crc32c.wat')),
)!;

test('bytes and records go into a page whole, and the writer of zstd only when it is asked for', async () => {
  const modules = ['bytes', 'records'].flatMap((room) =>
    readdirSync(join(source, room), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !name.includes('testing'))
      .map((name) => join(source, room, name)),
  );
  assert.ok(modules.length > 25);
  const { metafile, warnings } = await build({
    stdin: { contents: modules.map((path) => `export * from ${JSON.stringify(path)};`).join('\n'), resolveDir: source },
    outdir: 'page',
    bundle: true,
    minify: true,
    splitting: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
  });
  assert.deepEqual(warnings, []);
  const outputs = Object.values(metafile.outputs);
  const page = outputs.find(({ entryPoint }) => entryPoint === '<stdin>')!;
  assert.deepEqual(
    outputs.flatMap(({ imports }) => imports.filter(({ external }) => external)),
    [],
  );
  assert.ok(Object.keys(page.inputs).every((input) => !input.includes('zstd-wasm')));
  assert.ok(outputs.some(({ inputs }) => Object.keys(inputs).some((input) => input.includes('zstd-wasm'))));
  assert.ok(page.bytes < 100_000, `${page.bytes} bytes`);
});
