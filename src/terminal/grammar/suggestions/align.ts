import type { Form } from '../forms.ts';
import type { KnownNames } from '../names.ts';
import type { SimplePiece } from '../phrase.ts';
import { slotNamed } from '../walk.ts';
import { Board } from './board.ts';
import {
  costOfMissing,
  costOfWord,
  costs,
  isFiller,
  isFree,
  kindOf,
  type LiteralPiece,
  lettersOf,
  type SlotPiece,
} from './costs.ts';
import type { Unit } from './lenient.ts';
import { explainByPairs, explainBareValues, explainOptions, writeMissingOptions } from './options.ts';
import { repair } from './repair.ts';
import { slotNames } from './synonyms.ts';

/** A line read as one form with some good will: the line as it would be right, and what the good will cost. */
export interface Alignment {
  readonly text: string;
  readonly cost: number;
}

/**
 * Explains as many units as it can by the pieces of a form: the surest first, free text last. Undefined where it takes more
 * than `most`.
 */
export function align(form: Form, units: readonly Unit[], names: KnownNames, most: number): Alignment | undefined {
  const board = new Board(form, units, names);
  for (const [index, piece] of literalsOf(board.required).entries()) explainLiteral(board, piece, index === 0);
  if (board.cost > most) return undefined;
  explainOptions(board);
  for (const piece of board.requiredSlots) explainNamed(board, piece);
  for (const kind of ['sure', 'name'] as const) {
    for (const piece of board.requiredSlots) {
      if (kindOf(piece.slot) === kind && !board.has(piece)) explainSlot(board, piece);
    }
  }
  for (const group of board.groups) explainGroup(board, group);
  for (const piece of board.requiredSlots) if (isFree(piece) && !board.has(piece)) explainFree(board, piece);
  explainByPairs(board);
  explainBareGroups(board);
  explainBareValues(board);
  for (const piece of board.requiredSlots) if (!board.has(piece)) writeMissing(board, piece);
  writeMissingOptions(board);
  for (const [, unit] of board.left) board.cost += isFiller(unit) ? costs.filler : costs.unexplained;
  const cost = board.cost + costs.disorder * board.disorder;
  return cost <= most ? { text: board.text, cost } : undefined;
}

function literalsOf(pieces: readonly SimplePiece[]): readonly LiteralPiece[] {
  return pieces.filter((piece) => piece.kind === 'literal');
}

function explainLiteral(board: Board, piece: LiteralPiece, isVerb = false): void {
  const found = board.findWord(piece, isVerb);
  if (found !== undefined) return board.take(piece, found);
  board.write(piece, piece.word);
  const missingVerb = board.form.promptOnly ? 2 * costs.missingVerb : costs.missingVerb;
  board.cost += isVerb ? missingVerb : costOfMissing(piece.word);
}

/** `topic=payments`: the key says which slot its value is for. */
function explainNamed(board: Board, piece: SlotPiece): void {
  for (const [index, { kind, key, text }] of board.left) {
    if (kind !== 'option' || !slotNames[piece.slot]?.includes(lettersOf(key))) continue;
    const repaired = repair(piece.slot, text, true, board.names) ?? repair(piece.slot, text, false, board.names);
    if (repaired === undefined) continue;
    const cost = repaired.cost + costs.renamedOption;
    return board.take(piece, { from: index, to: index, text: repaired.text, cost });
  }
}

function explainSlot(board: Board, piece: SlotPiece): void {
  const found = board.findSpan(piece.slot, board.placeFor(piece));
  if (found !== undefined) board.take(piece, found);
}

/** What can be left out is looked for by its first word, or by its shape. */
function explainGroup(board: Board, group: readonly SimplePiece[]): void {
  const [first, second] = group;
  if (first!.kind === 'slot') {
    const found = isFree(first!) ? firstBareWord(board) : board.findSpan(first!.slot);
    if (found === undefined || found.cost > 0.3) return;
    board.take(first!, found);
    if (second?.kind === 'literal') explainLiteral(board, second);
    return;
  }
  for (const [index, { kind, key, text }] of board.left) {
    const cost =
      kind === 'quoted' ? undefined : costOfWord(kind === 'option' ? lettersOf(key) : text.toLowerCase(), first!.word);
    if (cost !== undefined && explainGroupAt(board, group, index, cost)) return;
  }
}

