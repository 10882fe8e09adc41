/**
 * The whole proof:                     npm test
 * Only some rooms' tests:              npm test -- storage wire
 * One law again, as its failure says:  npm test -- --law 'its name' --replay=SEED:PATH
 *
 * Types are checked and the code is transpiled once; then the tests of each room run in one process, two at a time, while
 * beside them formatter and linter run and the site is built; last its pages in Chromium. Prints how long each part took.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, relative, resolve, sep } from 'node:path';
import { parseArgs } from 'node:util';

const top = resolve(import.meta.dirname, '..');
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { law: { type: 'string' }, replay: { type: 'string' } },
});
const everything = positionals.length === 0 && values.law === undefined;

/** Runs a program of node_modules or Node itself; output is shown as it comes, or kept until the program has failed. */
function run(name, program, parameters, { show = false, environment = {} } = {}) {
  const started = Date.now();
  return new Promise((done) => {
    const child = spawn(program, parameters, {
      cwd: top,
      env: { ...process.env, ...environment },
      stdio: ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'],
    });
    let kept = '';
    child.stdout?.on('data', (text) => (kept += text));
    child.stderr?.on('data', (text) => (kept += text));
    child.on('close', (status) => {
      const seconds = ((Date.now() - started) / 1000).toFixed(1);
      if (status !== 0) process.stdout.write(kept);
      console.log(`${status === 0 ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)`);
      done(status === 0);
    });
  });
}

const bin = (name) => join(top, 'node_modules', '.bin', name);

/** The compiled tests, by room: src/storage, property-tests, chapters. */
function testsByRoom() {
  const rooms = new Map();
  const build = join(top, 'build');
  for (const name of readdirSync(build, { recursive: true })) {
    if (!name.endsWith('.test.js') || name.startsWith('entries')) continue;
    const source = join(top, name.replace(/\.js$/, '.ts'));
    if (!existsSync(source)) continue;
    const [first, second] = name.split(sep);
    const room = first === 'src' && !second.endsWith('.js') ? second : first;
    rooms.set(room, [...(rooms.get(room) ?? []), join(build, name)]);
  }
  return rooms;
}

/** These take longest, and begin first: so neither core waits for the other in the end. */
const longest = ['property-tests', 'cli', 'broker'];

const entries = join(top, 'build', 'entries');

/** One file a room that imports the room's tests, so that Node and what they share is loaded once a room. */
function writeEntries() {
  rmSync(entries, { recursive: true, force: true });
  mkdirSync(entries, { recursive: true });
  const wanted = values.law === undefined ? positionals : ['property-tests'];
  const files = [];
  const byRoom = [...testsByRoom()];
  byRoom.sort(([one], [other]) => Number(longest.includes(other)) - Number(longest.includes(one)));
  for (const [room, tests] of byRoom) {
    if (wanted.length > 0 && !wanted.includes(room)) continue;
    files.push(writeEntry(`${room}.test.js`, tests));
  }
  return files;
}

/** A file that imports these. */
function writeEntry(name, tests) {
  const file = join(entries, name);
  writeFileSync(file, tests.map((test) => `import '${relative(entries, test).replaceAll(sep, '/')}';\n`).join(''));
  return file;
}

async function nodeTests() {
  const files = writeEntries();
  if (files.length === 0) {
    console.log(`FAIL no tests in ${positionals.join(', ')}; rooms: ${[...testsByRoom().keys()].join(', ')}`);
    return false;
  }
  const pattern =
    values.law === undefined ? [] : [`--test-name-pattern=${values.law.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`];
  return run(
    'tests',
    process.execPath,
    ['--enable-source-maps', '--test', '--test-concurrency=2', ...pattern, ...files],
    {
      show: true,
      environment: values.replay === undefined ? {} : { LAW_REPLAY: values.replay },
    },
  );
}

function filesIn(folder, ending) {
  const names = readdirSync(join(top, folder), { recursive: true });
  return names.filter((name) => name.endsWith(ending)).map((name) => join(folder, name));
}

/** The site: its types, its fold and film, its build. */
async function site() {
  const themeTests = [
    ...filesIn('docs/.vitepress', '.test.ts'),
    ...filesIn('docs/tests', '.test.ts'),
    join('docs', 'glossary.test.ts'),
  ];
  return [
    await run("the site's types", bin('vue-tsc'), ['-p', 'docs']),
    await run("the site's units", process.execPath, ['--import', 'tsx', '--test', ...themeTests]),
    await run('the site builds', bin('vitepress'), ['build', 'docs']),
  ];
}

/** Each of these takes as long as all that are not named here. */
const longestPages = [
  ['access', 'base-path', 'trouble'],
  ['commands', 'exercise', 'exercises', 'review'],
];

/** The built pages in Chromium, where there is one: three browsers beside each other, each for a third of the tests. */
async function pages() {
  const name = (file) => basename(file, '.browser.js');
  const pageTests = filesIn('docs/tests', '.browser.js');
  const others = pageTests.map(name).filter((each) => !longestPages.flat().includes(each));
  const files = [...longestPages, others].map((names, index) => {
    const tests = pageTests.filter((file) => names.includes(name(file))).map((file) => join(top, file));
    return writeEntry(`pages-${index + 1}.browser.js`, tests);
  });
  return [
    await run('the page in Chromium', process.execPath, ['--test', '--test-concurrency=3', ...files], {
      show: true,
    }),
    await run('what the page weighs', process.execPath, ['docs/tests/budget.js'], { show: true }),
  ];
}

const typesHold = await run('types', bin('tsc'), ['-p', '.']);
if (!everything) process.exit(typesHold && (await nodeTests()) ? 0 : 1);

const beside = (async () => [
  await run('format', bin('biome'), ['format', '.']),
  await run('lint and the order of the rooms', bin('eslint'), ['.']),
  await run('the package installs, and starts a broker', process.execPath, [join('scripts', 'check-package.js')]),
  ...(await site()),
])();
const results = [typesHold, await nodeTests(), ...(await beside), ...(await pages())];
process.exit(results.every(Boolean) ? 0 : 1);
