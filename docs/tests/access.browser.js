import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { built } from '../../scripts/serve.js';
import { openSite, promptReady, type, whyNot } from './site.js';

/** Every page, in both colours and both widths, as axe sees it: names, roles, contrast, order, focus. */
const skip = whyNot();
let site;
before(async () => {
  if (skip === undefined) site = await openSite();
});
after(() => site?.close());

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const sizes = { wide: { size: [1440, 900] }, narrow: { size: [390, 844], touch: true } };

/** What axe finds, in words: the rule, where, and what to do. */
async function findings(page) {
  await page.addScriptTag({ path: axe });
  return page.evaluate(async (tags) => {
    const { violations } = await globalThis.axe.run(document, { runOnly: { type: 'tag', values: tags } });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary.replaceAll('\n', ' ')}`),
    );
  }, rules);
}

/** Runs a body in each colour and width, and demands that axe finds nothing there afterwards. */
async function everywhere(path, body) {
  const found = [];
  for (const [width, how] of Object.entries(sizes)) {
    for (const dark of [false, true]) {
      const { page, close } = await site.visit(path, { ...how, dark });
      if ((await page.locator('.workbench').count()) > 0) await promptReady(page);
      await body(page, width);
      const place = `${path} ${width} ${dark ? 'dark' : 'light'}`;
      found.push(...(await findings(page)).map((finding) => `${place}: ${finding}`));
      await close();
    }
  }
  assert.deepEqual(found, []);
}

const pages =
  skip === undefined ? readdirSync(built, { recursive: true }).filter((name) => name.endsWith('.html')) : [];

for (const name of pages.sort()) {
  test(`axe finds nothing on ${name}`, { skip }, () => everywhere(`/${name}`, async () => {}));
}

test('axe finds nothing with the side sheet open', { skip }, () =>
  everywhere('/play.html', async (page) => {
    await type(page, 'create topic payments partitions=1');
    await type(page, 'produce payments "42 EUR to Ada"');
    await page.locator('.thing.record').first().press('Enter');
    await page.locator('.sheet[aria-busy="false"]').waitFor();
  }),
);

test('axe finds nothing with two runs side by side', { skip }, () =>
  everywhere('/play.html', async (page) => {
    await type(page, 'create topic payments partitions=1');
    await type(page, 'drop next produce response to producer');
    await type(page, 'produce payments "42 EUR to Ada"');
    await type(page, 'again without #2');
  }),
);
