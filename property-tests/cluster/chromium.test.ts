import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { extname, resolve } from 'node:path';
import { test } from 'node:test';
import { build } from 'esbuild';
import fc from 'fast-check';
import { chromium } from 'playwright-core';
import type { Schedule } from '../../src/cluster/schedule.ts';
import { runSchedule } from '../../src/cluster/run-schedule.ts';
import { schedules } from './schedules.ts';

const executablePath = [process.env['CHROMIUM'], '/usr/bin/chromium', '/usr/bin/chromium-browser'].find(
  (path) => path !== undefined && existsSync(path),
);

interface Page {
  hashOf(schedule: Schedule): Promise<string>;
}

/** The same modules that this test runs in Node, as one script for a page. */
async function script(): Promise<string> {
  const module = resolve(import.meta.dirname, `../../src/cluster/run-schedule${extname(import.meta.filename)}`);
  const contents = `
    import { runSchedule } from ${JSON.stringify(module)};
    globalThis.hashOf = async (schedule) => (await runSchedule(schedule)).cluster.simulation.trace.hash();`;
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: import.meta.dirname },
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
  });
  return outputFiles[0]!.text;
}

test('a schedule has one hash, in Node and in Chromium', {
  skip: executablePath === undefined && 'there is no Chromium',
}, async () => {
  const sampled = fc.sample(schedules, { numRuns: 12, seed: 7 });
  const browser = await chromium.launch({ executablePath: executablePath!, args: ['--headless', '--no-sandbox'] });
  try {
    const page = await browser.newPage();
    await page.addScriptTag({ content: await script() });
    for (const schedule of sampled) {
      const inPage = await page.evaluate((data) => (globalThis as unknown as Page).hashOf(data), schedule);
      assert.equal(inPage, (await runSchedule(schedule)).cluster.simulation.trace.hash());
    }
  } finally {
    await browser.close();
  }
});
