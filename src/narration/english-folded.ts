import type { Narrated } from './transcript.ts';
import { amount } from './english-words.ts';

/** `2 more refusals, 3 more steps, 47 quiet messages`: what a fold hides, the weightier first. */
export function folded(sentences: readonly Pick<Narrated, 'level' | 'name'>[]): string {
  const loud = sentences.filter(({ level }) => level === 'headline' || level === 'step');
  const count = (wanted: Narrated['name']) => loud.filter(({ name }) => name === wanted).length;
  const refusals = count('append refused');
  const failures = count('batch will be retried');
  const parts = [
    [refusals, 'more refusal'],
    [failures, 'more failed attempt'],
    [loud.length - refusals - failures, 'more step'],
    [sentences.length - loud.length, 'quiet message'],
  ] as const;
  return parts.flatMap(([times, noun]) => (times === 0 ? [] : [amount(times, noun)])).join(', ');
}
