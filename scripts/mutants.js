/**
 * Every mutant, the law that notices it, and the smallest input for which the law is then broken:
 *
 *     npm run mutants                       of all chapters
 *     npm run mutants -- storage            of one
 *     npm run mutants -- storage sequence   of the laws in one file
 *     npm run mutants -- --json             a line of JSON for each
 *     npm run mutants -- --full             without cutting anything
 *
 * Ends with status 1 where one survived, or, of all chapters, where no mutant stands for a rule.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { register } from 'tsx/esm/api';

const top = resolve(import.meta.dirname, '..');
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean' }, full: { type: 'boolean' } },
});
const [chapter, file] = positionals;
const longestLine = 160;

function lawFiles() {
  const folder = join(top, 'property-tests');
  const chapters = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  if (chapter !== undefined && !chapters.some(({ name }) => name === chapter)) {
    throw new Error(`no chapter '${chapter}'; there are ${chapters.map(({ name }) => name).join(', ')}`);
  }
  return chapters
    .filter(({ name }) => chapter === undefined || name === chapter)
    .flatMap(({ name }) => readdirSync(join(folder, name)).map((test) => join(folder, name, test)))
    .filter((path) => path.endsWith(file === undefined ? '.test.ts' : `/${file}.test.ts`));
}

/** Runs the laws against their mutants only; each adds a line to the report. */
function run(files, report) {
  const parameters = ['--import', 'tsx', '--test', '--test-reporter=dot', '--test-name-pattern=: notices '];
  const concurrency = `--test-concurrency=${Math.max(1, availableParallelism() - 1)}`;
  return new Promise((done) => {
    const child = spawn(process.execPath, [...parameters, concurrency, ...files], {
      cwd: top,
      env: { ...process.env, MUTANT_REPORT: report },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    child.on('close', done);
  });
}

function cut(text) {
  const line = text.replaceAll(/\s+/g, ' ');
  return values.full || line.length <= longestLine ? line : `${line.slice(0, longestLine - 1)}…`;
}

function print(reports) {
  for (const law of new Set(reports.map(({ chapter, file, law }) => JSON.stringify([chapter, file, law])))) {
    const [inChapter, inFile, name] = JSON.parse(law);
    console.log(`\n${name}\n  (property-tests/${inChapter}/${inFile}.test.ts)`);
    for (const report of reports.filter((each) => each.law === name && each.file === inFile)) {
      console.log(`  ${report.isNoticed ? '✓' : '✗ SURVIVED'} ${report.mutant}   [${report.rules.join(', ')}]`);
      if (!report.isNoticed) continue;
      console.log(`      for   ${cut(report.counterexample)}`);
      console.log(`      says  ${cut(report.says)}`);
    }
  }
  console.log('');
  for (const inChapter of new Set(reports.map((report) => report.chapter))) {
    const of = reports.filter((report) => report.chapter === inChapter);
    const laws = new Set(of.map((report) => `${report.file} ${report.law}`));
    const survivors = of.filter(({ isNoticed }) => !isNoticed);
    const verdict = survivors.length === 0 ? 'all noticed' : `${survivors.length} survived`;
    console.log(`${inChapter}: ${of.length} mutants of ${laws.size} laws, ${verdict}`);
  }
}

/** Rules whose being wrong no law was tried with. */
async function rulesWithoutMutant(reports) {
  register();
  const { rules } = await import('../src/broker/rules.ts');
  const { deliveryRules } = await import('../src/delivery/rules.ts');
  const mutated = new Set(reports.flatMap((report) => report.rules));
  return [...Object.keys(rules), ...Object.keys(deliveryRules)].filter((name) => !mutated.has(name));
}

const folder = mkdtempSync(join(tmpdir(), 'kafka-on-trial-mutants-'));
try {
  const report = join(folder, 'mutants.jsonl');
  const files = lawFiles();
  if (files.length === 0) throw new Error(`no laws in ${positionals.join('/')}`);
  const status = await run(files, report);
  const lines = existsSync(report) ? readFileSync(report, 'utf8').trim().split('\n').filter(Boolean) : [];
  const reports = lines
    .map((line) => JSON.parse(line))
    .sort((one, other) => (one.chapter + one.file < other.chapter + other.file ? -1 : 1));
  if (values.json) for (const each of reports) console.log(JSON.stringify(each));
  else print(reports);
  const unguarded = chapter === undefined ? await rulesWithoutMutant(reports) : [];
  for (const name of unguarded) console.error(`mutants: no law was tried with ${name} being wrong`);
  const areNoticed = status === 0 && reports.every(({ isNoticed }) => isNoticed);
  process.exitCode = areNoticed && unguarded.length === 0 ? 0 : 1;
} catch (error) {
  console.error(`mutants: ${error.message}`);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
