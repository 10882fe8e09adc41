import type { Candidate, Completion } from '../../../../src/terminal/grammar/complete.ts';
import { quoteIfNeeded } from '../../../../src/terminal/grammar/words.ts';

/**
 * A command put together from what the grammar's completion offers, part by part: what it does not offer, or does not accept,
 * cannot be built. A part is a word, or the beginning of one (`acks=`, `payments-0@`) that the next part ends.
 */
export interface Part {
  readonly text: string;
  /** What could stand in its place; empty where it is to be written. */
  readonly choices: readonly Candidate[];
  /** What is to be written, in words: `a time, as in 30s`. Empty where there is only to choose. */
  readonly expects: string;
}

export interface Built {
  /** Those that stand, and where the command can go on, one with an empty text. */
  readonly parts: readonly Part[];
  readonly line: string;
  /** It can be run as it is. */
  readonly isWhole: boolean;
  /** A part that was written and is not what is expected there; it is left out of the line. */
  readonly refused: Part | undefined;
}

export type Complete = (line: string) => Promise<Completion>;

/** Kafka's own tools are typed, by those who know them. */
const isTool = ({ text }: Candidate) => text.startsWith('kafka-');

/** Follows the texts along the grammar as far as they can stand. */
export async function build(texts: readonly string[], complete: Complete): Promise<Built> {
  const parts: Part[] = [];
  let line = '';
  let completion = await complete('');
  for (const text of texts.filter((each) => each !== '')) {
    const part = partOf(text, completion, line);
    const next = line + text + (isBegun(text) ? '' : ' ');
    const behind = await complete(next);
    if (!fits(text, part, completion, behind)) return { parts, line, isWhole: completion.isWhole, refused: part };
    parts.push(part);
    line = next;
    completion = behind;
  }
  const open = partOf('', completion, line);
  const goesOn = open.choices.length > 0 || open.expects !== '';
  return {
    parts: goesOn ? [...parts, open] : parts,
    line: line.trim(),
    isWhole: completion.isWhole,
    refused: undefined,
  };
}

/** A text as it is written by hand, in the form in which it is one word. */
export function asWord(text: string, begun: string): string {
  const trimmed = text.trim();
  return begun.endsWith('=') ? trimmed.replaceAll(/\s+/g, '') : quoteIfNeeded(trimmed);
}

export function isBegun(text: string): boolean {
  return /[=@]$/.test(text);
}

/** Of the many kinds of request those that a reader meets; the others stand behind them. */
const commonRequests = [
  ...['produce', 'fetch', 'metadata', 'list-offsets', 'find-coordinator', 'join-group', 'sync-group', 'heartbeat'],
  ...['leave-group', 'offset-commit', 'offset-fetch', 'init-producer-id', 'create-topics'],
];

function commonFirst(choices: readonly Candidate[]): readonly Candidate[] {
  const areRequests = ['fetch', 'vote'].every((name) => choices.some(({ text }) => text === name));
  if (!areRequests) return choices;
  const common = commonRequests.flatMap((name) => choices.filter(({ text }) => text === name));
  return [...common, ...choices.filter((choice) => !common.includes(choice))];
}

/** A candidate completes the word that was begun; what was begun stands in the part before. */
function partOf(text: string, { candidates, expects, from }: Completion, line: string): Part {
  const begun = line.slice(from);
  const choices = commonFirst(
    candidates
      .filter((each) => !(each.isLater ?? false) && !isTool(each))
      .map((each) => ({ ...each, text: each.text.slice(begun.length) })),
  );
  return { text, choices, expects: choices.length > 0 ? '' : (expects[0] ?? '') };
}

/** What was chosen was offered; what was written is a word with which the line goes on, or is whole. */
function fits(text: string, { choices, expects }: Part, before: Completion, behind: Completion): boolean {
  if (choices.some((choice) => choice.text === text)) return true;
  if (expects === '') return false;
  const isValue = before.from < before.to;
  return behind.isWhole || (!isValue && behind.forms.length > 0);
}
