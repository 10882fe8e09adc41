import assert from 'node:assert/strict';
import { Mirror } from './mirror.js';
import { paste, promptReady } from './site.js';

/** What the buttons under every prompt enter, `undo` last: behind it the run is as it was. */
const quick = ['hint', 'help', 'undo'];

/** A page with a prompt, and beside it the same session in Node: whatever is done here is done in both, and compared. */
export class Visit {
  /** What the page itself says of a line, once the line has said what it says: prints it into the mirror. */
  saysOf = async (_line) => undefined;

  constructor(page, address) {
    this.page = page;
    this.mirror = new Mirror(address);
  }

  /** The session begins; the page may greet. */
  async opens(beginning, greeting) {
    await this.mirror.open(beginning);
    if (greeting !== undefined) this.mirror.print(greeting);
    await promptReady(this.page);
    await this.agrees('the beginning');
  }

  /** Waits until the page has said what Node says, and takes the next line. */
  agrees = async (after) => {
    const wanted = this.mirror.spoken;
    const hasSaid = (lines) => {
      const prompt = document.querySelector('.prompt');
      const said = [...prompt.querySelectorAll('[role=log] p')].map((line) => line.textContent);
      return prompt.getAttribute('aria-busy') === 'false' && JSON.stringify(said) === lines;
    };
    try {
      await this.page.waitForFunction(hasSaid, JSON.stringify(wanted), { timeout: 15_000 });
    } catch {
      const said = await this.page.locator('.prompt [role=log] p').allTextContents();
      assert.deepEqual(said, wanted, `after ${after}`);
      throw new Error(`${after} does not come to its end`);
    }
  };

  /** Presses a button that enters a line; the room in which it stands is opened first, where it is folded. */
  async press(button, line) {
    await button.evaluate((element) => {
      const room = element.closest('details');
      if (room !== null) room.open = true;
    });
    await button.click();
    return this.#entered(line);
  }

  /** Enters a line at the prompt. */
  async enter(line) {
    await paste(this.page, `${line}\n`);
    return this.#entered(line);
  }

  async #entered(line) {
    const outcome = await this.mirror.execute(line);
    await this.saysOf(outcome.ran ?? line);
    await this.agrees(line);
    return outcome;
  }

  /** A button under the prompt, by what stands on it. */
  chip(name) {
    return this.page.locator('.chips').getByRole('button', { name, exact: true }).first();
  }

  isQuick(line) {
    return quick.includes(line);
  }

  /** The buttons that are under every prompt; the link, which holds the hash of all that has happened; and the whole transcript. */
  async ends(buttons = quick) {
    for (const line of buttons) {
      // A page with a task gives the hints itself.
      if ((await this.chip(line).count()) > 0) await this.press(this.chip(line), line);
    }
    await this.enter('link');
    await this.page.getByRole('button', { name: 'Copy the transcript' }).click();
    await this.page.getByRole('status').getByText('Copied').waitFor();
    const copied = await this.page.evaluate(() => navigator.clipboard.readText());
    // Where a line is broken depends on the width.
    assert.equal(copied.replaceAll(/\s/g, ''), `${this.mirror.written}\n> `.replaceAll(/\s/g, ''));
  }
}
