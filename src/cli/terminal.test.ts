import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { commandLine } from '../testing/broker-process.ts';
import { runProgram } from '../testing/program.ts';

const folder = mkdtempSync(join(tmpdir(), 'kafka-on-trial-terminal-'));
after(() => rmSync(folder, { recursive: true }));

/** The experiment lies beside the source, which may be one folder further away where this test was compiled. */
const sample = ['../..', '../../..']
  .map((top) => resolve(import.meta.dirname, top, 'chapters/3-delivery/lost-acknowledgement.experiment'))
  .find((path) => existsSync(path))!;

function kafkaOnTrial(parameters: readonly string[], input = '') {
  return runProgram(process.execPath, [...commandLine, ...parameters], { input, mayFail: true });
}

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

test('run: the sample, its transcript, and the exit status 0', async () => {
  const { status, output } = await kafkaOnTrial(['run', sample]);
  assert.equal(status, 0);
  assert.match(output, /^> create cluster brokers=1 seed=7\n/);
  assert.match(output, /✂ The answer of broker-1 to teller \(Produce\) is lost on the way, as you asked/);
  assert.match(output, /✓ log of payments-0 holds "42 EUR to Ada" 2 times\n$/);
});

test('run: an expectation that does not hold is the exit status 1', async () => {
  const path = file('wrong.experiment', 'produce payments "hello"\nexpect log of payments holds "hello" 2 times\n');
  const { status, output } = await kafkaOnTrial(['run', path]);
  assert.equal(status, 1);
  assert.match(output, /✗ log of payments holds "hello" 2 times: it is there once/);
});

test('run: lines that cannot be read are all named, and nothing runs', async () => {
  const path = file('unreadable.experiment', 'create topic payments\nkil broker-1\n\nwait 5\n');
  const { status, output, errors } = await kafkaOnTrial(['run', path]);
  assert.deepEqual([status, output], [1, '']);
  assert.match(errors, /line 2: 'kil' is not a verb.*Did you mean: kill broker-1\nline 4: .*Did you mean: wait 5s/);
});

test('run: a file that is not there', async () => {
  const { status, errors } = await kafkaOnTrial(['run', join(folder, 'nothing.experiment')]);
  assert.equal(status, 1);
  assert.match(errors, /nothing.experiment does not exist/);
});

test('replay --hash prints one hash, the same every time; --json has it, too', async () => {
  const commands = readFileSync(sample, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  const path = file('plan.json', JSON.stringify({ version: 1, seed: 7, commands }));
  const [one, two] = [await kafkaOnTrial(['replay', path, '--hash']), await kafkaOnTrial(['replay', path, '--hash'])];
  assert.match(one.output, /^[0-9a-f]{16}\n$/);
  assert.equal(two.output, one.output);
  const { output } = await kafkaOnTrial(['replay', path, '--json']);
  assert.equal((JSON.parse(output) as { hash: string }).hash, one.output.trim());
  const run = await kafkaOnTrial(['run', sample, '--json']);
  assert.equal((JSON.parse(run.output) as { hash: string }).hash, one.output.trim(), 'the experiment is the same run');
});

test('replay: what is no plan is refused in a sentence', async () => {
  const says = async (text: string) => (await kafkaOnTrial(['replay', file('bad.json', text)])).errors;
  assert.match(await says('{'), /The plan is not JSON/);
  assert.match(await says('{"version":2}'), /plans of version 1 are understood/);
  assert.match(await says('{"version":1,"commands":["kil broker-1"]}'), /command 1: .*Did you mean: kill broker-1/);
});

test('shell through a pipe: echo, transcript, and the exit status of the commands', async () => {
  const fine = await kafkaOnTrial(['shell'], 'produce payments "hello"\nshow log of payments\n');
  assert.equal(fine.status, 0);
  assert.match(fine.output, /^> produce payments "hello"\n[\s\S]*> show log of payments\n {5}0 {2}hello\n$/);
  assert.equal((await kafkaOnTrial(['shell'], 'kil broker-1\n')).status, 1);
});

test('shell --json: an outcome a line', async () => {
  const { output } = await kafkaOnTrial(['shell', '--json'], 'produce payments "hello"\nexpect quiet\n');
  const outcomes = output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { ok: boolean; expectation?: { holds: boolean } });
  assert.deepEqual(
    outcomes.map(({ ok, expectation }) => [ok, expectation?.holds]),
    [
      [true, undefined],
      [true, true],
    ],
  );
});

test('no colours in a pipe', async () => {
  const { output } = await kafkaOnTrial(['run', sample]);
  assert.ok(!output.includes('\u001b'));
});

test('shell --live: a real broker for any client, and what needs a simulation says so', async () => {
  const lines = [
    'create topic payments',
    'produce payments "hello"',
    'stop broker-1',
    'start broker-1',
    'expect log of payments holds "hello"',
  ];
  const { status, output } = await kafkaOnTrial(
    ['shell', '--live', '--listen', '127.0.0.1:0'],
    `${lines.join('\n')}\n`,
  );
  assert.equal(status, 0, output);
  assert.match(output, /^broker-1 serves at 127\.0\.0\.1:\d+; its data is in /);
  assert.match(output, /✓ log of payments holds "hello"/);
  const hurt = await kafkaOnTrial(['shell', '--live', '--listen', '127.0.0.1:0'], 'kill broker-1\nundo\n');
  assert.match(hurt.output, /Only a simulated cluster can be hurt/);
  assert.match(hurt.output, /undo needs the simulated cluster/);
});
