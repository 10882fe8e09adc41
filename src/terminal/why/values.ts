import type { RuleCall, Shown } from '../../cluster/rule-calls.ts';
import type { WhyWords } from '../../narration/why-words.ts';
import { ruleSource } from '../rule-sources.ts';
import { startMs } from '../run.ts';
import type { NamedValue, RuleAtWork } from '../why-answer.ts';

const longestText = 320;

/** A call of a rule, with its values in words and units. */
export function ruleAtWork(call: RuleCall, words: WhyWords): RuleAtWork {
  const source = ruleSource(call.rule);
  return {
    name: call.rule,
    asks: source?.asks ?? '',
    node: call.node,
    atUs: call.atUs,
    file: source?.file ?? '',
    region: call.rule,
    isReplaced: call.isReplaced,
    inputs: namedInputs(call, source?.inputs ?? [], words),
    result: inWords(unitOfResult(call.rule), call.result, words),
  };
}

/** One object alone is told field by field; one among others too, with its name in front. */
function namedInputs({ inputs }: RuleCall, names: readonly string[], words: WhyWords): readonly NamedValue[] {
  return inputs.flatMap((input, index) => {
    const name = names[index] ?? `${index + 1}`;
    if (!isFields(input)) return [{ name, value: inWords(name, input, words) }];
    const prefix = inputs.length === 1 ? '' : `${name}.`;
    return Object.entries(input)
      .filter(([, value]) => !isMute(value))
      .map(([field, value]) => ({ name: `${prefix}${field}`, value: inWords(field, value, words) }));
  });
}

/** An object of which nothing can be shown: what the rule works with, and not what it decides by. */
function isMute(value: Shown): boolean {
  return isFields(value) && Object.keys(value).length === 0;
}

function isFields(value: Shown): value is { readonly [name: string]: Shown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Rules are named for what they return. */
function unitOfResult(rule: string): string {
  return rule === 'lingersForMs' ? 'lingersForMs' : rule === 'validPrefix' ? 'sizeBytes' : '';
}

/** A value as people read it; its name tells the unit. */
export function inWords(name: string, value: Shown, words: WhyWords): string {
  const { values } = words;
  if (value === null) return values.nothing;
  if (typeof value === 'boolean') return value ? values.yes : values.no;
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return numberInWords(name, value, words);
  if (Array.isArray(value)) {
    if (value.length === 0) return values.none;
    return shortened(`[${value.map((element: Shown) => inWords('', element, words)).join(', ')}]`);
  }
  if (isFields(value) && Object.keys(value).join() === 'bytes') return String((value as { bytes: Shown }).bytes);
  const fields = Object.entries(value).map(([field, inner]) => `${field}: ${inWords(field, inner, words)}`);
  return shortened(`{ ${fields.join(', ')} }`);
}

function numberInWords(name: string, value: number, { values }: WhyWords): string {
  if (value === Infinity) return values.noLimit;
  if (/[bB]ytes$/.test(name) || name.startsWith('bytes')) return values.bytes(rounded(value));
  if (!/Ms$|imestamp$/.test(name)) return String(rounded(value));
  if (/imestamp(?:Ms)?$/.test(name) && value < 0) return values.noTimestamp;
  // An instant of a wall clock, and not a length of time.
  const isInstant = value > startMs / 2 && /^now|At|imestamp|Written|Horizon/.test(name);
  return isInstant ? values.instant(rounded(value - startMs)) : values.milliseconds(rounded(value));
}

/** To a thousandth: of what is counted in milliseconds, to the microsecond. */
function rounded(value: number): number {
  return Math.floor(value * 1000 + 0.5) / 1000;
}

function shortened(text: string): string {
  return text.length > longestText ? `${text.slice(0, longestText)} …` : text;
}

/** A field of an input that is an object. */
export function field(call: RuleCall | undefined, name: string, input = 0): Shown {
  const value = call?.inputs[input];
  return value !== undefined && isFields(value) ? (value[name] ?? null) : null;
}

/** The same as a text with its unit. */
export function fieldInWords(call: RuleCall | undefined, name: string, words: WhyWords, input = 0): string {
  return inWords(name, field(call, name, input), words);
}

/** A field of a result that is an object. */
export function resultField(call: RuleCall | undefined, name: string): Shown {
  const result = call?.result;
  return result !== undefined && isFields(result) ? (result[name] ?? null) : null;
}
