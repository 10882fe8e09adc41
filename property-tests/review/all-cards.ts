import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { DrawnCard, ReviewCard, Seen } from '../../src/review/card.ts';
import type { StorageRules } from '../../src/storage/rules.ts';
import { Inspector } from '../../src/terminal/inspect.ts';
import { createSession } from '../../src/terminal/session.ts';
import { SeededRandom } from '../../src/world/simulated/random.ts';

const chapters = resolve(import.meta.dirname, '../../chapters');

/** Every card of every chapter, by the name of its file: `1-storage/which-file`. */
export async function allCards(): Promise<ReadonlyMap<string, ReviewCard>> {
  const files = readdirSync(chapters, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => /^[\w-]+\/cards\/[\w-]+\.[jt]s$/.test(name))
    .sort();
  const cards = new Map<string, ReviewCard>();
  for (const name of files) {
    const { card } = (await import(join(chapters, name))) as { readonly card: ReviewCard };
    cards.set(name.replace('/cards/', '/').replace(/\.[jt]s$/, ''), card);
  }
  return cards;
}

export function draw(card: ReviewCard, seed: number, rules: StorageRules): DrawnCard {
  return card.draw(new SeededRandom(`card ${seed}`), rules);
}

/** Runs a card to its end, as the page does. Throws where a command is refused. */
export async function seenOf({ commands, goesOn }: DrawnCard): Promise<Seen> {
  const session = await createSession();
  let asked = 0;
  for (const [place, line] of [...commands, ...goesOn].entries()) {
    if (place === commands.length) asked = session.run.told.length;
    const { isRefused, lines } = await session.execute(line);
    if (isRefused) throw new Error([line, ...lines.map(({ text }) => text)].join('\n'));
  }
  const files = await new Inspector(session).files({ of: 'own', atUs: session.run.nowUs });
  return { events: session.run.told, asked, files };
}
