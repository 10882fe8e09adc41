import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { built } from '../../scripts/serve.js';
import { pageReady, scenes } from './scenes.js';
import { openSite, promptReady, whyNot } from './site.js';

/** Every page, in both colours and both widths, as axe sees it: names, roles, contrast, order, focus. */
const skip = whyNot();
let site;
before(async () => {
  if (skip === undefined) site = await openSite();
});
after(() => site?.close());

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** What is asked in each colour: all rules in one of them, and in the other those that a colour can break. */
const rules = {
  light: { type: 'tag', values: tags },
  dark: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] },
};
const sizes = { wide: { size: [1440, 900] }, narrow: { size: [390, 844], touch: true } };

/** What axe finds, in words: the rule, where, and what to do. */
async function findings(page, runOnly) {
  return page.evaluate(async (asked) => {
    const { violations } = await globalThis.axe.run(document, {
      runOnly: asked,
      preload: false,
      resultTypes: ['violations'],
    });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary.replaceAll('\n', ' ')}`),
    );
  }, runOnly);
}

/** What there is to see, in each width and both colours: axe finds nothing there. */
async function everywhere({ path, act, sizes: widths = Object.keys(sizes) }) {
  const found = [];
  for (const width of widths) {
    const { page, close } = await site.visit(path, sizes[width]);
    await act(page);
    await page.addScriptTag({ path: axe });
    for (const [colorScheme, asked] of Object.entries(rules)) {
      await page.emulateMedia({ colorScheme });
      await page.waitForFunction(
        (isDark) => document.documentElement.classList.contains('dark') === isDark,
        colorScheme === 'dark',
      );
      found.push(...(await findings(page, asked)).map((finding) => `${path} ${width} ${colorScheme}: ${finding}`));
    }
    await close();
  }
  assert.deepEqual(found, []);
}

async function open(page) {
  await pageReady(page);
  if ((await page.locator('.workbench').count()) > 0) await promptReady(page);
}

/** The pages of the experiments are one page with other commands: the first of them stands for all. */
const isPlayed = (name) => name.startsWith('play/');
const html = skip === undefined ? readdirSync(built, { recursive: true }).filter((name) => name.endsWith('.html')) : [];
const pages = [...html.filter((name) => !isPlayed(name)), ...html.filter(isPlayed).sort().slice(0, 1)];

for (const name of pages.sort()) {
  test(`axe finds nothing on ${name}`, { skip }, () => everywhere({ path: `/${name}`, act: open }));
}

/** What a page looks like after something was done is tried where the doing shows something new. */
const tried =
  /^(home-(both|turn|solved)|search|play-(again|logs|builder)|files.*|sheet-.*|start-(half|full).*|lesson-1.1-counted)$/;

for (const [name, scene] of Object.entries(scenes).filter(([each]) => tried.test(each))) {
  test(`axe finds nothing: ${name}`, { skip }, () => everywhere(scene));
}
