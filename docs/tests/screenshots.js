/**
 * Every page at two widths, light and dark, to be looked at:   node docs/tests/screenshots.js [FOLDER] [--only WORD]
 *
 * `--only` takes the scenes whose name holds a word. With --readme it also draws the README's picture anew.
 */
import { mkdirSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { built } from '../../scripts/serve.js';
import { cure, pageReady, scenes } from './scenes.js';
import { openSite, whyNot } from './site.js';

const top = resolve(import.meta.dirname, '..', '..');
const words = process.argv.slice(2);
const only = words.includes('--only') ? words.splice(words.indexOf('--only'), 2)[1] : '';
const folder = resolve(words.find((word) => !word.startsWith('--')) ?? join(top, 'build', 'screenshots'));

const missing = whyNot();
if (missing !== undefined) {
  console.log(`no screenshots: ${missing}`);
  process.exit(0);
}

const sizes = {
  wide: { size: [1440, 900] },
  narrow: { size: [390, 844], touch: true },
};

/** A page that no scene shows is shown as it opens. */
const shown = new Set(Object.values(scenes).map(({ path }) => path.replace(/\/$/, '/index.html')));
const others = readdirSync(built, { recursive: true })
  .filter((name) => name.endsWith('.html') && name !== '404.html' && !shown.has(`/${name}`))
  .map((name) => [name.replace(/(\/index)?\.html$/, '').replaceAll('/', '-'), { path: `/${name}`, act: pageAlone }]);

const site = await openSite();
mkdirSync(folder, { recursive: true });
try {
  for (const [name, scene] of [...Object.entries(scenes), ...others]) {
    if (!name.includes(only)) continue;
    for (const width of scene.sizes ?? Object.keys(sizes)) {
      for (const dark of [false, true])
        await take(`${name}-${width}-${dark ? 'dark' : 'light'}`, scene, { ...sizes[width], dark });
    }
  }
  if (words.includes('--readme')) await drawReadme();
} finally {
  await site.close();
}
console.log(folder);

async function pageAlone(page) {
  await pageReady(page);
  await page.waitForTimeout(1000);
}

/** What goes wrong on the way to a picture is said, and the others are taken all the same. */
async function take(name, { path, act, whole = false }, options) {
  const { page, errors, close } = await site.visit(path, options);
  page.setDefaultTimeout(15_000);
  await act(page).catch((error) => errors.push(error.message));
  await page.waitForTimeout(150);
  // Beyond the window too, in the window as it is: what is laid out anew for a picture is not what readers see.
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: whole });
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  if (overflow > 0) console.log(`${name}: ${overflow} pixels too wide`);
  for (const error of errors) console.log(`${name}: ${error}`);
  await close();
}

/** The two runs side by side, as they stand at the end. */
async function drawReadme() {
  const { page, close } = await site.visit('/', { size: [1440, 1000] });
  await cure(page);
  await page.locator('.figure').screenshot({ path: join(top, 'docs', 'public', 'was-ada-paid-once.png') });
  await close();
}
