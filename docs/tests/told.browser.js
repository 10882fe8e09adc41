import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { openSite, whyNot } from './site.js';
import { stories, tell } from './told.js';

/** Runs followed by ear: what a screen reader is given is what stands in docs/tests/transcripts, word for word. */
const skip = whyNot();
let site;
before(async () => {
  if (skip === undefined) site = await openSite();
});
after(() => site?.close());

const again = 'if it is meant so, and reads well: node docs/tests/access-told.js';

for (const name of Object.keys(stories)) {
  test(`${name} is told as its transcript says`, { skip }, async () => {
    const written = readFileSync(join(import.meta.dirname, 'transcripts', `${name}.txt`), 'utf8');
    assert.equal(await tell(site, name), written, again);
  });
}

test('who sees the picture move hears the same as who does not', { skip }, async () => {
  const said = async (still) => (await tell(site, 'lesson-on-a-phone', { still })).split('\n').filter(isAnnounced);
  assert.deepEqual(await said(false), await said(true));
});

const isAnnounced = (line) => line.startsWith('  says');
