/**
 * What a reader did, kept in the browser as long as the tab lives: after the page was loaded anew it is offered again. Storage
 * may be switched off, and then throws at every touch.
 */
export interface KeptRun {
  /** The run as a link, `#v=1&…`. */
  readonly link: string;
  /** The lines that the reader had entered. */
  readonly entered: readonly string[];
  /** Where on the page the reader was, in a word of the page's own. */
  readonly place?: string;
}

/** What is kept in the browser; `sessionStorage` is one. */
export type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** A longer link is not kept: browsers give a page some megabytes for everything. */
const longestLink = 1_000_000;

const nameOf = (session: string) => `kafka-on-trial run ${session}`;

/** Asking for the store may throw already. */
export type FindStore = () => Store;

export const ofThisTab: FindStore = () => sessionStorage;

/** Returns whether it could be kept. */
export function keepRun(session: string, run: KeptRun, find: FindStore = ofThisTab): boolean {
  if (run.link.length > longestLink) return false;
  try {
    find().setItem(nameOf(session), JSON.stringify(run));
    return true;
  } catch {
    return false;
  }
}

/** Undefined where nothing is kept, or something else. */
export function readKeptRun(session: string, find: FindStore = ofThisTab): KeptRun | undefined {
  try {
    const kept: unknown = JSON.parse(find().getItem(nameOf(session)) ?? 'null');
    return isKeptRun(kept) ? kept : undefined;
  } catch {
    return undefined;
  }
}

export function forgetRun(session: string, find: FindStore = ofThisTab): void {
  try {
    find().removeItem(nameOf(session));
  } catch {
    // What cannot be reached cannot be kept either.
  }
}

function isKeptRun(kept: unknown): kept is KeptRun {
  if (typeof kept !== 'object' || kept === null) return false;
  const { link, entered } = kept as Readonly<Record<string, unknown>>;
  const areLines = Array.isArray(entered) && entered.length > 0 && entered.every((line) => typeof line === 'string');
  return typeof link === 'string' && link.startsWith('#') && areLines;
}
