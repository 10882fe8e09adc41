import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Shelf } from '../../../src/terminal/session.ts';

/** The experiments of all chapters, as `run NAME` finds them at a page's prompt. */
export function experimentShelf(top: string): Shelf {
  const folder = join(top, 'chapters');
  const files = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : [];
  const paths = new Map(
    files.filter((path) => path.endsWith('.experiment')).map((path) => [basename(path, '.experiment'), path]),
  );
  return {
    names: () => [...paths.keys()].sort(),
    read: (name) => {
      const path = paths.get(name);
      return path === undefined ? undefined : readFileSync(join(folder, path), 'utf8');
    },
  };
}
