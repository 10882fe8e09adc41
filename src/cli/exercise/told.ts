import { said, type SaidLine } from '../../terminal/outcome.ts';
import { englishExercises as words } from '../../narration/english-exercises.ts';
import { inWords } from '../../exercises/in-words.ts';
import type { Verdict } from '../../exercises/verdict.ts';

/** A verdict for a terminal: what was expected, what was found, and why. */
export function told(verdict: Verdict): readonly SaidLine[] {
  if (verdict.passed) return said('headline', `✓ ${verdict.says}`);
  const { inputs, law, threw, because, run } = verdict;
  return [
    ...said('headline', `✗ ${words.stages[verdict.stage]}`),
    ...(law === undefined ? [] : said('story', words.lawBroken(law.says, law.heldBefore))),
    ...inputs.flatMap(({ name, value }) => said('story', `  ${name}: ${inWords(value)}`)),
    ...('expected' in verdict ? said('story', `  ${words.expected} ${inWords(verdict.expected)}`) : []),
    ...('found' in verdict ? said('story', `  ${words.found} ${inWords(verdict.found)}`) : []),
    ...(threw === undefined ? [] : said('story', `  ${words.threw} ${threw}`)),
    ...said('story', because),
    ...(run === undefined || run.consequences.length === 0 ? [] : said('story', words.consequences(run.atUs))),
    ...(run === undefined ? [] : said('error', ...run.consequences.map((line) => `  ${line}`))),
  ];
}
