import type { Word } from './words.ts';

/** `34 ms`, as the transcript prints instants, is the one word `34ms`. Where there is none the words are those that came. */
export function withJoinedTimes(words: readonly Word[]): readonly Word[] {
  const joined: Word[] = [];
  for (const word of words) {
    const before = joined.at(-1);
    const isUnit = word.kind === 'bare' && /^(?:ms|s|m|h)$/.test(word.text);
    if (isUnit && before?.kind === 'bare' && /^-?\d+$/.test(before.text)) {
      joined[joined.length - 1] = { ...before, text: `${before.text}${word.text}`, end: word.end };
    } else joined.push(word);
  }
  return joined.length === words.length ? words : joined;
}
