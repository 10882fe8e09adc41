import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { openSite, promptIdle, promptReady, transcript, type, whyNot } from './site.js';

/**
 * The site below a path of its own, on a server that knows files, the index of a folder, and nothing else: no address is
 * rewritten, and whatever is asked for must be there.
 */
const base = '/some/where/';
const top = resolve(import.meta.dirname, '..', '..');
const skip = whyNot();
let folder;
let site;
before(async () => {
  if (skip !== undefined) return;
  folder = mkdtempSync(join(tmpdir(), 'docs-base-path-'));
  const vitepress = join(top, 'node_modules', 'vitepress', 'bin', 'vitepress.js');
  const call = [vitepress, 'build', 'docs', '--base', base, '--outDir', folder];
  await promisify(execFile)(process.execPath, call, { cwd: top });
  site = await openSite(serveFiles);
});
after(async () => {
  await site?.close();
  if (folder !== undefined) rmSync(folder, { recursive: true });
});

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

async function serveFiles(port) {
  const server = createServer(({ url }, response) => {
    const file = fileAt(decodeURIComponent(new URL(url, 'http://localhost').pathname));
    response.writeHead(file === undefined ? 404 : 200, { 'content-type': types[extname(file ?? '')] ?? 'text/plain' });
    response.end(file === undefined ? 'There is no such file.' : readFileSync(file));
  });
  await new Promise((done) => server.listen(port, '127.0.0.1', done));
  return {
    address: `http://127.0.0.1:${server.address().port}${base}`,
    close: () => new Promise((done) => server.close(done)),
  };
}

function fileAt(path) {
  if (!path.startsWith(base)) return undefined;
  const file = join(folder, path.slice(base.length), path.endsWith('/') ? 'index.html' : '');
  return statSync(file, { throwIfNoEntry: false })?.isFile() ? file : undefined;
}

/** Opens a page; nothing that it asks for may be missing. */
async function visit(path) {
  const visited = await site.visit(path);
  visited.page.on('response', (response) => {
    if (response.status() >= 400) visited.errors.push(`${response.status()} ${response.url()}`);
  });
  await visited.page.reload();
  return visited;
}

test('whatever a page links to is there, and its place in it; no link leaves the path', { skip }, async () => {
  const pages = new Map();
  const links = [`${site.address}/`];
  for (const link of links) {
    const [address, anchor] = link.split('#');
    if (!pages.has(address)) {
      const response = await fetch(address);
      assert.equal(response.status, 200, address);
      pages.set(address, await response.text());
      links.push(...linksIn(pages.get(address), address));
    }
    if (anchor) assert.ok(pages.get(address).includes(`id="${anchor}"`), link);
  }
  assert.ok(pages.size >= 9, [...pages.keys()].join('\n'));
  const outside = [...pages.keys()].filter((address) => !address.startsWith(`${site.address}/`));
  assert.deepEqual(outside, []);
});

/** Of a page's file the links to this server, without those that carry a run. */
function linksIn(html, address) {
  return [...html.matchAll(/<a [^>]*?href="([^"]+)"/g)]
    .map(([, href]) => new URL(href, address).href)
    .filter((href) => href.startsWith(new URL(address).origin) && !href.includes('#v='));
}

for (const path of ['/', '/1-storage/1-why-a-queue-on-disk-can-be-fast.html', '/play/lost-acknowledgement/']) {
  test(`${path}: prompt, letters and icon are there, and a copied link opens`, { skip }, async () => {
    const { page, errors, close } = await visit(path);
    await promptReady(page);
    await type(page, 'create topic elsewhere');
    await type(page, 'show topics');
    assert.match(await transcript(page), /elsewhere +1 partition/);
    const icon = await page.locator('link[rel=icon]').evaluate(({ href }) => href);
    assert.equal((await page.request.get(icon)).headers()['content-type'], 'image/svg+xml', icon);
    const letters = await page.evaluate(async () => {
      await document.fonts.ready;
      return [...document.fonts].filter(({ status }) => status === 'loaded').map(({ family }) => family);
    });
    assert.ok(letters.length >= 2, letters.join());

    await page.getByRole('button', { name: 'Copy a link to this run' }).click();
    await page.getByRole('status').getByText('Copied').waitFor();
    await page.goto(await page.evaluate(() => navigator.clipboard.readText()));
    await page.reload();
    await promptReady(page);
    assert.match(await transcript(page), /came with the link/);
    assert.doesNotMatch(await transcript(page), /changed/);
    await type(page, 'show topics');
    assert.match(await transcript(page), /elsewhere +1 partition/);
    assert.deepEqual(errors, []);
    await close();
  });
}

test('a page is left by its links and by the search, without loading anew; an embedded one leads out', {
  skip,
}, async () => {
  const { page, errors, close } = await visit('/start.html');
  await promptReady(page);
  await page.evaluate(() => (globalThis.isTheSame = true));
  await page.getByRole('button', { name: 'Search' }).click();
  await page.getByRole('combobox').fill('offset');
  await page.getByRole('option').first().click();
  await page.waitForURL(`${site.address}/words.html#offset`);
  await page.getByRole('link', { name: 'Play' }).click();
  await promptReady(page);
  await page.locator('.suggestions button').first().click();
  await promptIdle(page);
  assert.match(await transcript(page), /"hello"/);
  assert.ok(await page.evaluate(() => globalThis.isTheSame));

  await page.goto(`${site.address}/embed.html#v=1&run=produce+payments+%22hello%22`);
  await promptReady(page);
  await page.locator('.stage .cell').waitFor();
  const out = await page.getByRole('link', { name: /Kafka on trial/ }).getAttribute('href');
  assert.equal(out, `${site.address}/play.html#v=1&run=produce+payments+%22hello%22`);
  assert.deepEqual(errors, []);
  await close();
});
