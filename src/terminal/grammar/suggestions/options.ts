import { editDistance, nearest } from '../../../configuration/nearest.ts';
import type { Option } from '../phrase.ts';
import { isSetting, settingKeys } from '../settings.ts';
import { slotNamed } from '../walk.ts';
import { quoteIfNeeded } from '../words.ts';
import type { Board } from './board.ts';
import { costs, isFiller, kindOf, lettersOf } from './costs.ts';
import { type Repair, repair } from './repair.ts';
import { optionSynonyms } from './synonyms.ts';

/** Options that are the form's, or settings that it takes, under whatever name. */
export function explainOptions(board: Board): void {
  for (const [index, { kind, key, text }] of board.left) {
    const written = kind === 'option' ? optionFor(board, key, text) : undefined;
    if (written === undefined) continue;
    board.explain(index, index, written.cost);
    board.options.push(written.text);
  }
}

/** `partitions 3` and `3 partitions`. */
export function explainByPairs(board: Board): void {
  for (let index = 0; index + 1 < board.units.length; index++) {
    const [one, two] = [board.units[index]!, board.units[index + 1]!];
    if (board.isExplained(index) || board.isExplained(index + 1)) continue;
    if (one.kind === 'option' || two.kind === 'option') continue;
    const isNumber = /^\d+$/.test(one.text);
    const written =
      optionFor(board, one.text, two.text) ?? (isNumber ? optionFor(board, two.text, one.text) : undefined);
    if (written === undefined) continue;
    board.explain(index, index + 1, written.cost + costs.wordsAsOption);
    board.options.push(written.text);
  }
}

/** `poll 10`: a value whose key was left out. */
export function explainBareValues(board: Board): void {
  for (const [index, unit] of board.left) {
    if (unit.kind !== 'bare' || isFiller(unit)) continue;
    const option = board.form.options.find(({ key, slot }) => {
      const fits = kindOf(slot) === 'sure' && slotNamed(slot).read(unit.text, false) !== undefined;
      return fits && !board.hasOption(key);
    });
    if (option === undefined) continue;
    board.explain(index, index, costs.wordsAsOption);
    board.options.push(`${option.key}=${unit.text}`);
  }
}

/** An option that the form must have gets a word that is left and fits, or the first of its values. */
export function writeMissingOptions(board: Board): void {
  for (const { key, slot, required } of board.form.options) {
    if (!required || board.hasOption(key)) continue;
    const found = board.left
      .map(([index, { text }]) => ({ index, repaired: repair(slot, text, false, board.names) }))
      .find(({ repaired }) => repaired !== undefined);
    if (found !== undefined) board.explain(found.index, found.index, found.repaired!.cost + costs.wordsAsOption);
    else board.cost += costs.missingSlot;
    board.options.push(`${key}=${found?.repaired?.text ?? slotNamed(slot).candidates(board.names)[0] ?? ''}`);
  }
}

function optionFor(board: Board, key: string, value: string): Repair | undefined {
  const option = optionNamed(board, key);
  if (option !== undefined && !board.hasOption(option.key)) {
    const repaired = repair(option.slot, value, false, board.names);
    const renamed = option.key === key ? 0 : costs.renamedOption;
    if (repaired !== undefined) return { text: `${option.key}=${repaired.text}`, cost: repaired.cost + renamed };
  }
  const setting = settingNamed(board, key);
  if (setting === undefined || board.hasOption(setting)) return undefined;
  const cost = setting === key ? 0 : costs.renamedOption + 0.02 * Math.min(10, editDistance(setting, key));
  return { text: `${setting}=${quoteIfNeeded(value)}`, cost };
}

function optionNamed({ form: { options } }: Board, key: string): Option | undefined {
  const letters = lettersOf(key);
  return (
    options.find((option) => option.key === key) ??
    options.find((option) => optionSynonyms[option.key]?.includes(letters)) ??
    (letters.length > 2 ? options.find((option) => nearest(letters, [option.key]) !== undefined) : undefined)
  );
}

function settingNamed({ form: { settings } }: Board, key: string): string | undefined {
  if (settings === undefined) return undefined;
  return isSetting(settings, key) ? key : nearest(key, settingKeys(settings));
}
