/**
 * Writes down what a screen reader is given while runs are played:   node docs/tests/access-told.js
 *
 * The transcripts stand in docs/tests/transcripts, to be read as stories: does whoever hears only this know who knows what, what
 * was lost, and what came of it? `told.browser.js` compares them with what the built site gives.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openSite, whyNot } from './site.js';
import { stories, tell } from './told.js';

const missing = whyNot();
if (missing !== undefined) throw new Error(missing);
const folder = join(import.meta.dirname, 'transcripts');
mkdirSync(folder, { recursive: true });
const site = await openSite();
try {
  for (const name of Object.keys(stories)) {
    writeFileSync(join(folder, `${name}.txt`), await tell(site, name));
    console.log(join(folder, `${name}.txt`));
  }
} finally {
  await site.close();
}
