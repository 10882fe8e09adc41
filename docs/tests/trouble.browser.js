import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openSite, paste, promptIdle, promptReady, transcript, type, whyNot } from './site.js';

/** Bad links, too much at once, browsers that cannot or will not: each has its sentence, and nothing is lost. */
const skip = whyNot();
let site;
before(async () => {
  if (skip === undefined) site = await openSite();
});
after(() => site?.close());

/** A page in which a script has run first. */
async function visitWith(path, script) {
  const context = await site.browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });
  const page = await context.newPage();
  const errors = [];
  page.on('pageerror', (error) => errors.push(error.message));
  if (script !== undefined) await page.addInitScript(script);
  await page.goto(`${site.address}${path}`);
  return { page, context, errors, close: () => context.close() };
}

const said = (page, words) =>
  page.waitForFunction((wanted) => document.querySelector('.prompt [role=log]')?.innerText.includes(wanted), words);

const links = {
  'cut short within a command': ['#v=1&run=create+topic+payments;produce+payments+%22hel', /closed|quote/],
  'cut short within what is packed': ['#v=1&packed=H4sIAAAAAAAAA0', /cut/],
  'of a later version': ['#v=9&run=create+topic+payments', /v=9.*later version/],
  'made by hand': ['#v=1&at=soon&colour=red&run=creat+topic+payments', /at=soon.*colour=red.*creat topic/s],
  'no link at all': ['#section-two', /section-two/],
  'cut within a letter': ['#v=1&run=produce+payments+%E2%82', /cut|unpacked/],
};

for (const [kind, [hash, sentence]] of Object.entries(links)) {
  test(`a link ${kind} is answered with what is wrong, and the prompt works`, { skip }, async () => {
    const { page, errors, close } = await visitWith(`/play.html${hash}`);
    await promptReady(page);
    assert.match(await transcript(page), sentence);
    await type(page, 'produce payments "after"');
    assert.match(await transcript(page), /"after"/);
    assert.deepEqual(errors, []);
    await close();
  });
}

test('of ten thousand pasted lines the first are taken, and the others wait for a word', { skip }, async () => {
  const { page, errors, close } = await visitWith('/play.html');
  await promptReady(page);
  await type(page, 'create topic payments');
  const lines = Array.from({ length: 10_000 }, (_, index) => `produce payments "${index}"`);
  await paste(page, `${lines.join('\n')}\n`);
  await said(page, '200 of 10000 pasted lines were taken');
  await promptIdle(page);
  await page.getByRole('button', { name: 'Take the next of 9800 pasted lines' }).waitFor();
  await type(page, 'show log of payments-0');
  assert.match(await transcript(page), /199 +199/);
  assert.doesNotMatch(await transcript(page), /200 +200/);
  assert.deepEqual(errors, []);
  await close();
});

