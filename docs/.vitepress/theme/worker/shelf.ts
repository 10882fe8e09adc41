import type { Shelf } from '../../../../src/terminal/session.ts';
import { browserStore, type TextStore } from './shelf-store.ts';

/** What `run` finds and `save` keeps, for this visit and the next ones. */
export interface KeptShelf extends Shelf {
  /** Resolves when the site's own experiments are there. They are loaded when this is first called: a prompt needs none. */
  fill(): Promise<void>;
}

/** What was kept is read beside everything else; nobody waits for it. */
export function createShelf(store: TextStore = browserStore): KeptShelf {
  const texts = new Map<string, string>();
  const add = (found: ReadonlyMap<string, string>) => {
    for (const [name, text] of found) if (!texts.has(name)) texts.set(name, text);
  };
  store
    .all()
    .then(add)
    .catch(() => undefined);
  let filled: Promise<void> | undefined;
  return {
    fill: () =>
      (filled ??= import('./site-experiments.ts').then(
        ({ siteExperiments }) => {
          for (const [name, text] of siteExperiments) texts.set(name, text);
        },
        () => undefined,
      )),
    names: () => [...texts.keys()].sort(),
    read: (name) => texts.get(name.replace(/\.experiment$/, '')),
    save(name, text) {
      texts.set(name, text);
      store.keep(name, text).catch(() => undefined);
      return undefined;
    },
  };
}
