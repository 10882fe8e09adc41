import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Ended, lacks, runProgram } from './program.ts';

/** Apache Kafka's own programs, where they are kept beside the repository: `../shared/apache-kafka/tool NAME …`. */
const tool = [
  resolve(import.meta.dirname, '../../../shared/apache-kafka/tool'),
  resolve(import.meta.dirname, '../../../../shared/apache-kafka/tool'),
].find((path) => existsSync(path));

/** The reason to skip a test that needs them; false where they can be run. */
export const lacksApacheKafka: string | false =
  tool === undefined ? 'Apache Kafka is not beside the repository' : lacks('java') || lacks('mvn');

export function apacheTool(name: string, ...parameters: readonly string[]): Promise<Ended> {
  return runProgram(tool!, [name, ...parameters]);
}
