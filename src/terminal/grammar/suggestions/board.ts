import type { Form } from '../forms.ts';
import type { KnownNames } from '../names.ts';
import type { SimplePiece } from '../phrase.ts';
import type { SlotName } from '../slots.ts';
import { plainWords, slotNamed, walk } from '../walk.ts';
import { cut } from '../words.ts';
import { costOfWord, costs, isFiller, kindOf, type LiteralPiece, type SlotPiece } from './costs.ts';
import type { Unit } from './lenient.ts';
import { type Repair, repair } from './repair.ts';

/** Some of a line's units, and what they were taken for. */
export interface Span extends Repair {
  readonly from: number;
  readonly to: number;
}

/** More units than that are never taken together for one name or time. */
const longestSpan = 3;

/** A line laid over a form: which of its units are explained, by which piece, and what that has cost so far. */
export class Board {
  readonly form: Form;
  readonly units: readonly Unit[];
  readonly names: KnownNames;
  readonly required: readonly SimplePiece[];
  readonly requiredSlots: readonly SlotPiece[];
  readonly options: string[] = [];
  cost = 0;
  readonly #explained: boolean[];
  readonly #written = new Map<SimplePiece, string>();
  readonly #places = new Map<SimplePiece, number>();

  constructor(form: Form, units: readonly Unit[], names: KnownNames) {
    this.form = form;
    this.units = units;
    this.names = names;
    this.required = form.pieces.filter((piece) => piece.kind !== 'choices');
    this.requiredSlots = this.required.filter((piece) => piece.kind === 'slot');
    this.#explained = units.map(() => false);
  }

  get groups(): readonly (readonly SimplePiece[])[] {
    return this.form.pieces.flatMap((piece) => (piece.kind === 'choices' ? piece.groups : []));
  }

  /** What the form's example says: something that can be run, and shows what belongs where. */
  get example(): Readonly<Record<string, unknown>> {
    return walk(this.form, plainWords(cut(this.form.example).words)).values;
  }

  isExplained(index: number): boolean {
    return this.#explained[index]!;
  }

  has(piece: SimplePiece): boolean {
    return this.#written.has(piece);
  }

  hasOption(key: string): boolean {
    return this.options.some((written) => written.startsWith(`${key}=`));
  }

  write(piece: SimplePiece, text: string): void {
    this.#written.set(piece, text);
  }

  /** The units are explained by the piece. */
  take(piece: SimplePiece, { from, to, text, cost }: Span): void {
    this.write(piece, text);
    this.#places.set(piece, from);
    this.explain(from, to, cost);
  }

  explain(from: number, to: number, cost: number): void {
    this.#explained.fill(true, from, to + 1);
    this.cost += cost;
  }

  /** Units with their numbers that nothing has explained yet. */
  get left(): readonly (readonly [index: number, unit: Unit])[] {
    return [...this.units.entries()].filter(([index]) => !this.#explained[index]);
  }

  /** The unit that is a small word, may mean it, or is it with slips; two that were torn apart count as one. */
  findWord({ word }: LiteralPiece, isVerb = false): Span | undefined {
    let best: Span | undefined;
    for (const [index, unit] of this.left) {
      if (unit.kind !== 'bare') continue;
      const next = this.units[index + 1];
      const torn = next?.kind === 'bare' && unit.text + next.text === word;
      const cost = torn ? costs.slip : costOfWord(unit.text.toLowerCase(), word);
      if (cost === undefined) continue;
      const placed = cost + (isVerb ? 0.02 * Math.min(index, 5) : 0);
      if (best === undefined || placed < best.cost)
        best = { from: index, to: torn ? index + 1 : index, text: word, cost: placed };
    }
    return best;
  }

  /** The units that fit a slot best, most likely behind the piece before it. */
  findSpan(slot: SlotName, near = 0): Span | undefined {
    let best: Span | undefined;
    let bestPlaced = Infinity;
    for (let from = 0; from < this.units.length; from++) {
      for (let to = from; to < Math.min(from + longestSpan, this.units.length); to++) {
        const span = this.span(slot, from, to);
        if (span === undefined) continue;
        const placed = span.cost + 0.03 * Math.abs(from - near) - this.#savedBy(from + 1, to);
        if (placed < bestPlaced) [best, bestPlaced] = [span, placed];
      }
    }
    return best;
  }

  /** What the units would cost if nothing else explained them. */
  #savedBy(from: number, to: number): number {
    return this.units.slice(from, to + 1).reduce((sum, unit) => sum + (isFiller(unit) ? costs.filler : 0.5), 0);
  }

  /** The units taken together for what a slot reads. */
  span(slot: SlotName, from: number, to: number): Span | undefined {
    const units = this.units.slice(from, to + 1);
    if (this.#explained.slice(from, to + 1).includes(true) || units.some(({ kind }) => kind === 'option'))
      return undefined;
    if (units.length > 1 && (units.some(({ kind }) => kind === 'quoted') || kindOf(slot) === 'free')) return undefined;
    const typed = units.map(({ text }) => text).join(' ');
    if (units.every(isFiller) && kindOf(slot) === 'name' && !this.isKnown(slot, typed)) return undefined;
    const repaired = repair(slot, typed, units[0]!.kind === 'quoted', this.names);
    return repaired && { from, to, text: repaired.text, cost: repaired.cost + (units.length - 1) * 0.05 };
  }

  isKnown(slot: SlotName, typed: string): boolean {
    return slotNamed(slot).candidates(this.names).includes(typed);
  }

  /** Where a piece is to be expected: behind the one before it. */
  placeFor(piece: SimplePiece): number {
    const order = this.required;
    for (let index = order.indexOf(piece) - 1; index >= 0; index--) {
      const place = this.#places.get(order[index]!);
      if (place !== undefined) return place + 1;
    }
    return 0;
  }

  /** How many neighbours were typed in the other order. */
  get disorder(): number {
    const places = this.required.flatMap((piece) => this.#places.get(piece) ?? []);
    return places.filter((place, index) => index > 0 && place < places[index - 1]!).length;
  }

  /** The line as it would be right. */
  get text(): string {
    const pieces = this.form.pieces.flatMap((piece) => (piece.kind === 'choices' ? piece.groups.flat() : [piece]));
    return [...pieces.flatMap((piece) => this.#written.get(piece) ?? []), ...this.options].join(' ');
  }
}
