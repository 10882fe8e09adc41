import type { Card } from './card.ts';
import { narrowed } from './narrow.ts';

type Texts = Record<string, () => Promise<string>>;
const beginnings: Texts = import.meta.glob<string>('../../../../../chapters/*/exercises/*/exercise.ts', {
  query: '?raw',
  import: 'default',
});
const solutions: Texts = import.meta.glob<string>('../../../../../chapters/*/exercises/*/solution.ts', {
  query: '?raw',
  import: 'default',
});
const hints: Texts = import.meta.glob<string>('../../../../../chapters/*/exercises/*/hints.md', {
  query: '?raw',
  import: 'default',
});

function textOf(texts: Texts, { name }: Card, file: string): Promise<string> {
  const [chapter, own] = name.split('/');
  const load = texts[`../../../../../chapters/${chapter}/exercises/${own}/${file}`];
  return load === undefined ? Promise.resolve('') : load();
}

/** What an answer begins with. */
export async function beginningOf(card: Card): Promise<string> {
  switch (card.kind) {
    case 'rule':
      return narrowed(withoutTask(await textOf(beginnings, card, 'exercise.ts'), card.writes));
    case 'settings':
      return card.fields.map(({ setting, default: usual }) => `${setting}=${usual}`).join('\n');
    default:
      return '';
  }
}

export async function solutionOf(card: Card): Promise<string> {
  switch (card.kind) {
    case 'rule':
      return textOf(solutions, card, 'solution.ts');
    case 'schedule':
      return card.solution.join('\n');
    case 'settings':
      return card.fields.map(({ setting, solution }) => `${setting}=${solution}`).join('\n');
    case 'trace':
      return card.solution;
  }
}

/** Three, each says more. */
export async function hintsOf(card: Card): Promise<readonly string[]> {
  const text = await textOf(hints, card, 'hints.md');
  return text.split('\n---\n').map((hint) => hint.trim());
}

/** The comment of the function stands above the editor, as the task. */
export function withoutTask(source: string, writes: string): string {
  return source.replace(new RegExp(`/\\*\\*(?:(?!\\*/)[\\s\\S])*\\*/\\n(?=export function ${writes}\\b)`), '');
}
