/**
 * Whether the package is whole:   node scripts/check-package.js
 *
 * Packs it, installs it into an empty folder as a user would, starts its broker, sends and reads with its command line (in
 * zstd, whose writer is loaded from a dependency's folder), and compiles a program that imports it. Prints how large it is
 * and how long the broker took to be ready.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const top = resolve(import.meta.dirname, '..');
const work = mkdtempSync(join(tmpdir(), 'kafka-on-trial-package-'));

const program = `
  import { createAdmin, createProducer, KafkaException } from 'kafka-on-trial';
  const servers = { 'bootstrap.servers': process.argv[2] };
  const producer = await createProducer(servers);
  const { offset } = await producer.send({ topic: 'payments', value: 'and 17 to Bob' });
  await producer.close();
  const admin = createAdmin(servers);
  const topics = await admin.listTopics();
  await admin.close();
  if (offset !== 1 || topics.length !== 1 || KafkaException === undefined) process.exitCode = 1;
`;

try {
  const installed = install(pack());
  const broker = await startBroker(installed);
  try {
    sendAndRead(installed, broker.bootstrap);
    runProgram(broker.bootstrap);
  } finally {
    await broker.stop();
  }
  compileProgram();
  console.log(`the installed broker was ready after ${broker.milliseconds} ms`);
} finally {
  rmSync(work, { recursive: true, force: true });
}

/** Builds and packs; the file's path. */
function pack() {
  const listed = execFileSync('npm', ['pack', '--json', '--pack-destination', work], { cwd: top, stdio: 'pipe' });
  // What the build prints stands before the list.
  const text = listed.toString();
  const [{ filename, unpackedSize, entryCount }] = JSON.parse(text.slice(text.indexOf('[\n')));
  const file = join(work, filename);
  console.log(
    `${filename}: ${kilobytes(statSync(file).size)} packed, ${kilobytes(unpackedSize)} in ${entryCount} files`,
  );
  return file;
}

function kilobytes(sizeBytes) {
  return `${Math.round(sizeBytes / 1000)} KB`;
}

/** Installs it into a folder that has nothing; the path of its program. */
function install(file) {
  writeFileSync(join(work, 'package.json'), '{ "type": "module" }');
  execFileSync('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', file], { cwd: work, stdio: 'pipe' });
  return join(work, 'node_modules', '.bin', 'kafka-on-trial');
}

async function startBroker(installed) {
  const started = performance.now();
  const child = spawn(installed, ['broker', '--listen', '127.0.0.1:0', '--data', join(work, 'data')], { cwd: work });
  const ended = once(child, 'exit');
  let printed = '';
  child.stderr.on('data', (text) => (printed += text));
  for await (const text of child.stdout) {
    printed += text;
    const ready = /^ready: (\S+)$/m.exec(printed);
    if (ready !== null) {
      return {
        bootstrap: ready[1],
        milliseconds: Math.round(performance.now() - started),
        async stop() {
          child.kill('SIGTERM');
          const [status] = await ended;
          if (status !== 0) throw new Error(`the broker ended with ${status}`);
        },
      };
    }
  }
  throw new Error(`the broker did not start:\n${printed}`);
}

function sendAndRead(installed, bootstrap) {
  const at = ['payments', '--bootstrap', bootstrap];
  const options = { cwd: work, input: '42 EUR to Ada\n' };
  execFileSync(installed, ['produce', ...at, '--config', 'compression.type=zstd'], options);
  const read = execFileSync(installed, ['consume', ...at, '--from', 'earliest', '--until-end'], { cwd: work });
  if (read.toString() !== options.input) throw new Error(`instead of what was sent came ${read}`);
}

function runProgram(bootstrap) {
  writeFileSync(join(work, 'program.js'), program);
  execFileSync(process.execPath, ['program.js', bootstrap], { cwd: work });
}

/** A program in TypeScript sees the types of both entries; one that misuses them does not compile. */
function compileProgram() {
  const right = `
    import { startBroker, type RunningBroker } from 'kafka-on-trial';
    import 'kafka-on-trial/simulated';
    export const broker: RunningBroker = await startBroker({ dataFolder: 'data', settings: { 'num.partitions': 3 } });
    // @ts-expect-error: a data folder is needed
    await startBroker({});
  `;
  writeFileSync(join(work, 'program.ts'), right);
  const options = ['--noEmit', '--strict', '--target', 'es2022', '--module', 'nodenext', 'program.ts'];
  const compiler = join(top, 'node_modules', 'typescript', 'bin', 'tsc');
  execFileSync(process.execPath, [compiler, ...options], { cwd: work, stdio: 'inherit' });
}
