import type { Shelf } from '../../../../src/terminal/session.ts';
import { browserStore, type TextStore } from './shelf-store.ts';

/** The experiments of all chapters, by the name of their file. */
const files: Record<string, string> = import.meta.glob('../../../../chapters/*/*.experiment', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/**
 * What `run` finds and `save` keeps, for this visit and the next ones. What was kept is read beside everything else; nobody
 * waits for it.
 */
export function createShelf(store: TextStore = browserStore): Shelf {
  const own = Object.entries(files).map(([path, text]) => [nameOf(path), text] as const);
  const texts = new Map(own);
  store
    .all()
    .then((kept) => {
      for (const [name, text] of kept) if (!texts.has(name)) texts.set(name, text);
    })
    .catch(() => undefined);
  return {
    names: () => [...texts.keys()].sort(),
    read: (name) => texts.get(name.replace(/\.experiment$/, '')),
    save(name, text) {
      texts.set(name, text);
      store.keep(name, text).catch(() => undefined);
      return undefined;
    },
  };
}

function nameOf(path: string): string {
  return path.replace(/^.*\//, '').replace(/\.experiment$/, '');
}
