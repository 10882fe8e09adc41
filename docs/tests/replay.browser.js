import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { top } from './mirror.js';
import { listenToWorker, shownHashes } from './shown-runs.js';
import { openSite, promptIdle, promptReady, transcript, type, whyNot } from './site.js';

/**
 * The same plan gives the same run, in Node and in the page, and a link carries one from reader to reader. The plan is taken out
 * of the page as a reader would take it, and given to the command line; the page's hash is that of the events that it shows.
 */
const skip = whyNot();
let site;
before(async () => {
  if (skip === undefined) site = await openSite();
});
after(() => site?.close());

const seed = 7;
const lost = [
  'create topic payments partitions=1',
  'create producer teller enable.idempotence=false request.timeout.ms=1000',
  'drop next produce response to teller',
  'produce payments "42 EUR to Ada" as teller',
];
const crash = {
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
};

test('a plan has one hash in Node and in the page, also the second time', { skip }, async () => {
  const { page, errors, close } = await site.visit('/play.html');
  const replay = () => page.evaluate((given) => globalThis.kafkaOnTrial.replay(given), crash);
  const inPage = await replay();
  assert.equal(inPage, await commandLineHash(crash));
  assert.equal(await replay(), inPage);
  assert.deepEqual(errors, []);
  await close();
});

/** The hash that `kafka-on-trial replay` prints. */
async function commandLineHash(plan) {
  const folder = mkdtempSync(join(tmpdir(), 'docs-replay-'));
  try {
    const file = join(folder, 'plan.json');
    writeFileSync(file, JSON.stringify(plan));
    const call = ['--import', 'tsx', join(top, 'src', 'cli.ts'), 'replay', file, '--hash'];
    const { stdout } = await promisify(execFile)(process.execPath, call, { cwd: top });
    assert.match(stdout, /^[0-9a-f]{16}\n$/);
    return stdout.trim();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A page whose worker is listened to, and in which some lines have run. */
async function visit(path, lines = []) {
  const visited = await site.visit(path, { first: listenToWorker });
  await promptReady(visited.page);
  for (const line of lines) await type(visited.page, line);
  return visited;
}

/** What a reader copies. */
async function copiedLink(page) {
  await page.evaluate(() => navigator.clipboard.writeText(''));
  await page.getByRole('button', { name: 'Copy a link to this run' }).click();
  for (let tries = 0; tries < 200; tries++) {
    const link = await page.evaluate(() => navigator.clipboard.readText());
    if (link.startsWith('http')) return link;
    await page.waitForTimeout(50);
  }
  throw new Error('nothing was copied');
}

function partsOf(link) {
  return new URLSearchParams(new URL(link).hash.slice(1));
}

function planIn(link) {
  return { version: 1, seed, commands: partsOf(link).get('run').split(';') };
}

/** The run of the page, the link to it, and the command line's run of that link have one hash. Returns the link. */
async function isOneRun(page) {
  const link = await copiedLink(page);
  const [shown] = await shownHashes(page);
  assert.equal(partsOf(link).get('hash'), shown, 'the link says the hash of what is shown');
  assert.equal(await commandLineHash(planIn(link)), shown, JSON.stringify(planIn(link)));
  return link;
}

const stepBack = (page) => page.getByRole('button', { name: 'One step back' }).click();

test('going back on the time bar changes nothing; going back at the prompt, and another future from there, are plans', {
  skip,
}, async () => {
  const { page, errors, close } = await visit('/play.html', lost);
  const whole = await isOneRun(page);
  for (let step = 0; step < 4; step++) await stepBack(page);
  const within = await copiedLink(page);
  assert.equal(partsOf(within).get('hash'), partsOf(whole).get('hash'));
  assert.match(partsOf(within).get('at'), /^\d+(\.\d+)?ms$/);

  await page.getByRole('button', { name: 'Another future from here' }).click();
  await promptIdle(page);
  const back = await isOneRun(page);
  assert.notEqual(partsOf(back).get('hash'), partsOf(whole).get('hash'));
  await type(page, 'kill broker-1');
  await type(page, 'wait 2s');
  const future = await isOneRun(page);
  assert.equal(planIn(future).commands.at(-1), 'wait 2s');

  for (const line of ['undo', 'undo', 'undo']) await type(page, line);
  assert.equal(
    partsOf(await copiedLink(page)).get('hash'),
    partsOf(whole).get('hash'),
    'taken back, it is the first run',
  );
  await type(page, 'goto #3');
  await isOneRun(page);
  assert.deepEqual(errors, []);
  await close();
});

test('steps of a run that nobody waits for are a plan, and so is what was saved of it', { skip }, async () => {
  const { page, errors, close } = await visit('/play.html', lost.slice(0, 3));
  await type(page, `${lost[3]} &`);
  for (let step = 0; step < 3; step++) {
    await type(page, 'step');
  }
  const link = await isOneRun(page);
  assert.ok(planIn(link).commands.includes('step'));
  await type(page, 'save stepped');
  const commands = (await savedExperiment(page, 'stepped')).trim().split('\n');
  assert.equal(await commandLineHash({ version: 1, seed, commands }), partsOf(link).get('hash'));
  assert.deepEqual(errors, []);
  await close();
});

/** As the browser keeps it. */
function savedExperiment(page, name) {
  return page.evaluate(async (key) => {
    const answer = (request) => new Promise((resolve) => (request.onsuccess = () => resolve(request.result)));
    for (;;) {
      const database = await answer(indexedDB.open('kafka-on-trial', 1));
      const text = await answer(database.transaction('experiments').objectStore('experiments').get(key));
      if (text !== undefined) return text;
    }
  }, name);
}

/** `again`, and the plan that its second run is. */
const changes = {
  'again set teller enable.idempotence=true': lost.with(1, lost[1].replace('=false', '=true')),
  'again without #3': lost.toSpliced(2, 1),
  'again seed=8': ['create cluster seed=8', ...lost],
};

test('again shows two runs: the plan as it was, and the plan with the change', { skip }, async () => {
  const { page, errors, close } = await visit('/play.html', lost);
  const link = await isOneRun(page);
  for (const [line, commands] of Object.entries(changes)) {
    await type(page, line);
    const [asItWas, changed] = await shownHashes(page);
    assert.equal(asItWas, partsOf(link).get('hash'), line);
    assert.equal(await commandLineHash({ version: 1, seed, commands }), changed, line);
    assert.notEqual(changed, asItWas, line);
  }
  await type(page, 'again');
  assert.match(await transcript(page), new RegExp(partsOf(link).get('hash')), 'without a change it says the one hash');
  assert.deepEqual(errors, []);
  await close();
});

test('a link shows the same run to somebody else, at its instant', { skip }, async () => {
  const first = await visit('/play.html', lost);
  for (let step = 0; step < 3; step++) await stepBack(first.page);
  const link = await copiedLink(first.page);
  const place = (page) => page.getByRole('slider').getAttribute('aria-valuenow');
  const stood = await place(first.page);
  await first.close();

  const second = await visit(link.slice(site.address.length));
  assert.match(await transcript(second.page), /4 commands came with the link/);
  assert.doesNotMatch(await transcript(second.page), /changed/);
  assert.deepEqual(await shownHashes(second.page), [partsOf(link).get('hash')]);
  assert.equal(await place(second.page), stood);
  await second.page.getByRole('slider').press('End');
  assert.deepEqual(planIn(await isOneRun(second.page)), planIn(link));
  assert.equal(await second.page.locator('.stage .cell').count(), 2);
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
