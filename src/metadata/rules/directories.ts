/** In place of a directory id in the metadata (KIP-858). */
export const reservedDirectories = {
  /** It lies somewhere: that was not noted in those days. */
  migrating: 'AAAAAAAAAAAAAAAAAAAAAA',
  /** It has not been placed yet. */
  unassigned: 'AAAAAAAAAAAAAAAAAAAAAQ',
  /** It lay in a folder that is gone. */
  lost: 'AAAAAAAAAAAAAAAAAAAAAg',
} as const;

/**
 * Whether a replica's data folder can be used, as far as the cluster knows (KIP-858). One that is not yet known is believed to
 * be; so are all folders of a broker that has named none, as old ones do: they halt when the last one fails.
 *
 * @param directoryId the id of the folder, as the partition's record has it
 * @param onlineIds those of the broker that can be used
 */
export function isDirectoryOnline(directoryId: string, onlineIds: readonly string[]): boolean {
  if (directoryId === reservedDirectories.lost) return false;
  const isUnknown = directoryId === reservedDirectories.migrating || directoryId === reservedDirectories.unassigned;
  return isUnknown || onlineIds.length === 0 || onlineIds.includes(directoryId);
}
