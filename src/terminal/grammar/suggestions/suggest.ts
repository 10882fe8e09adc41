import { type Form, forms, formsOfVerb } from '../forms.ts';
import { mendToolCall, translateTool } from '../kafka-tools.ts';
import type { KnownNames } from '../names.ts';
import { canBeRead, isLeaving } from '../read.ts';
import { plainWords, slotNamed, walk } from '../walk.ts';
import { cut, textOf } from '../words.ts';
import { align, type Alignment } from './align.ts';
import { goodWill } from './costs.ts';
import { cleaned, cutLeniently, type Unit } from './lenient.ts';
import { suggestPayment } from './plain-payment.ts';
import { repair } from './repair.ts';

/**
 * The command that a line which cannot be read most likely means; undefined where nothing is near. Every form of the table
 * is laid over the line with some good will (align.ts), and the one that needs the least is taken, if it is little enough.
 */
export function suggest(line: string, names: KnownNames): string | undefined {
  const { prefix, units } = cutPrefix(cutLeniently(line), names);
  const background = units.at(-1)?.text === '&' ? ' &' : '';
  const meant = background === '' ? units : units.slice(0, -1);
  if (meant.length === 0 || isLeaving(line)) return undefined;
  const command = suggestTool(line) ?? suggestPayment(line, names) ?? suggestForm(meant, names);
  return command === undefined || isFarFetched(line, command) ? undefined : `${prefix}${command}${background}`;
}

/** A line that could be run, were it not for a name, means another name, or one word of the language that was mistyped. */
function isFarFetched(line: string, suggested: string): boolean {
  if (!canBeRead(line)) return false;
  const [typed, meant] = [line, suggested].map((each) => plainWords(cut(each).words));
  return typed!.length !== meant!.length || typed![0]?.text.toLowerCase() !== meant![0]?.text;
}

function suggestForm(units: readonly Unit[], names: KnownNames): string | undefined {
  let best: Alignment | undefined;
  for (const form of forms) {
    const alignment = align(form, units, names, best?.cost ?? goodWill(units.length));
    const isBetter = alignment !== undefined && (best === undefined || alignment.cost < best.cost);
    if (isBetter && canBeRead(alignment.text) && !takesWordForName(form, alignment.text, names)) best = alignment;
  }
  return best?.text;
}

/** `show group settings`: a word of the language in the place of a name that nobody has given. */
function takesWordForName(form: Form, text: string, names: KnownNames): boolean {
  const plain = plainWords(cut(text).words);
  const { values } = walk(form, plain);
  const nouns = new Set(
    formsOfVerb(form.verb).flatMap(({ pieces }) => (pieces[1]?.kind === 'literal' ? [pieces[1].word] : [])),
  );
  return form.pieces.some((piece) => {
    if (piece.kind !== 'slot' || slotNamed(piece.slot).kind !== 'name' || piece.slot === 'NEW') return false;
    const value = values[piece.field];
    return typeof value === 'string' && nouns.has(value) && !slotNamed(piece.slot).candidates(names).includes(value);
  });
}

interface Cut {
  readonly prefix: string;
  readonly units: readonly Unit[];
}

/** `at 5 s create …`: the instant in front is mended by itself. */
function cutPrefix(units: readonly Unit[], names: KnownNames): Cut {
  if (units[0]?.text.toLowerCase() !== 'at') return { prefix: '', units };
  for (const taken of [2, 1]) {
    const typed = units.slice(1, 1 + taken);
    const time = repair('TIME', typed.map(({ text }) => text).join(' '), false, names);
    if (typed.length === taken && time !== undefined)
      return { prefix: `at ${time.text} `, units: units.slice(1 + taken) };
  }
  return { prefix: '', units: units.slice(1) };
}

/** `kafka-topic --create …`, `kafka topics …`: a call of one of Kafka's tools with a slip in it. */
function suggestTool(line: string): string | undefined {
  const mended = mendToolCall(cut(cleaned(line)).words.map(textOf));
  const translation = mended && translateTool(mended);
  return translation?.kind === 'translated' && canBeRead(translation.text) ? translation.text : undefined;
}
