import { nearest } from '../../../configuration/nearest.ts';
import { forms } from '../forms.ts';
import { settingKeys } from '../settings.ts';
import { apiNames, slots } from '../slots.ts';
import { cut, type Word } from '../words.ts';

/** A piece of a line that could not be read: a word, or a key with its value in whatever way it was written. */
export interface Unit {
  readonly kind: 'bare' | 'quoted' | 'option';
  readonly text: string;
  /** Of an option. */
  readonly key: string;
}

/** More words than that are no mistyped command. */
const mostUnits = 24;

/** Cuts a line without any strictness: open quotes are closed, `--a b`, `a: b` and `a = b` are options, typography is undone. */
export function cutLeniently(line: string): readonly Unit[] {
  return splitGlued(joinPairs(cut(cleaned(line)).words.slice(0, mostUnits).map(unitOf)));
}

/** Without typography, prompts in front, and what ends a sentence or a statement. */
export function cleaned(line: string): string {
  const plain = line
    .replace(/[\u201c\u201d\u201e\u00ab\u00bb]/g, '"')
    .replace(/[\u2018\u2019`]/g, "'")
    .replace(/[\u2013\u2014]/g, '-')
    .replace(/^\s*(?:[>$%]|kafka>|sql>)\s+/, '')
    .replace(/\\(?!["'ntr\\])/g, '')
    .replace(/(?<=\S\s*)[;.!?]+\s*$/, '')
    .replace(/[()](?=(?:[^"]*"[^"]*")*[^"]*$)/g, ' ');
  return cut(plain).openQuoteAt === undefined ? plain : closeQuote(plain);
}

/** The quote ends before what follows the text, if that can be told: `as teller`, `key=ada`. */
function closeQuote(line: string): string {
  const at = cut(line).openQuoteAt!;
  const mark = line[at]!;
  // `produce payments hello"`: the opening one was forgotten, and the words will be gathered anyway.
  if (at > 0 && at === line.length - 1) return line.slice(0, -1);
  const behind = /^(.*?)((?:\s+(?:as\s+\S+|[a-z.]+=\S+|\d+\s+times))*)\s*&?\s*$/s.exec(line.slice(at));
  return `${line.slice(0, at)}${behind?.[1] ?? line.slice(at)}${mark}${behind?.[2] ?? ''}`;
}

function unitOf(word: Word): Unit {
  if (word.kind === 'option') return { kind: 'option', key: word.key, text: word.text };
  return { kind: word.kind, key: '', text: word.text };
}

/** `--partitions 3`, `partitions = 3`, `partitions: 3` and `partitions:3` are options. */
function joinPairs(units: readonly Unit[]): readonly Unit[] {
  const joined: Unit[] = [];
  for (let index = 0; index < units.length; index++) {
    const unit = units[index]!;
    const [next, third] = [units[index + 1], units[index + 2]];
    const [, flag, , attached] = /^--?([A-Za-z][\w.-]*)(=(.*))?$/s.exec(unit.kind === 'bare' ? unit.text : '') ?? [];
    const [, named, value] = /^([A-Za-z][\w.]*):(\S*)$/.exec(unit.kind === 'bare' ? unit.text : '') ?? [];
    if (flag !== undefined && attached !== undefined) joined.push({ kind: 'option', key: flag, text: attached });
    else if (flag !== undefined && next !== undefined && next.kind !== 'option' && !next.text.startsWith('--')) {
      joined.push({ kind: 'option', key: flag, text: next.text });
      index++;
    } else if (flag !== undefined) joined.push(lonelyFlag(flag));
    else if (unit.kind === 'bare' && next?.text === '=' && third !== undefined && isLikeKey(unit.text)) {
      joined.push({ kind: 'option', key: unit.text, text: third.text });
      index += 2;
    } else if (unit.kind === 'option' && unit.text === '' && next !== undefined && next.kind !== 'option') {
      joined.push({ kind: 'option', key: unit.key, text: next.text });
      index++;
    } else if (unit.kind === 'bare' && next?.kind === 'bare' && /^=\S/.test(next.text) && isLikeKey(unit.text)) {
      joined.push({ kind: 'option', key: unit.text, text: next.text.slice(1) });
      index++;
    } else if (named !== undefined && value === '' && next !== undefined) {
      joined.push({ kind: 'option', key: named, text: next.text });
      index++;
    } else if (named !== undefined && value !== '' && (!/^\d+$/.test(value!) || optionKeys.has(named))) {
      joined.push({ kind: 'option', key: named, text: value! });
    } else joined.push(unit);
  }
  return joined;
}

/** `--from-beginning` is from=beginning. */
function lonelyFlag(flag: string): Unit {
  const [, key, text] = /^([a-z]+)-(.+)$/.exec(flag) ?? [];
  if (key !== undefined && optionKeys.has(key)) return { kind: 'option', key, text: text! };
  return { kind: 'bare', key: '', text: flag };
}

const optionKeys: ReadonlySet<string> = new Set(forms.flatMap(({ options }) => options.map(({ key }) => key)));

/** `payments-0 = 2` compares; `partitions = 2` is an option. */
function isLikeKey(text: string): boolean {
  return nearest(text, optionKeys) !== undefined || nearest(text, settingKeys('any')) !== undefined;
}

/** Every small word of the table. */
const vocabulary: ReadonlySet<string> = new Set(
  forms.flatMap(({ pieces }) =>
    pieces
      .flatMap((piece) => (piece.kind === 'choices' ? piece.groups.flat() : [piece]))
      .flatMap((piece) => (piece.kind === 'literal' ? [piece.word] : [])),
  ),
);

const wholeWords: ReadonlySet<string> = new Set([
  ...vocabulary,
  ...apiNames,
  ...Object.values(slots).flatMap(({ kind, candidates }) =>
    kind === 'choice' ? (candidates as (names: never) => readonly string[])(undefined as never) : [],
  ),
]);

/** `createTopic`, `create-topic` and `topic.create` are two words. */
function splitGlued(units: readonly Unit[]): readonly Unit[] {
  return units.flatMap((unit) => {
    if (unit.kind !== 'bare' || wholeWords.has(unit.text)) return [unit];
    const parts = unit.text
      .replace(/([a-z])([A-Z])/g, '$1 $2')
      .split(/[\s._:/-]+|(?<=\w)\(|\)$|,$/)
      .map((part) => part.toLowerCase())
      .filter((part) => part !== '');
    const glued = parts.length > 1 && parts.every((part) => vocabulary.has(part) || vocabulary.has(`${part}s`));
    return glued ? parts.map((text): Unit => ({ kind: 'bare', key: '', text })) : [unit];
  });
}