function firstBareWord(board: Board) {
  const found = board.left.find(([, { kind }]) => kind === 'bare');
  return found && { from: found[0], to: found[0], text: found[1].text, cost: 0 };
}

function explainGroupAt(board: Board, group: readonly SimplePiece[], index: number, cost: number): boolean {
  const [first, second] = group;
  if (second === undefined) {
    board.take(first!, { from: index, to: index, text: (first as LiteralPiece).word, cost });
    return true;
  }
  const found = second.kind === 'slot' ? valueOfGroup(board, second, index) : undefined;
  if (found === undefined) return false;
  board.take(second, { ...found, from: index, cost: cost + found.cost });
  for (const piece of literalsOf(group)) {
    if (piece === first) board.write(piece, piece.word);
    else explainLiteral(board, piece);
  }
  return true;
}

function valueOfGroup(board: Board, { slot }: SlotPiece, index: number) {
  const unit = board.units[index]!;
  if (unit.kind === 'option') {
    const repaired = repair(slot, unit.text, false, board.names);
    return repaired && { ...repaired, to: index };
  }
  return [index + 2, index + 1]
    .filter((to) => to < board.units.length)
    .map((to) => board.span(slot, index + 1, to))
    .find((span) => span !== undefined && span.cost < 0.7);
}

/** Free text takes the longest run of words that nothing else explains; a quoted one, if there is one. */
function explainFree(board: Board, piece: SlotPiece): void {
  const quoted = board.left.find(([, { kind }]) => kind === 'quoted')?.[0];
  const [from, to] = quoted === undefined ? longestRun(board) : [quoted, quoted];
  if (from > to) return;
  const typed = board.units.slice(from, to + 1).map(({ text }) => text);
  const repaired = repair(piece.slot, typed.join(' '), quoted !== undefined, board.names);
  if (repaired === undefined) return;
  board.take(piece, { from, to, text: repaired.text, cost: repaired.cost + (to - from) * 0.02 });
}

function longestRun(board: Board): readonly [from: number, to: number] {
  let best: readonly [number, number] = [0, -1];
  for (let from = 0; from < board.units.length; from++) {
    let to = from;
    while (to < board.units.length && !board.isExplained(to) && board.units[to]!.kind === 'bare') to++;
    const run = withoutFillers(board.units, from, to - 1);
    if (run[1] - run[0] > best[1] - best[0]) best = run;
  }
  return best;
}

function withoutFillers(units: readonly Unit[], from: number, to: number): readonly [from: number, to: number] {
  let [first, last] = [from, to];
  while (first <= last && isFiller(units[first]!)) first++;
  while (last >= first && isFiller(units[last]!)) last--;
  return [first, last];
}

/** `pause clerk 60s`: the small word in front was left out. Groups that the form's example shows come first. */
function explainBareGroups(board: Board): void {
  const groups = board.groups.filter(
    ([first, second]) => first!.kind === 'literal' && second?.kind === 'slot' && !board.has(second),
  );
  const { example } = board;
  const shown = groups.filter(([, second]) => Object.hasOwn(example, (second as SlotPiece).field));
  for (const group of new Set([...shown, ...groups])) {
    const slot = group[1] as SlotPiece;
    for (const [index, { kind, text }] of board.left) {
      if (kind !== 'bare') continue;
      const sure = kindOf(slot.slot) === 'sure' ? board.span(slot.slot, index, index) : undefined;
      const meant = board.isKnown(slot.slot, text) ? text : sure?.text;
      if (meant === undefined) continue;
      for (const piece of literalsOf(group)) board.write(piece, piece.word);
      board.take(slot, { from: index, to: index, text: meant, cost: costs.missingLink + (sure?.cost ?? 0) });
      break;
    }
  }
}

/** A slot that nothing fills gets the first name that there is, or what the form's example has. */
function writeMissing(board: Board, piece: SlotPiece): void {
  if (piece.slot === 'COMPARISON') {
    board.cost += costs.missingLink;
    return board.write(piece, 'is');
  }
  const known = kindOf(piece.slot) === 'name' ? slotNamed(piece.slot).candidates(board.names) : [];
  board.cost += known.length === 1 ? costs.missingSlotWithOneName : costs.missingSlot;
  const value = board.example[piece.field];
  board.write(piece, known[0] ?? (value === undefined ? piece.slot : slotNamed(piece.slot).write(value)));
}
