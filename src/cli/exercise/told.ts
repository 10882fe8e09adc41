import { said, type SaidLine } from '../../terminal/outcome.ts';
import { englishExercises as words } from '../../narration/english-exercises.ts';
import { inWords } from '../../exercises/in-words.ts';
import { comparedRows, type ComparedByte } from '../../exercises/compared-bytes.ts';
import type { ByteField } from '../../exercises/exercise.ts';
import type { Failure, Verdict } from '../../exercises/verdict.ts';

/** A verdict for a terminal: what was expected, what was found, and why. */
export function told(verdict: Verdict): readonly SaidLine[] {
  if (verdict.passed) return [...said('headline', `✓ ${verdict.says}`), ...held(verdict)];
  const { inputs, law, threw, because, run } = verdict;
  return [
    ...said('headline', `✗ ${words.stages[verdict.stage]}`),
    ...(law === undefined ? [] : said('story', words.lawBroken(law.says, law.heldBefore))),
    ...inputs.flatMap(({ name, value }) => said('story', `  ${name}: ${inWords(value)}`)),
    ...expectedAndFound(verdict),
    ...(threw === undefined ? [] : said('story', `  ${words.threw} ${threw}`)),
    ...said('story', because),
    ...held(verdict),
    ...(run === undefined || run.consequences.length === 0 ? [] : said('story', words.consequences(run.atUs))),
    ...(run === undefined ? [] : said('error', ...run.consequences.map((line) => `  ${line}`))),
  ];
}

function expectedAndFound(failure: Failure): readonly SaidLine[] {
  const { expected, found, fields = [] } = failure;
  if (expected instanceof Uint8Array && found instanceof Uint8Array)
    return bytesBesideEachOther(expected, found, fields);
  return [
    ...('expected' in failure ? said('story', `  ${words.expected} ${inWords(expected)}`) : []),
    ...('found' in failure ? said('story', `  ${words.found} ${inWords(found)}`) : []),
  ];
}

/** What differs has a sign in front, so that no colour is needed. */
function bytesBesideEachOther(
  expected: Uint8Array,
  found: Uint8Array,
  fields: readonly ByteField[],
): readonly SaidLine[] {
  const hexOf = (bytes: readonly ComparedByte[]) => bytes.map(({ hex }) => hex ?? '--').join(' ');
  const rows = comparedRows(expected, found, fields).map((row): [string, string, string, string] => [
    `${row.isSame ? ' ' : '≠'} ${row.position}`,
    row.name,
    hexOf(row.expected),
    hexOf(row.found),
  ]);
  const heads: [string, string, string, string] = ['  ', '', words.expected, words.found];
  const widths = heads.map((_, column) => Math.max(...[heads, ...rows].map((row) => row[column]!.length)));
  const lines = [heads, ...rows].map((row) => row.map((cell, column) => cell.padEnd(widths[column]!)).join('  '));
  return said('story', ...lines.map((line) => line.trimEnd()));
}

/** What had to hold, and what it cost. */
function held({ conditions = [], price }: Pick<Failure, 'conditions' | 'price'>): readonly SaidLine[] {
  const marked = conditions.map(({ says, holds }) => `  ${holds ? '✓' : '✗'} ${says}`);
  return [
    ...said('story', ...marked),
    ...(price === undefined ? [] : said('story', words.cost(price.requests, price.writes, price.longestWaitUs))),
  ];
}
