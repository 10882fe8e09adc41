import type { Shelf } from '../../../../src/terminal/session.ts';

/** The experiments of all chapters, by the name of their file. */
const files: Record<string, string> = import.meta.glob('../../../../chapters/*/*.experiment', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** What `run` finds and `save` keeps; what is saved lasts as long as the page. */
export function createShelf(): Shelf {
  const texts = new Map(
    Object.entries(files).map(([path, text]) => [path.replace(/^.*\//, '').replace(/\.experiment$/, ''), text]),
  );
  return {
    names: () => [...texts.keys()].sort(),
    read: (name) => texts.get(name.replace(/\.experiment$/, '')),
    save: (name, text) => void texts.set(name, text),
  };
}
