import type { Api, Versions } from './definition.ts';

/** What the broker at the other end serves: first and last version by API key, as it answered ApiVersions. */
export type ServedVersions = ReadonlyMap<number, Versions>;

/** The highest version that may be used, by API name: for tests, and for playing an older client. */
export type HighestVersions = Readonly<Record<string, number>>;

/**
 * The version to ask in: the highest that both sides know. Undefined where there is none.
 *
 * @see KIP-35
 */
export function highestCommonVersion(
  api: Api,
  served: ServedVersions,
  highest: HighestVersions = {},
): number | undefined {
  const theirs = served.get(api.key);
  if (theirs === undefined) return undefined;
  const version = Math.min(api.versions[1], theirs[1], highest[api.name] ?? Infinity);
  return version >= Math.max(api.versions[0], theirs[0]) ? version : undefined;
}
