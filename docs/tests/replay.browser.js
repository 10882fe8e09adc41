import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { openSite, promptReady, transcript, type, whyNot } from './site.js';

/** The same plan gives the same run, in Node and in the page; and a link carries one from reader to reader. */
const top = resolve(import.meta.dirname, '..', '..');
const skip = whyNot();
let site;
before(async () => {
  if (skip === undefined) site = await openSite();
});
after(() => site?.close());

const plans = {
  'a lost answer': {
    version: 1,
    seed: 7,
    commands: [
      'create topic payments partitions=1',
      'create producer teller enable.idempotence=false request.timeout.ms=1000',
      'drop next produce response to teller',
      'produce payments "42 EUR to Ada" as teller',
    ],
  },
  'a crash, and a consumer that reads on': {
    version: 1,
    seed: 41,
    commands: [
      'create topic payments partitions=3',
      'create consumer bank topics=payments loop=auto auto.offset.reset=earliest',
      'produce payments "42 EUR to Ada" key=ada count=20 rate=50/s',
      'unplug broker-1',
      'start broker-1',
      'wait until quiet',
    ],
  },
};

for (const [name, plan] of Object.entries(plans)) {
  test(`${name}: one hash in Node and in the page`, { skip }, async () => {
    const { page, errors, close } = await site.visit('/play.html');
    const inPage = await page.evaluate((given) => globalThis.kafkaOnTrial.replay(given), plan);
    assert.match(inPage, /^[0-9a-f]{16}$/);
    assert.equal(await hashInNode(plan), inPage);
    assert.equal(await page.evaluate((given) => globalThis.kafkaOnTrial.replay(given), plan), inPage, 'and again');
    assert.deepEqual(errors, []);
    await close();
  });
}

async function hashInNode(plan) {
  const folder = mkdtempSync(join(tmpdir(), 'docs-replay-'));
  try {
    const file = join(folder, 'plan.json');
    writeFileSync(file, JSON.stringify(plan));
    const call = ['--import', 'tsx', join(top, 'src', 'cli.ts'), 'replay', file, '--hash'];
    return (await promisify(execFile)(process.execPath, call, { cwd: top })).stdout.trim();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('a link shows the same run to somebody else', { skip }, async () => {
  const first = await site.visit('/play.html');
  await promptReady(first.page);
  await type(first.page, 'produce payments "42 EUR to Ada"');
  await first.page.getByRole('button', { name: 'Copy a link to this run' }).click();
  await first.page.getByRole('status').getByText('Copied').waitFor();
  const link = await first.page.evaluate(() => navigator.clipboard.readText());
  await first.close();

  const second = await site.visit(link.slice(site.address.length));
  await promptReady(second.page);
  assert.match(await transcript(second.page), /One command came with the link/);
  assert.doesNotMatch(await transcript(second.page), /changed/);
  assert.equal(await second.page.locator('.stage .cell').count(), 1);
  assert.deepEqual(second.errors, []);
  await second.close();
});

test('of a link that is damaged, the part is named and the rest is kept', { skip }, async () => {
  const { page, close } = await site.visit('/play.html#v=1&at=31&hash=0000000000000000&run=produce+payments+%22a%22');
  await promptReady(page);
  assert.match(await transcript(page), /at=31/);
  assert.match(await transcript(page), /outcome has changed/);
  assert.equal(await page.locator('.stage .cell').count(), 1);
  await close();
});
