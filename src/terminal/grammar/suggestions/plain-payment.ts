import type { KnownNames } from '../names.ts';
import { quote } from '../words.ts';
import { cleaned, cutLeniently } from './lenient.ts';
import { mayMean } from './synonyms.ts';

/**
 * `send teller 42 EUR to Ada`: a record's value in several words without quotes, somewhere among the names of a topic and of
 * a producer. Undefined where the line is no such thing.
 */
export function suggestPayment(line: string, { topics, producers }: KnownNames): string | undefined {
  const units = cutLeniently(cleaned(line));
  const [verb, ...others] = units;
  const isSending = ['produce', 'pay'].includes(verb?.text ?? '') || mayMean(verb?.text ?? '', 'produce');
  if (!isSending || units.some(({ kind }) => kind !== 'bare')) return undefined;
  const words = others.map(({ text }) => text);
  const producer = takeOneOf(words, producers, ['as', 'from', 'by', 'with']);
  const topic = takeOneOf(words, topics, ['to', 'into', 'in', 'on']) ?? topics[0] ?? 'payments';
  if (words.length < 2) return undefined;
  return `produce ${topic} ${quote(words.join(' '))}${producer === undefined ? '' : ` as ${producer}`}`;
}

/** Takes the first of the names, and the small word before it, out of the words. */
function takeOneOf(words: string[], names: readonly string[], before: readonly string[]): string | undefined {
  const place = words.findIndex((word) => names.includes(word));
  if (place < 0) return undefined;
  const isLed = place > 0 && before.includes(words[place - 1]!);
  const taken = words.splice(isLed ? place - 1 : place, isLed ? 2 : 1);
  return taken.at(-1);
}
