/**
 * In which data folder (`log.dirs`) a new log is made: in the one that has the fewest, the first of them where several have.
 * Logs are counted, not bytes: how large a log will become nobody knows. What lies in a folder stays there, however full its
 * disk is.
 *
 * @param logCounts how many logs lie in each folder that can be used; at least one
 * @returns the folder's place in the list
 */
export function logFolderChoice(logCounts: readonly number[]): number {
  let choice = 0;
  for (const [folder, count] of logCounts.entries()) if (count < logCounts[choice]!) choice = folder;
  return choice;
}
