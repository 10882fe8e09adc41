/**
 * What is fast, measured side by side:   npm run bench              all of it
 *                                        npm run bench -- produce   only some
 *
 * Absolute figures depend on the machine and the hour; what counts is the ratio. Nothing here is a test.
 */
import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { hasApacheKafka } from './brokers.ts';
import { append } from './append.ts';
import { checksum } from './crc32c.ts';
import { compact } from './compact.ts';
import { fetch } from './fetch.ts';
import { opening } from './opening.ts';
import { produce } from './produce.ts';
import { randomRead } from './random-read.ts';
import { recovery } from './recovery.ts';
import { simulated } from './simulated.ts';
import { start } from './start.ts';
import { type Benchmark, type Row, tableOf } from './table.ts';
import { validation } from './validate-batch.ts';

const besideApacheKafka: readonly Benchmark[] = [start, produce, fetch, compact, recovery, opening];
const alone: readonly Benchmark[] = [checksum, validation, append, randomRead, simulated];

function chosen(): readonly Benchmark[] {
  const wanted = process.argv.slice(2);
  const all = [...alone, ...besideApacheKafka];
  const unknown = wanted.find((name) => !all.some((benchmark) => benchmark.name === name));
  if (unknown !== undefined)
    throw new Error(`no benchmark '${unknown}'; there are ${all.map(({ name }) => name).join(', ')}`);
  return all.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
}

const say = (progress: string) => process.stderr.write(`  ${progress}\n`);
execFileSync('npm', ['run', '--silent', 'build'], { cwd: resolve(import.meta.dirname, '..'), stdio: 'inherit' });
const rows: Row[] = [];
for (const benchmark of chosen()) {
  if (besideApacheKafka.includes(benchmark) && !hasApacheKafka) {
    say(`${benchmark.name} is left out: Apache Kafka is not beside the repository`);
    continue;
  }
  say(`${benchmark.name}: ${benchmark.about}`);
  rows.push(...(await benchmark.run(say)));
}
process.stdout.write(`${tableOf(rows)}\n`);
