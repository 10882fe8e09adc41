import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { runExperiment } from '../src/terminal/experiment.ts';

/** Every experiment of the chapters: what a page shows holds. They lie beside the source, wherever this was compiled to. */
const folder = ['.', '../../chapters']
  .map((path) => resolve(import.meta.dirname, path))
  .find((path) => hasExperiments(path))!;

function hasExperiments(path: string): boolean {
  return existsSync(path) && experimentsIn(path).length > 0;
}

function experimentsIn(path: string): readonly string[] {
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.experiment'))
    .sort();
}

for (const name of experimentsIn(folder)) {
  await test(name, async () => {
    const text = readFileSync(join(folder, name), 'utf8');
    const { ok, lines, hash } = await runExperiment(text);
    assert.ok(ok, lines.map((line) => line.text).join('\n'));
    assert.ok(text.includes('\nexpect '), 'it expects something');
    assert.equal((await runExperiment(text)).hash, hash);
  });
}
