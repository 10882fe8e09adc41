import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandIn, top } from './mirror.js';

const { verbs } = await import('../../src/terminal/grammar/index.ts');
const { parse: parseCall } = await import('../../src/cli/command.ts');

/**
 * What a page shows as code and a machine can read as a command: of the prompt, or of a real terminal. `at` says where it
 * stands: in `text`, as an `example` of the reference, on a button to `run` it, on one that is `offered` under the prompt, or
 * among the lines of an `experiment`. What an exercise is given runs in the exercise's own session, and is not asked for here (exercise.browser.js).
 */
export async function commandsIn(page) {
  const pieces = await page.evaluate(() =>
    [...document.querySelectorAll('#content :is(code, .example, .transcript .command, .chips .chip)')]
      .filter((element) => element.closest('.exercise') === null)
      .map((element) => {
        const place = {
          '.experiment, .transcript': 'experiment',
          '.run': 'run',
          '.chips': 'offered',
          '.entry': 'example',
        };
        const found = Object.keys(place).find((around) => element.closest(around) !== null);
        return {
          at: place[found] ?? 'text',
          text: element.textContent,
          isShell: element.closest('.language-sh') !== null,
          isOther: element.closest('[class*="language-"]:not(.language-text)') !== null,
          isLater: element.closest('.entry')?.querySelector('.example.unbuilt') != null,
          isCondition: element.matches('#conditions ~ .entries *'),
        };
      }),
  );
  const inShell = pieces.flatMap(({ text, isShell, isOther }) => {
    if (isShell) return callsIn(text);
    return !isOther && /^(npm|npx|node|kafka-on-trial) /.test(text) ? [text] : [];
  });
  const lines = pieces
    .filter(({ isOther }) => !isOther)
    .flatMap(({ text, ...piece }) => text.split('\n').map((line) => ({ ...piece, line: asTyped(line, piece) })));
  return {
    commands: lines.filter(({ line }) => commandIn(line) !== undefined),
    unreadable: lines.map(({ line }) => line).filter((line) => commandIn(line) === undefined && isMeantAsCommand(line)),
    inShell,
  };
}

function asTyped(line, { isCondition }) {
  const typed = line.replace(/^> /, '').trim();
  return isCondition ? `expect ${typed}` : typed;
}

/** Two words, of which the first is a verb: if that cannot be read, the page has it wrong. */
function isMeantAsCommand(line) {
  const [verb, more] = line.replace(/^at \S+ /, '').split(' ');
  return more !== undefined && verbs.includes(verb) && !beginnings.includes(line);
}

/** The beginning of a command, of which a page speaks as such. */
const beginnings = ['wait until'];

/** The lines of a shell script, each whole. */
function callsIn(script) {
  return script
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => line.trim() !== '');
}

/** What is wrong with a call of our own command line, or of a script of this repository; undefined for any other program. */
export async function problemOfCall(call) {
  const [, script] = /^npm run (\S+)/.exec(call) ?? [];
  if (script !== undefined) return script in packageFile.scripts ? undefined : `there is no script ${script}`;
  const [, given] = /^(?:npx )?(?:kafka-on-trial|node --import tsx src\/cli\.ts)\b(.*)$/.exec(call) ?? [];
  if (given === undefined) return undefined;
  const [name, ...parameters] = wordsOf(given);
  // The program by its name alone.
  if (name === undefined) return undefined;
  const file = join(top, 'src', 'cli', `${name}.ts`);
  if (!existsSync(file)) return `${name} is not a command of it`;
  // Alone, the name of a command stands for the command.
  if (parameters.length === 0) return undefined;
  const command = (await import(file))[name];
  try {
    parseCall(command, parameters);
    return undefined;
  } catch (error) {
    return error.message;
  }
}

const packageFile = JSON.parse(readFileSync(join(top, 'package.json'), 'utf8'));

function wordsOf(text) {
  return [...text.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(([, double, single, bare]) => double ?? single ?? bare);
}
