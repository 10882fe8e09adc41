import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { runProgram } from '../testing/program.ts';

const folder = mkdtempSync(join(tmpdir(), 'kafka-on-trial-exercise-'));
after(() => rmSync(folder, { recursive: true }));

/** Exercises are done in a checkout, from the source. */
const source = ['..', '../../../src']
  .map((path) => resolve(import.meta.dirname, path, 'cli.ts'))
  .find((path) => existsSync(path))!;

function exercise(...parameters: readonly string[]) {
  const all = ['--import', 'tsx', source, 'exercise', ...parameters, '--folder', folder];
  return runProgram(process.execPath, all, { mayFail: true });
}

test('without a name: every exercise, and none solved yet', async () => {
  const { status, output } = await exercise();
  assert.equal(status, 0);
  assert.match(output, /^ {4}look-up-an-offset +Look up an offset \(rule, 8 min\)$/m);
});

test('an answer is begun, judged, mended, and remembered as solved', async () => {
  const begun = await exercise('look-up-an-offset');
  assert.equal(begun.status, 1);
  assert.match(begun.output, /look-up-an-offset\.ts is yours to write/);
  assert.match(begun.output, /expected: 0\n.*your function threw/);

  const path = join(folder, 'look-up-an-offset.ts');
  const { output: solution } = await exercise('look-up-an-offset', '--solution');
  const nearly = solution.replace('<= offset', '< offset');
  assert.notEqual(nearly, solution);
  writeFileSync(path, nearly);
  const wrong = await exercise('look-up-an-offset');
  assert.equal(wrong.status, 1);
  assert.match(wrong.output, /expected: 400\n {2}found: 0\nThe entry is for this very offset\./);

  writeFileSync(path, solution);
  const solved = await exercise('look-up-an-offset');
  assert.equal(solved.status, 0, solved.output + solved.errors);
  assert.equal(readFileSync(path, 'utf8'), solution);
  assert.match(solved.output, /✓ It holds: 4 examples, 1000 drawn inputs, and a broker that ran with it/);
  assert.match((await exercise()).output, /^ {2}✓ look-up-an-offset/m);
});

test('an answer that never ends is stopped, and one that is no TypeScript is told where', async () => {
  const path = join(folder, 'choose-the-segment.ts');
  writeFileSync(path, 'export function chooseSegment() { for (;;) {} }\n');
  const endless = await exercise('choose-the-segment');
  assert.equal(endless.status, 1);
  assert.match(endless.output, /No answer within 10 seconds/);

  writeFileSync(path, 'export function chooseSegment( {\n');
  const unreadable = await exercise('choose-the-segment');
  assert.equal(unreadable.status, 1);
  assert.match(unreadable.output, /choose-the-segment\.ts:\d+:\d+: ERROR/);
});

/** Begins an exercise whose answer is no function, answers it wrongly, then as its solution says. */
async function goThrough(name: string, file: string, wrong: string) {
  const path = join(folder, file);
  const begun = await exercise(name);
  assert.equal(begun.status, 1, begun.output);
  const given = readFileSync(path, 'utf8');
  writeFileSync(path, `${given}\n${wrong}\n`);
  const nearly = await exercise(name);
  assert.equal(nearly.status, 1, nearly.output);
  const { output: solution } = await exercise(name, '--solution');
  writeFileSync(path, solution);
  const solved = await exercise(name);
  assert.equal(solved.status, 0, solved.output + solved.errors);
  return { given, nearly: nearly.output, solved: solved.output };
}

test('commands are written behind those that are given; what does not hold is told', async () => {
  const { given, nearly, solved } = await goThrough(
    'lose-what-was-acknowledged',
    'lose-what-was-acknowledged.experiment',
    'kill broker-1\nstart broker-1',
  );
  assert.match(given, /^# {3}create cluster brokers=1 seed=8$/m);
  assert.match(nearly, /✗ end of orders-0 is 0\n/);
  assert.match(solved, /with 2 commands\. Fewer are not known\.\n {2}✓ end of orders-0 is 0/);
});

test('settings are chosen; what they cost is told', async () => {
  const { given, nearly, solved } = await goThrough('ten-writes', 'ten-writes.properties', 'linger.ms=100');
  assert.match(given, /^linger\.ms=5$/m);
  assert.match(nearly, /requests and 1\d writes; the longest wait was 1\d\d(\.\d)? ms/);
  assert.match(solved, /✓ writes of payments-0 <= 10\n {2}✓ no record waits longer than 50 ms/);
});

test('a sentence of a run is chosen by its number, and bytes by the first and the last', async () => {
  const sentence = await goThrough('the-first-wrong-sentence', 'the-first-wrong-sentence.txt', '7');
  assert.match(sentence.given, /^# {3}4\. The answer of broker-1 to teller/m);
  assert.match(sentence.nearly, /Here it can be seen/);
  const bytes = await goThrough('count-the-records', 'count-the-records.txt', '23-26');
  assert.match(bytes.given, /^# {4}16 {2}02 /m);
  assert.match(bytes.nearly, /That is the last offset, counted from the base offset/);
});

test('a name is taken with its chapter too, as pages name it', async () => {
  const { status, output } = await exercise('1-storage/look-up-an-offset', '--hint', '1');
  assert.equal(status, 0);
  assert.match(output, /Two entries stand around the wanted offset/);
});

test('a name that does not exist, and a hint that does not', async () => {
  const unknown = await exercise('look-up');
  assert.equal(unknown.status, 2);
  assert.match(unknown.errors, /there is no exercise 'look-up'; there are .*look-up-an-offset/);
  assert.match((await exercise('look-up-an-offset', '--hint', '4')).errors, /there are 3 hints, and no hint 4/);
});
