import { englishWhy, type WhyWords } from './english-why.ts';
import type { Language } from './language.ts';

export type { WhyWords };

/**
 * Why things are as they are, in a language. It is no part of `Language`, so that who never asks need not load it: Korean has
 * no words of its own yet.
 */
export function whyWords(_language: Language): WhyWords {
  return englishWhy;
}
