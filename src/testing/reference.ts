import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/**
 * Data made by Apache Kafka, where it is kept beside the repository: messages, encoded messages, log folders, hashes.
 * Undefined where it is not; a test then skips, saying `lacksReference`.
 */
export function referenceFolder(): string | undefined {
  return [
    resolve(import.meta.dirname, '../../../shared/reference'),
    resolve(import.meta.dirname, '../../../../shared/reference'),
  ].find((path) => existsSync(path));
}

/** The reason to skip a test that needs the data; false where it is there. */
export const lacksReference: string | false =
  referenceFolder() === undefined ? "Apache Kafka's reference data is not beside the repository" : false;
