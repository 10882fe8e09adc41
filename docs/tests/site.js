import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { built, serveSite } from '../../scripts/serve.js';

/** The built site, served on a free port of this machine, and the browser that looks at it. */
const browsers = [
  // Chromium without windows of its own: a page takes a fifth less of the processor.
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];
const switches = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Letters stand where they stand in a window.
  '--font-render-hinting=none',
];

/** Undefined, with a word about it, where there is no Chromium or the site is not built. */
export function whyNot() {
  if (!existsSync(join(built, 'index.html'))) return 'the site is not built: npm run docs:build';
  if (findBrowser() === undefined) return `there is no Chromium at ${browsers.join(', ')}`;
  return undefined;
}

function findBrowser() {
  return [process.env.CHROMIUM, ...browsers].find((path) => path !== undefined && existsSync(path));
}

const opened = new Map();

/**
 * Serves the site, as `serve` does it on a port, and starts the browser; `close` ends both. Test files that run in one process
 * share them: to start a browser, and to load a page that it has never seen, takes seconds.
 */
export async function openSite(serve = serveSite) {
  const shared = opened.get(serve) ?? { users: 0, opening: openAlone(serve) };
  opened.set(serve, shared);
  shared.users++;
  const site = await shared.opening;
  return {
    ...site,
    async close() {
      if (--shared.users > 0) return;
      opened.delete(serve);
      await site.close();
    },
  };
}

async function openAlone(serve) {
  const server = await serve(0);
  const browser = await chromium.launch({ executablePath: findBrowser(), args: switches });
  const address = server.address.replace(/\/$/, '');

  /** Pages that nobody looks at, by whether they are touched: to load a page takes half of the time where one was before. */
  const free = new Map();

  async function openPage(hasTouch, first) {
    const kept = first === undefined ? free.get(hasTouch) : undefined;
    free.delete(hasTouch);
    if (kept !== undefined) return kept;
    const context = await browser.newContext({ hasTouch, permissions: ['clipboard-read', 'clipboard-write'] });
    const page = await context.newPage();
    if (first !== undefined) await page.addInitScript(first);
    return page;
  }

  /** As a page that nobody has looked at yet: nothing kept, nothing listened to. */
  async function forget(page) {
    page.removeAllListeners();
    await page.evaluate(() => sessionStorage.clear());
    await page.goto('about:blank');
    await page.mouse.move(0, 0);
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Storage.clearDataForOrigin', { origin: address, storageTypes: 'all' });
    await devtools.detach();
  }

  /** A page of its own kind: `size` as [width, height]; `first` runs before any script. What fails in it fails the test. */
  async function visit(path, { size = [1440, 900], dark = false, still = true, touch = false, first } = {}) {
    const page = await openPage(touch, first);
    await page.setViewportSize({ width: size[0], height: size[1] });
    await page.emulateMedia({
      colorScheme: dark ? 'dark' : 'light',
      reducedMotion: still ? 'reduce' : 'no-preference',
    });
    const errors = [];
    page.on('pageerror', (error) => errors.push(error.stack ?? error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') errors.push(message.text());
    });
    await page.goto(`${address}${path}`);
    return {
      page,
      errors,
      async close() {
        if (first !== undefined || free.has(touch)) return page.context().close();
        await forget(page);
        free.set(touch, page);
      },
    };
  }

  return {
    address,
    browser,
    visit,
    async close() {
      await browser.close();
      await server.close();
    },
  };
}

/** Waits until the prompt takes commands. */
export async function promptReady(page) {
  await page.locator('.workbench[data-ready]').waitFor({ state: 'attached' });
}

/** Types a line at the prompt, enters it, and waits until it has run. */
export async function type(page, line) {
  await page.locator('.prompt textarea').focus();
  await page.keyboard.insertText(line);
  await page.keyboard.press('Enter');
  await promptIdle(page);
}

/** Pastes text at the prompt; a line that ends is entered. */
export async function paste(page, text) {
  await page.locator('.prompt textarea').evaluate((prompt, pasted) => {
    prompt.focus();
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    prompt.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}

export async function promptIdle(page) {
  await page.waitForFunction(() => document.querySelector('.prompt')?.getAttribute('aria-busy') === 'false');
}

/** All that has been said at the prompt, as it is said to those who listen. */
export function transcript(page) {
  return page.locator('.spoken[role=log]').innerText();
}
