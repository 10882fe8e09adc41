/** A range of levels. */
export interface FeatureRange {
  readonly name: string;
  readonly minimum: number;
  readonly maximum: number;
}

/**
 * What this code can do. A cluster *finalises* one level of each feature in its metadata log; no node may join that does
 * not support it.
 */
export const supportedFeatures: readonly FeatureRange[] = [
  { name: 'group.version', minimum: 0, maximum: 1 },
  { name: 'kraft.version', minimum: 0, maximum: 1 },
  { name: 'metadata.version', minimum: 30, maximum: 30 },
  { name: 'transaction.version', minimum: 0, maximum: 2 },
  { name: 'eligible.leader.replicas.version', minimum: 0, maximum: 1 },
];

/**
 * Features of APIs that are left out here: share groups and streams groups. Their levels are kept in the log, where Apache
 * Kafka finds them again, and told to nobody.
 */
export const leftOutFeatures: readonly string[] = ['share.version', 'streams.version'];

/** What a new cluster finalises, in Apache Kafka 4.3's order. */
export const initialFeatureLevels: readonly (readonly [name: string, level: number])[] = [
  ['metadata.version', 30],
  ['eligible.leader.replicas.version', 1],
  ['group.version', 1],
  ['share.version', 1],
  ['streams.version', 1],
  ['transaction.version', 2],
];

/** Finalised levels that clients are told of. */
export function toldLevels(finalised: ReadonlyMap<string, number>): readonly (readonly [string, number])[] {
  return [...finalised].filter(([name]) => !leftOutFeatures.includes(name));
}

/** Why a node with this code cannot take part in a cluster with these levels; undefined where it can. */
export function problemOfLevels(finalised: ReadonlyMap<string, number>): string | undefined {
  for (const [name, level] of toldLevels(finalised)) {
    const range = supportedFeatures.find((feature) => feature.name === name);
    if (range === undefined) return `the feature ${name}, finalised at level ${level}, is unknown here`;
    if (level < range.minimum || level > range.maximum) {
      return `the feature ${name} is finalised at level ${level}, and here ${range.minimum} to ${range.maximum} are supported`;
    }
  }
  return undefined;
}
