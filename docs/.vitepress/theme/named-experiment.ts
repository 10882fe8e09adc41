import { allViews, type View } from './stage/views.ts';

/** One of the site's own experiments, as its page knows it: `/play/lost-acknowledgement/?at=13ms`. */
export interface NamedExperiment {
  readonly name: string;
  /** Its first line of comment. */
  readonly title: string;
  /** The link that holds its commands and the hash of their outcome, `v=1&hash=…&run=…`. */
  readonly link: string;
  /** What it proposes to type behind it. */
  readonly then: readonly string[];
}

/** Parts of a link that may stand in the query of a named experiment's address, and replace its own. */
const replaceable = ['at', 'view', 'hash', 'run', 'packed', 'v'];

/**
 * The run that an address asks for: what stands behind its #, else the page's experiment, with an instant, a view or a hash of
 * an earlier outcome from its query. What is there too often, or unknown, is left for the reader of links to complain about.
 */
export function linkOf(
  { hash, search }: { readonly hash: string; readonly search: string },
  experiment: NamedExperiment | undefined,
): string {
  if (hash.length > 1 || experiment === undefined) return hash;
  const asked = search
    .replace(/^\?/, '')
    .split('&')
    .filter((part) => part !== '' && keyOf(part) !== 'embed');
  const keys = new Set(asked.map(keyOf));
  const own = experiment.link.split('&').filter((part) => !replaceable.includes(keyOf(part)) || !keys.has(keyOf(part)));
  return `#${[...own, ...asked].join('&')}`;
}

/** The view that a link wants; undefined where it wants none that there is. */
export function viewOf(link: string): View | undefined {
  const wanted = /[#&]view=([a-z-]+)/.exec(link)?.[1];
  return allViews.find((view) => view === wanted);
}

function keyOf(part: string): string {
  return part.replace(/=.*$/s, '');
}
