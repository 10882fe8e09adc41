import { type SlotName, slots, type ValueOf } from './slots.ts';

/**
 * A form is written as it is typed, and from that one text come its parsing, its help, its completion and the TypeScript
 * type of the command:
 *
 *     'drop next [COUNT] API DIRECTION [from SENDER] [to RECEIVER]'
 *     → { count?: number; api: string; direction: 'request' | 'response'; sender?: string; receiver?: string }
 *
 * Small words are typed as they are. CAPITALS are slots (slots.ts). Brackets can be left out; several in a row may come in
 * any order. `key=SLOT` is an option and may stand anywhere behind the verb.
 */
export type Piece =
  | { readonly kind: 'literal'; readonly word: string }
  | { readonly kind: 'slot'; readonly slot: SlotName; readonly field: string }
  /** All of them may be left out, and they come in any order. */
  | { readonly kind: 'choices'; readonly groups: readonly (readonly SimplePiece[])[] };

export type SimplePiece = Exclude<Piece, { kind: 'choices' }>;

export interface Option {
  readonly key: string;
  readonly slot: SlotName;
  readonly field: string;
  readonly required: boolean;
}

export interface Phrase {
  readonly pieces: readonly Piece[];
  readonly options: readonly Option[];
}

export function readPhrase(text: string): Phrase {
  const pieces: Piece[] = [];
  const options: Option[] = [];
  for (const [, bracketed, plain] of text.matchAll(/\[([^\]]*)\]|(\S+)/g)) {
    const words = (bracketed ?? plain ?? '').split(' ');
    if (words[0]!.includes('=')) options.push(optionOf(words[0]!, bracketed === undefined));
    else if (bracketed === undefined) pieces.push(pieceOf(words[0]!));
    else addGroup(pieces, words.map(pieceOf));
  }
  return { pieces, options };
}

/** A group behind another group joins it, so that both may come in any order. */
function addGroup(pieces: Piece[], group: readonly SimplePiece[]): void {
  const last = pieces.at(-1);
  if (last?.kind === 'choices') pieces[pieces.length - 1] = { kind: 'choices', groups: [...last.groups, group] };
  else pieces.push({ kind: 'choices', groups: [group] });
}

function pieceOf(word: string): SimplePiece {
  return isSlot(word) ? { kind: 'slot', slot: word, field: fieldOf(word) } : { kind: 'literal', word };
}

function optionOf(text: string, required: boolean): Option {
  const [key, slot] = text.split('=') as [string, string];
  if (!isSlot(slot)) throw new TypeError(`${slot} in ${text} is not a slot`);
  return { key, slot, field: isTime(slot) ? `${key}Ms` : key, required };
}

function isSlot(word: string): word is SlotName {
  return Object.hasOwn(slots, word);
}

function isTime(slot: SlotName): boolean {
  return slot === 'TIME' || slot === 'SHIFT';
}

function fieldOf(slot: SlotName): string {
  return isTime(slot) ? `${slot.toLowerCase()}Ms` : slot.toLowerCase();
}

/** The fields of the command that a form stands for. */
export type FieldsOf<Text extends string> = Text extends `${infer Before}[${infer Group}]${infer After}`
  ? WordsOf<Before> & OptionalOf<Group> & FieldsOf<After>
  : WordsOf<Text>;

type OptionalOf<Group extends string> =
  Group extends SlotlessWord<Group> ? { readonly [Word in Group]?: true } : Partial<WordsOf<Group>>;

/** A bracket with one small word alone is a switch: `[oneway]`. */
type SlotlessWord<Word extends string> = Word extends `${string} ${string}` | `${string}=${string}` | SlotName
  ? never
  : Word;

type WordsOf<Text extends string> = Text extends `${infer First} ${infer Rest}`
  ? FieldOf<First> & WordsOf<Rest>
  : FieldOf<Text>;

type FieldOf<Word extends string> = Word extends `${infer Key}=${infer Name}`
  ? { readonly [Field in Name extends TimeSlot ? `${Key}Ms` : Key]: ValueOf<Name> }
  : Word extends TimeSlot
    ? { readonly [Field in `${Lowercase<Word>}Ms`]: number }
    : Word extends SlotName
      ? { readonly [Field in Lowercase<Word>]: ValueOf<Word> }
      : unknown;

type TimeSlot = 'TIME' | 'SHIFT';
