import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { build } from 'esbuild';
import { runExperiment } from './simulated.ts';

const top = [resolve(import.meta.dirname, '..'), resolve(import.meta.dirname, '../..')].find((folder) =>
  readdirSync(folder).includes('package.json'),
)!;

test('what any host may import bundles for a browser with nothing left outside', async () => {
  const { outputFiles, metafile } = await build({
    entryPoints: [join(top, 'src/simulated.ts')],
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    outdir: 'nowhere',
    write: false,
    metafile: true,
    logLevel: 'silent',
    loader: { '.wasm': 'file' },
  });
  const outside = Object.values(metafile.outputs).flatMap(({ imports }) => imports.filter(({ external }) => external));
  assert.deepEqual(outside, []);
  assert.ok(outputFiles.length > 0);
});

for (const file of readdirSync(join(top, 'chapters'), { recursive: true, encoding: 'utf8' })) {
  if (!file.endsWith('.experiment')) continue;
  test(`the experiment ${file} comes out as it says`, async () => {
    const { commands, ok } = await runExperiment(readFileSync(join(top, 'chapters', file), 'utf8'));
    assert.ok(ok, JSON.stringify(commands, null, 1));
  });
}
