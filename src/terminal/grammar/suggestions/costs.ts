import { editDistance } from '../../../configuration/nearest.ts';
import type { SimplePiece } from '../phrase.ts';
import type { SlotName } from '../slots.ts';
import { slotNamed } from '../walk.ts';
import type { Unit } from './lenient.ts';
import { fillers, mayMean } from './synonyms.ts';

/** How much good will each kind of guess takes. 1 is about a word that cannot be explained. */
export const costs = {
  synonym: 0.2,
  slip: 0.25,
  missingVerb: 1.45,
  missingNoun: 0.7,
  missingLink: 0.12,
  missingSlot: 0.8,
  missingSlotWithOneName: 0.35,
  disorder: 0.1,
  filler: 0.08,
  unexplained: 0.9,
  renamedOption: 0.15,
  wordsAsOption: 0.25,
};

/** Long lines hold more to recognise them by, so they may cost more. */
export function goodWill(units: number): number {
  return 1.25 + 0.12 * Math.min(units, 6);
}

/** Small words that only link: leaving one out is no sign that another command was meant. */
const links = new Set(['next', 'of', 'to', 'from', 'by', 'on', 'is', 'in', 'as', 'with', 'for', 'records', 'until']);

export function costOfMissing(word: string): number {
  return links.has(word) ? costs.missingLink : costs.missingNoun;
}

/** What it costs to take one word for another of the table; undefined where nobody would. */
export function costOfWord(said: string, word: string): number | undefined {
  if (said === word) return 0;
  if (mayMean(said, word)) return costs.synonym;
  if (said.length >= 3 && word.startsWith(said)) return costs.slip;
  const mostSlips = word.length <= 5 ? 1 : 2;
  if (said.length < 2 || Math.abs(said.length - word.length) > mostSlips) return undefined;
  const slips = editDistance(said, word);
  return slips <= mostSlips ? costs.slip + 0.1 * (slips - 1) : undefined;
}

export type SlotPiece = SimplePiece & { readonly kind: 'slot' };
export type LiteralPiece = SimplePiece & { readonly kind: 'literal' };

/** How much a word that fits a slot says: a choice or a shape is sure, a name may be anything, free text is anything. */
export function kindOf(slot: SlotName): 'sure' | 'name' | 'free' {
  const { kind } = slotNamed(slot);
  return kind === 'text' ? 'free' : kind === 'name' ? 'name' : 'sure';
}

export function isFree(piece: SimplePiece): boolean {
  return piece.kind === 'slot' && kindOf(piece.slot) === 'free';
}

export function isFiller({ kind, text }: Unit): boolean {
  return kind === 'bare' && fillers.has(text.toLowerCase());
}

/** A key without what people put between its words, and without capitals. */
export function lettersOf(key: string): string {
  return key.toLowerCase().replace(/[^a-z]/g, '');
}
