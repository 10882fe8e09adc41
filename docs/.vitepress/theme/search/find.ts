import MiniSearch, { type SearchResult } from 'minisearch';

/** A section of a page that was found. */
export interface Found {
  /** With the site's base path, and the section behind #. */
  readonly address: string;
  readonly title: string;
  /** The headings above it, the page's first. */
  readonly titles: readonly string[];
}

export type Find = (words: string) => readonly Found[];

const mostFound = 12;

/** @param index as VitePress writes it when the site is built */
export function finderOf(index: string): Find {
  const search = MiniSearch.loadJSON<{ id: string }>(index, {
    fields: ['title', 'titles', 'text'],
    storeFields: ['title', 'titles'],
    searchOptions: { prefix: true, fuzzy: 0.15, combineWith: 'AND', boost: { title: 4, titles: 1, text: 2 } },
  });
  return (words) => search.search(words).slice(0, mostFound).map(foundIn);
}

function foundIn({ id, title, titles }: SearchResult): Found {
  return { address: String(id), title: String(title), titles: (titles as readonly string[] | undefined) ?? [] };
}