test('a line that takes too long can be stopped, and only it is taken back', { skip }, async () => {
  const { page, errors, close } = await visitWith('/play.html');
  await promptReady(page);
  await type(page, 'create consumer bank topics=payments loop=auto');
  await type(page, 'produce payments "42 EUR to Ada"');
  await page.locator('.prompt textarea').focus();
  await page.keyboard.insertText('wait 2000h');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Stop it' }).click();
  await promptIdle(page);
  await said(page, 'Stopped: wait 2000h was taken back');
  await type(page, 'show log of payments-0');
  assert.match(await transcript(page), /0 .*42 EUR to Ada/);
  await type(page, 'show history');
  assert.doesNotMatch(await transcript(page), /#3/);
  assert.deepEqual(errors, []);
  await close();
});

test('without workers the page says so, and is all there to be read', { skip }, async () => {
  const { page, errors, close } = await visitWith('/start.html', () => delete globalThis.Worker);
  await page.getByRole('alert').getByText('This browser starts no workers').waitFor();
  assert.ok((await page.locator('article').innerText()).length > 500);
  assert.deepEqual(errors, []);
  await close();
});

test('where the worker cannot be loaded that is said, and tried again', { skip }, async () => {
  const { page, close } = await visitWith('/play.html', () => {
    const { Worker } = globalThis;
    let count = 0;
    globalThis.Worker = class extends Worker {
      constructor(url, options) {
        super(count++ === 0 ? '/nothing-here.js' : url, options);
      }
    };
  });
  await page.getByRole('alert').getByText('could not be loaded').waitFor();
  await page.getByRole('button', { name: 'Try again' }).click();
  await promptReady(page);
  await type(page, 'produce payments "hello"');
  assert.match(await transcript(page), /sends "hello"/);
  await close();
});

test('a worker that dies takes nothing with it', { skip }, async () => {
  const { page, errors, close } = await visitWith('/play.html', () => {
    const { Worker } = globalThis;
    globalThis.workers = [];
    globalThis.Worker = class extends Worker {
      constructor(...given) {
        super(...given);
        globalThis.workers.push(this);
      }
    };
  });
  await promptReady(page);
  await type(page, 'produce payments "42 EUR to Ada"');
  await page.evaluate(() => globalThis.workers[0].dispatchEvent(new ErrorEvent('error', { message: 'out of memory' })));
  await type(page, 'show log of payments-0');
  assert.match(await transcript(page), /0 .*42 EUR to Ada/, 'the next line finds the run as it was');
  assert.equal(await page.evaluate(() => globalThis.workers.length), 2);
  await page.locator('.prompt textarea').focus();
  await page.keyboard.insertText('wait 2000h');
  await page.keyboard.press('Enter');
  await page.waitForTimeout(300);
  await page.evaluate(() => globalThis.workers[1].dispatchEvent(new ErrorEvent('error', { message: 'out of memory' })));
  await page.getByRole('alert').getByText('The 2 lines you had entered are kept').waitFor();
  await page.getByRole('button', { name: 'Run them again' }).click();
  await page.getByRole('alert').waitFor({ state: 'detached' });
  await type(page, 'show topics');
  assert.match(await transcript(page), /payments +1 partition, 1 record/);
  assert.deepEqual(errors, []);
  await close();
});

test('where nothing may be kept everything works, and that is said once', { skip }, async () => {
  const { page, errors, close } = await visitWith('/play.html', () => {
    for (const store of ['localStorage', 'sessionStorage', 'indexedDB']) {
      Object.defineProperty(globalThis, store, {
        get() {
          throw new DOMException('denied', 'SecurityError');
        },
      });
    }
  });
  await promptReady(page);
  await type(page, 'create topic payments');
  await type(page, 'produce payments "hello"');
  await page.waitForTimeout(200);
  assert.equal((await transcript(page)).split('This browser keeps nothing').length, 2);
  await page.getByRole('separator').press('ArrowLeft');
  assert.deepEqual(errors, []);
  await close();
});

for (const path of ['/play.html', '/start.html']) {
  test(`${path}: after the page was loaded anew the lines are offered, and run again as they were`, {
    skip,
  }, async () => {
    const { page, errors, close } = await visitWith(path);
    await promptReady(page);
    await type(page, 'create topic payments');
    await type(page, 'produce payments "42 EUR to Ada"');
    await page.waitForTimeout(200);
    await page.reload();
    await promptReady(page);
    await page.getByRole('status').getByText('you had entered 2 lines here').waitFor();
    await page.getByRole('button', { name: 'Run them again' }).click();
    await said(page, 'The run is as it was');
    await type(page, 'show log of payments-0');
    assert.match(await transcript(page), /0 .*42 EUR to Ada/);
    assert.doesNotMatch(await transcript(page), /changed/);
    await page.reload();
    await promptReady(page);
    await page.getByRole('button', { name: /Forget/ }).click();
    await page.reload();
    await promptReady(page);
    assert.equal(await page.getByRole('button', { name: /Forget/ }).count(), 0);
    assert.deepEqual(errors, []);
    await close();
  });
}

test('the task of the first screen is taken up where it was left; what its buttons entered is not offered', {
  skip,
}, async () => {
  const { page, errors, close } = await visitWith('/');
  const press = (name) => page.getByRole('button', { name }).click();
  const reload = async () => {
    await page.waitForTimeout(200);
    await page.reload();
    await promptReady(page);
  };
  await promptReady(page);
  await press('Lose one answer');
  await page.getByText('She got 84 EUR').waitFor();
  await reload();
  assert.equal(await page.getByRole('button', { name: 'Run them again' }).count(), 0);
  await press('Lose one answer');
  await press('Same failure, idempotence on');
  await press('To the prompt');
  await page.getByText('0 of 3 commands').waitFor();
  await type(page, 'set teller acks=0');
  await type(page, 'drop next produce request from teller');
  await reload();
  await page.getByRole('status').getByText('you had entered 2 lines here').waitFor();
  await press('Run them again');
  await page.getByText('2 of 3 commands').waitFor();
  await type(page, 'produce payments "42 EUR to Ada" key=ada as teller');
  await page.locator('.solved').getByText('With three commands').waitFor();
  assert.deepEqual(errors, []);
  await close();
});

test('what was saved is there on the next visit', { skip }, async () => {
  const { page, errors, close } = await visitWith('/play.html');
  await promptReady(page);
  await type(page, 'create topic payments');
  await type(page, 'save mine');
  await page.waitForTimeout(200);
  await page.goto('about:blank');
  await page.goto(`${site.address}/play.html`);
  await promptReady(page);
  await type(page, 'run mine');
  await type(page, 'show topics');
  assert.match(await transcript(page), /payments +1 partition/);
  assert.deepEqual(errors, []);
  await close();
});

test('next goes on where the text was left, after the lines were run again', { skip }, async () => {
  const { page, close } = await visitWith('/start.html');
  await promptReady(page);
  await type(page, 'next');
  await type(page, 'next');
  await page.waitForTimeout(200);
  await page.reload();
  await promptReady(page);
  await page.getByRole('button', { name: 'Run them again' }).click();
  await said(page, 'The run is as it was');
  await type(page, 'next');
  assert.match(await transcript(page), /> create producer teller/);
  await close();
});

test('after an hour in the background the picture stands where it stood', { skip }, async () => {
  const { page, errors, close } = await visitWith('/play.html');
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await page.reload();
  await promptReady(page);
  await page.locator('.prompt textarea').focus();
  await page.keyboard.insertText('produce payments "42 EUR to Ada" count=5');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Pause' }).waitFor();
  await page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { get: () => true, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
    const now = Date.now;
    Date.now = () => now() + 3_600_000;
    Object.defineProperty(document, 'hidden', { get: () => false, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await said(page, 'You were away for 60 minutes');
  const slider = page.getByRole('slider');
  assert.ok(Number(await slider.getAttribute('aria-valuenow')) < Number(await slider.getAttribute('aria-valuemax')));
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await page.keyboard.press('ArrowRight');
  await promptIdle(page);
  assert.match(await transcript(page), /is told/);
  assert.deepEqual(errors, []);
  await close();
});
