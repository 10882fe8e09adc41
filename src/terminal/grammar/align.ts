import { editDistance, nearest } from '../../configuration/nearest.ts';
import type { Form } from './forms.ts';
import type { Unit } from './lenient.ts';
import type { KnownNames } from './names.ts';
import type { Option, SimplePiece } from './phrase.ts';
import { type Repair, repair } from './repair.ts';
import { isSetting, settingKeys } from './settings.ts';
import type { SlotName } from './slots.ts';
import { fillers, mayMean, optionSynonyms, slotNames } from './synonyms.ts';
import { plainWords, slotNamed, walk } from './walk.ts';
import { cut, quoteIfNeeded } from './words.ts';

/** A line read as one form with some good will: the line as it would be right, and what the good will cost. */
export interface Alignment {
  readonly text: string;
  readonly cost: number;
}

/** How much each kind of guess counts. A guess of 1 is like a word that cannot be explained. */
const costs = {
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

/** Small words that only link: leaving one out is no sign that another command was meant. */
const links = new Set(['next', 'of', 'to', 'from', 'by', 'on', 'is', 'in', 'as', 'with', 'for', 'records', 'until']);

/** Explains as many units as it can by the pieces of a form: the surest first, free text last. */
export class Aligner {
  readonly #form: Form;
  readonly #units: readonly Unit[];
  readonly #names: KnownNames;
  readonly #used: boolean[];
  readonly #written = new Map<SimplePiece, string>();
  readonly #options: string[] = [];
  #cost = 0;
  /** Where the pieces were found, in the order of the form. */
  readonly #places = new Map<SimplePiece, number>();

  constructor(form: Form, units: readonly Unit[], names: KnownNames) {
    this.#form = form;
    this.#units = units;
    this.#names = names;
    this.#used = units.map(() => false);
  }

  align(): Alignment {
    const required = this.#form.pieces.flatMap((piece) => (piece.kind === 'choices' ? [] : [piece]));
    const literals = required.filter((piece) => piece.kind === 'literal');
    for (const [index, piece] of literals.entries()) this.#literal(piece, index === 0);
    this.#optionUnits();
    const slots = required.filter((piece) => piece.kind === 'slot').map((piece) => piece);
    for (const piece of slots) this.#namedSlot(piece);
    for (const kind of ['sure', 'name'] as const) {
      for (const piece of slots) if (kindOf(piece.slot) === kind && !this.#written.has(piece)) this.#slot(piece);
    }
    this.#groups();
    for (const piece of slots) if (isFree(piece) && !this.#written.has(piece)) this.#free(piece);
    this.#wordsAsOptions();
    this.#bareValues();
    this.#missing(slots);
    this.#leftovers();
    this.#cost += costs.disorder * this.#disorder(required);
    return { text: this.#text(), cost: this.#cost };
  }

  #literal(piece: SimplePiece & { kind: 'literal' }, isVerb: boolean): void {
    this.#written.set(piece, piece.word);
    const found = this.#bestWord(piece.word, isVerb);
    if (found === undefined) {
      const missingVerb = this.#form.promptOnly ? 2 * costs.missingVerb : costs.missingVerb;
      this.#cost += isVerb ? missingVerb : links.has(piece.word) ? costs.missingLink : costs.missingNoun;
    } else this.#use(piece, found.index, found.to, found.cost);
  }

  /** The unused unit that is the word, may mean it, or is it with slips. A verb is looked for in front first. */
  #bestWord(
    word: string,
    isVerb: boolean,
  ): { readonly index: number; readonly to: number; readonly cost: number } | undefined {
    let best: { index: number; to: number; cost: number } | undefined;
    for (const [index, unit] of this.#units.entries()) {
      if (this.#used[index] || unit.kind !== 'bare') continue;
      const next = this.#units[index + 1];
      const split = next?.kind === 'bare' && unit.text + next.text === word;
      const cost = split ? costs.slip : costOfWord(unit.text.toLowerCase(), word);
      if (cost === undefined) continue;
      const placed = cost + (isVerb ? 0.02 * Math.min(index, 5) : 0);
      if (best === undefined || placed < best.cost) best = { index, to: split ? index + 1 : index, cost: placed };
    }
    return best;
  }

  /** Options that are the form's, or settings it takes. */
  #optionUnits(): void {
    for (const [index, unit] of this.#units.entries()) {
      if (unit.kind !== 'option' || this.#used[index]) continue;
      const written = this.#optionFor(unit.key, unit.text);
      if (written === undefined) continue;
      this.#used[index] = true;
      this.#cost += written.cost;
      this.#options.push(written.text);
    }
  }

  #optionFor(key: string, value: string): Repair | undefined {
    const option = this.#optionNamed(key);
    if (option !== undefined && !this.#hasOption(option.key)) {
      const repaired = repair(option.slot, value, false, this.#names);
      const renamed = option.key === key ? 0 : costs.renamedOption;
      if (repaired !== undefined) return { text: `${option.key}=${repaired.text}`, cost: repaired.cost + renamed };
    }
    const setting = this.#settingNamed(key);
    if (setting === undefined || this.#hasOption(setting)) return undefined;
    const cost = setting === key ? 0 : costs.renamedOption + 0.02 * Math.min(10, editDistance(setting, key));
    return { text: `${setting}=${quoteIfNeeded(value)}`, cost };
  }

  #optionNamed(key: string): Option | undefined {
    const letters = lettersOf(key);
    const { options } = this.#form;
    return (
      options.find((option) => option.key === key) ??
      options.find((option) => optionSynonyms[option.key]?.includes(letters)) ??
      (letters.length > 2 ? options.find((option) => nearest(letters, [option.key]) !== undefined) : undefined)
    );
  }

  #settingNamed(key: string): string | undefined {
    const { settings } = this.#form;
    if (settings === undefined) return undefined;
    return isSetting(settings, key) ? key : nearest(key, settingKeys(settings));
  }

  #hasOption(key: string): boolean {
    return this.#options.some((written) => written.startsWith(`${key}=`));
  }

  /** `topic=payments`: the option's key says which slot its value is for. */
  #namedSlot(piece: SimplePiece & { kind: 'slot' }): void {
    for (const [index, unit] of this.#units.entries()) {
      if (this.#used[index] || unit.kind !== 'option' || !slotNames[piece.slot]?.includes(lettersOf(unit.key)))
        continue;
      const repaired =
        repair(piece.slot, unit.text, true, this.#names) ?? repair(piece.slot, unit.text, false, this.#names);
      if (repaired === undefined) continue;
      this.#written.set(piece, repaired.text);
      this.#use(piece, index, index, repaired.cost + costs.renamedOption);
      return;
    }
  }

  #slot(piece: SimplePiece & { kind: 'slot' }): void {
    const found = this.#bestSpan(piece.slot, this.#expectedPlace(piece));
    if (found === undefined) return;
    this.#written.set(piece, found.text);
    this.#use(piece, found.from, found.to, found.cost);
  }

  #bestSpan(slot: SlotName, near: number): (Repair & { readonly from: number; readonly to: number }) | undefined {
    let best: (Repair & { from: number; to: number; placed: number }) | undefined;
    for (let from = 0; from < this.#units.length; from++) {
      for (let to = from; to < Math.min(from + 3, this.#units.length); to++) {
        const repaired = this.#span(slot, from, to);
        if (repaired === undefined) continue;
        const placed = repaired.cost + 0.03 * Math.abs(from - near) - this.#explained(from + 1, to);
        if (best === undefined || placed < best.placed) best = { ...repaired, from, to, placed };
      }
    }
    return best;
  }

  /** What the units would cost if nothing else explained them. */
  #explained(from: number, to: number): number {
    let cost = 0;
    for (let index = from; index <= to; index++) cost += isFiller(this.#units[index]!) ? costs.filler : 0.5;
    return cost;
  }

  #span(slot: SlotName, from: number, to: number): Repair | undefined {
    const units = this.#units.slice(from, to + 1);
    if (this.#used.slice(from, to + 1).includes(true) || units.some(({ kind }) => kind === 'option')) return undefined;
    if (units.length > 1 && (units.some(({ kind }) => kind === 'quoted') || kindOf(slot) === 'free')) return undefined;
    const typed = units.map(({ text }) => text).join(' ');
    if (fillers.has(typed) && kindOf(slot) === 'name' && !isKnown(slot, typed, this.#names)) return undefined;
    const repaired = repair(slot, typed, units[0]!.kind === 'quoted', this.#names);
    return repaired && { text: repaired.text, cost: repaired.cost + (units.length - 1) * 0.05 };
  }

  /** Behind the piece before it. */
  #expectedPlace(piece: SimplePiece): number {
    const order = this.#form.pieces.flatMap((each) => (each.kind === 'choices' ? [] : [each]));
    for (let index = order.indexOf(piece) - 1; index >= 0; index--) {
      const place = this.#places.get(order[index]!);
      if (place !== undefined) return place + 1;
    }
    return 0;
  }

  /** What can be left out is looked for by its first word, or by its shape. */
  #groups(): void {
    for (const piece of this.#form.pieces) {
      if (piece.kind !== 'choices') continue;
      for (const group of piece.groups) this.#group(group);
    }
  }

  #group(group: readonly SimplePiece[]): void {
    const [first, second] = group;
    if (first!.kind === 'slot') {
      if (isFree(first!)) return this.#freeGroup(first as SimplePiece & { kind: 'slot' });
      const found = this.#bestSpan(first!.slot, 0);
      if (found === undefined || found.cost > 0.3) return;
      this.#written.set(first!, found.text);
      this.#use(first!, found.from, found.to, found.cost);
      if (second?.kind === 'literal') this.#literal(second, false);
      return;
    }
    for (const [index, unit] of this.#units.entries()) {
      if (this.#used[index]) continue;
      const cost =
        unit.kind === 'option'
          ? costOfWord(lettersOf(unit.key), first!.word)
          : costOfWord(unit.text.toLowerCase(), first!.word);
      if (cost === undefined || unit.kind === 'quoted' || !this.#groupAt(group, index, cost)) continue;
      return;
    }
  }

  #groupAt(group: readonly SimplePiece[], index: number, cost: number): boolean {
    const [first, second] = group;
    const unit = this.#units[index]!;
    if (second === undefined) {
      this.#written.set(first!, (first as { word: string }).word);
      this.#use(first!, index, index, cost);
      return true;
    }
    if (second.kind !== 'slot') return false;
    const found = this.#valueOfGroup(second.slot, unit, index);
    if (found === undefined) return false;
    for (const piece of group) if (piece.kind === 'literal') this.#written.set(piece, piece.word);
    this.#written.set(second, found.text);
    this.#use(first!, index, found.to, cost + found.cost);
    for (const piece of group.slice(2)) if (piece.kind === 'literal') this.#literal(piece, false);
    return true;
  }

  #valueOfGroup(slot: SlotName, unit: Unit, index: number): (Repair & { readonly to: number }) | undefined {
    if (unit.kind === 'option') {
      const repaired = repair(slot, unit.text, false, this.#names);
      return repaired && { ...repaired, to: index };
    }
    for (const to of [index + 2, index + 1]) {
      const repaired = to < this.#units.length ? this.#span(slot, index + 1, to) : undefined;
      if (repaired !== undefined && repaired.cost < 0.7) return { ...repaired, to };
    }
    return undefined;
  }

  #freeGroup(piece: SimplePiece & { kind: 'slot' }): void {
    const index = this.#used.findIndex((used, each) => !used && this.#units[each]!.kind === 'bare');
    if (index < 0) return;
    this.#written.set(piece, this.#units[index]!.text);
    this.#use(piece, index, index, 0);
  }

  /** Free text takes the longest run of words that nothing else explains; a quoted one, if there is one. */
  #free(piece: SimplePiece & { kind: 'slot' }): void {
    const quoted = this.#units.findIndex(({ kind }, index) => kind === 'quoted' && !this.#used[index]);
    const [from, to] = quoted >= 0 ? [quoted, quoted] : this.#longestRun();
    if (from > to) return;
    const units = this.#units.slice(from, to + 1);
    const typed = units.map(({ kind, key, text }) => (kind === 'option' ? `${key}=${text}` : text)).join(' ');
    const repaired = repair(piece.slot, typed, quoted >= 0, this.#names);
    if (repaired === undefined) return;
    this.#written.set(piece, repaired.text);
    this.#use(piece, from, to, repaired.cost + (to - from) * 0.02);
  }

  #longestRun(): readonly [from: number, to: number] {
    let best: readonly [number, number] = [0, -1];
    for (let from = 0; from < this.#units.length; from++) {
      let to = from;
      while (to < this.#units.length && !this.#used[to] && this.#units[to]!.kind === 'bare') to++;
      const run = this.#withoutFillers(from, to - 1);
      if (run[1] - run[0] > best[1] - best[0]) best = run;
    }
    return best;
  }

  #withoutFillers(from: number, to: number): readonly [from: number, to: number] {
    let [first, last] = [from, to];
    while (first <= last && fillers.has(this.#units[first]!.text.toLowerCase())) first++;
    while (last >= first && fillers.has(this.#units[last]!.text.toLowerCase())) last--;
    return [first, last];
  }

  /** `partitions 3` and `3 partitions`. */
  #wordsAsOptions(): void {
    for (let index = 0; index + 1 < this.#units.length; index++) {
      const [one, two] = [this.#units[index]!, this.#units[index + 1]!];
      if (this.#used[index] || this.#used[index + 1] || one.kind === 'option' || two.kind === 'option') continue;
      const written =
        this.#optionFor(one.text, two.text) ??
        (/^\d+$/.test(one.text) ? this.#optionFor(two.text, one.text) : undefined);
      if (written === undefined) continue;
      this.#used[index] = this.#used[index + 1] = true;
      this.#cost += written.cost + costs.wordsAsOption;
      this.#options.push(written.text);
    }
  }

  /** `pause clerk 60s`, `poll 10`: a value whose small word or key was left out. */
  #bareValues(): void {
    const example = walk(this.#form, plainWords(cut(this.#form.example).words)).values;
    const groups = this.#form.pieces
      .flatMap((piece) => (piece.kind === 'choices' ? piece.groups : []))
      .filter((group) => group[0]!.kind === 'literal' && group[1]?.kind === 'slot' && !this.#written.has(group[1]));
    const shown = groups.filter((group) => Object.hasOwn(example, (group[1] as { field: string }).field));
    for (const group of new Set([...shown, ...groups])) this.#bareGroup(group);
    for (const [index, unit] of this.#units.entries()) {
      if (this.#used[index] || unit.kind !== 'bare' || isFiller(unit)) continue;
      const option = this.#form.options.find(
        ({ key, slot }) =>
          !this.#hasOption(key) && kindOf(slot) === 'sure' && slotNamed(slot).read(unit.text, false) !== undefined,
      );
      if (option === undefined) continue;
      this.#used[index] = true;
      this.#cost += costs.wordsAsOption;
      this.#options.push(`${option.key}=${unit.text}`);
    }
  }

  #bareGroup(group: readonly SimplePiece[]): void {
    const slot = group[1] as SimplePiece & { kind: 'slot' };
    for (const [index, unit] of this.#units.entries()) {
      if (this.#used[index] || unit.kind !== 'bare') continue;
      const sure = kindOf(slot.slot) === 'sure' ? this.#span(slot.slot, index, index) : undefined;
      const text = isKnown(slot.slot, unit.text, this.#names) ? unit.text : sure?.text;
      if (text === undefined) continue;
      for (const piece of group) if (piece.kind === 'literal') this.#written.set(piece, piece.word);
      this.#written.set(slot, text);
      this.#use(slot, index, index, costs.missingLink + (sure?.cost ?? 0));
      return;
    }
  }

  /** A slot that nothing fills gets the only name there is, or what the form's example has. */
  #missing(slots: readonly (SimplePiece & { kind: 'slot' })[]): void {
    for (const piece of slots) {
      if (this.#written.has(piece)) continue;
      if (piece.slot === 'COMPARISON') {
        this.#cost += costs.missingLink;
        this.#written.set(piece, '=');
        continue;
      }
      const known = kindOf(piece.slot) === 'name' ? slotNamed(piece.slot).candidates(this.#names) : [];
      this.#cost += known.length === 1 ? costs.missingSlotWithOneName : costs.missingSlot;
      this.#written.set(piece, known[0] ?? this.#inExample(piece.field, piece.slot));
    }
    for (const { key, slot, required } of this.#form.options) {
      if (!required || this.#hasOption(key)) continue;
      const index = this.#units.findIndex(
        ({ text }, each) => !this.#used[each] && repair(slot, text, false, this.#names),
      );
      const repaired = index < 0 ? undefined : repair(slot, this.#units[index]!.text, false, this.#names);
      if (index >= 0) this.#used[index] = true;
      this.#cost += repaired === undefined ? costs.missingSlot : repaired.cost + costs.wordsAsOption;
      this.#options.push(`${key}=${repaired?.text ?? slotNamed(slot).candidates(this.#names)[0] ?? ''}`);
    }
  }

  /** What the form's example has in a slot: something that can be run, and shows what belongs there. */
  #inExample(field: string, slot: SlotName): string {
    const value = walk(this.#form, plainWords(cut(this.#form.example).words)).values[field];
    return value === undefined ? slot : slotNamed(slot).write(value);
  }

  #leftovers(): void {
    for (const [index, unit] of this.#units.entries()) {
      if (this.#used[index]) continue;
      this.#cost += isFiller(unit) ? costs.filler : costs.unexplained;
    }
  }

  /** How many pairs of neighbours were typed in the other order. */
  #disorder(required: readonly SimplePiece[]): number {
    const places = required.flatMap((piece) => this.#places.get(piece) ?? []);
    return places.filter((place, index) => index > 0 && place < places[index - 1]!).length;
  }

  #use(piece: SimplePiece, from: number, to: number, cost: number): void {
    this.#used.fill(true, from, to + 1);
    this.#places.set(piece, from);
    this.#cost += cost;
  }

  #text(): string {
    const pieces = this.#form.pieces.flatMap((piece) => (piece.kind === 'choices' ? piece.groups.flat() : [piece]));
    return [...pieces.flatMap((piece) => this.#written.get(piece) ?? []), ...this.#options].join(' ');
  }
}

function costOfWord(said: string, word: string): number | undefined {
  if (said === word) return 0;
  if (mayMean(said, word)) return costs.synonym;
  const most = word.length <= 3 ? 1 : word.length <= 5 ? 1 : 2;
  if (said.length < 2 || Math.abs(said.length - word.length) > most) return undefined;
  const slips = editDistance(said, word);
  return slips <= most ? costs.slip + 0.1 * (slips - 1) : undefined;
}

function isFiller({ kind, text }: Unit): boolean {
  return kind === 'bare' && fillers.has(text.toLowerCase());
}

function lettersOf(key: string): string {
  return key.toLowerCase().replace(/[^a-z]/g, '');
}

/** How much a word that fits a slot says. */
function kindOf(slot: SlotName): 'sure' | 'name' | 'free' {
  const { kind } = slotNamed(slot);
  return kind === 'text' ? 'free' : kind === 'name' ? 'name' : 'sure';
}

function isFree(piece: SimplePiece): boolean {
  return piece.kind === 'slot' && kindOf(piece.slot) === 'free';
}

function isKnown(slot: SlotName, typed: string, names: KnownNames): boolean {
  return slotNamed(slot).candidates(names).includes(typed);
}
