import { parse } from '../../../src/terminal/grammar/index.ts';
import type { Page } from '../../curriculum.ts';
import { formsOf, type Term } from '../../glossary.ts';
import type { View } from '../theme/stage/views.ts';
import { parts } from './expand.ts';
import { tagsIn } from './tags.ts';

/** What one page may ask of a reader. */
export const budget = { words: 1000, minutes: 20, terms: 3, commands: 3 } as const;

/** How long it takes to do what a page asks, slowly: in seconds, and in words a minute. */
export const pace = {
  wordsAMinute: 120,
  /** To click a command, see it happen, and read what is printed. */
  Run: 20,
  /** To make up one's mind; the words of the answers are read as words. */
  Predict: 30,
  Question: 20,
  /** A rule of ten or twenty lines. */
  Region: 60,
  lineOfCode: 4,
  /** What a page has for the hands, beside exercises. */
  Stops: 120,
  Reach: 120,
} as const;

/** From the first line to the last question, without side rooms and exercises. */
export function minutesOf(text: string): number {
  const spine = spineOf(text);
  const things = ['Run', 'Predict', 'Question', 'Region', 'Stops', 'Reach'] as const;
  const doing = things.map((name) => tagsIn(spine, [name]).length * pace[name]);
  const code = [...spine.matchAll(/^```.*\n([\s\S]*?)^```$/gm)].flatMap(([, lines = '']) => lines.trim().split('\n'));
  const seconds = doing.reduce((sum, each) => sum + each, code.length * pace.lineOfCode);
  return Math.round(wordsOf(spine) / pace.wordsAMinute + seconds / 60);
}

/** Of the rooms in which something is built. */
export function exerciseMinutesOf(text: string): number {
  const rooms = tagsIn(text, ['SideRoom']).filter(({ attributes }) => attributes['kind'] === 'build');
  return rooms.reduce((sum, { attributes }) => sum + Number(attributes['minutes']), 0);
}

/** What the reader knows who has read all pages before this one. */
export interface Known {
  readonly terms: ReadonlySet<string>;
  readonly commands: ReadonlySet<string>;
  readonly views: ReadonlySet<View>;
}

export interface PageText {
  readonly page: Page;
  readonly text: string;
}

/** For each page that has them, what is wrong with it; pages in the order in which they are read. */
export function problemsOfAll(
  pages: readonly PageText[],
  glossary: readonly Term[],
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  let known: Known = { terms: new Set(), commands: new Set(), views: new Set() };
  for (const { page, text } of pages) {
    const own = glossary.filter(({ introducedBy }) => introducedBy === page.path).map(({ term }) => term);
    const problems = [
      ...problemsOf({ page, text }, own),
      ...unknownIn({ page, text }, glossary, {
        terms: new Set([...known.terms, ...own]),
        commands: new Set([...known.commands, ...page.commands]),
        views: known.views,
      }),
      ...page.commands.filter((each) => known.commands.has(each)).map((each) => `${each} was introduced before`),
      ...page.views.filter((each) => known.views.has(each)).map((each) => `the view ${each} was introduced before`),
    ];
    if (problems.length > 0) found.set(page.path, problems);
    known = {
      terms: new Set([...known.terms, ...own]),
      commands: new Set([...known.commands, ...page.commands]),
      views: new Set([...known.views, ...page.views]),
    };
  }
  return found;
}

/** What a page is alone: its heading, its parts, its length. */
function problemsOf({ page, text }: PageText, ownTerms: readonly string[]): readonly string[] {
  const { title, kind, minutes, exerciseMinutes, commands } = page;
  const problems: string[] = [];
  if (!text.includes(`\n# ${title}\n`)) problems.push(`its heading is not “${title}”`);
  if (minutes > budget.minutes) problems.push(`${minutes} minutes; ${budget.minutes} are the most`);
  const takes = minutesOf(text);
  if (Math.abs(takes - minutes) > 1) problems.push(`it says ${minutes} minutes, and takes about ${takes}`);
  const builds = exerciseMinutesOf(text);
  if (kind === 'lesson' && builds !== (exerciseMinutes ?? 0))
    problems.push(`it says ${exerciseMinutes ?? 0} minutes for exercises, and its rooms say ${builds}`);
  const used = new Set(commandsIn(text));
  for (const command of commands) if (!used.has(command)) problems.push(`it introduces ${command}, and never uses it`);
  if (kind === 'tour') return problems;

  const words = wordsOf(spineOf(text));
  if (words > budget.words) problems.push(`${words} words in the spine; ${budget.words} are the most`);
  if (ownTerms.length > budget.terms) problems.push(`${ownTerms.length} new terms; ${budget.terms} are the most`);
  if (commands.length > budget.commands)
    problems.push(`${commands.length} new commands; ${budget.commands} are the most`);
  const found = [...text.matchAll(/^## ([^:\n]+)/gm)].map(([, heading]) => heading!.trim());
  const inOrder = found.filter((heading) => parts.some((part) => part === heading));
  if (inOrder.join() !== parts.join())
    problems.push(`its parts are ${inOrder.join(', ')}; they must be ${parts.join(', ')}`);
  const questions = tagsIn(text, ['Question', 'Predict']).filter(
    ({ start }) => start > text.indexOf('## Check yourself'),
  );
  if (questions.length !== 3) problems.push(`it checks with ${questions.length} questions, not three`);
  return problems;
}

function unknownIn({ page, text }: PageText, glossary: readonly Term[], known: Known): readonly string[] {
  const prose = proseOf(text);
  const terms = glossary.filter((term) => !known.terms.has(term.term) && isUsed(term, prose));
  const commands = [...new Set(commandsIn(text))].filter((command) => !known.commands.has(command));
  const latest = known.views.size + page.views.length;
  return [
    ...terms.map(({ term }) => `it uses the term “${term}”, which no page before has introduced`),
    ...commands.map((command) => `it uses the command ${command}, which no page before has introduced`),
    ...(latest === 0 ? ['it shows a stage, and no page has introduced a view'] : []),
  ];
}

/** What a reader is led to enter: the lines of `<Run>`. One that cannot be read is a problem of the build. */
export function commandsIn(text: string): readonly string[] {
  return tagsIn(text, ['Run']).flatMap(({ attributes }) => {
    const parsed = parse(attributes['line'] ?? '');
    return parsed.kind === 'command' ? [parsed.command.does] : [];
  });
}

/** The page without its side rooms. */
function spineOf(text: string): string {
  return text.replaceAll(/<SideRoom[\s\S]*?<\/SideRoom>/g, '').replace(/^## Side rooms$/m, '');
}

/** What is read as sentences: no frontmatter, no code, no tags, no addresses. */
function proseOf(text: string): string {
  return text
    .replace(/^---[\s\S]*?^---$/m, '')
    .replaceAll(/<(script|style)[\s\S]*?<\/\1>/g, '')
    .replaceAll(/^```[\s\S]*?^```$/gm, '')
    .replaceAll(/`[^`\n]+`/g, ' ')
    .replaceAll(/<(?:"[^"]*"|'[^']*'|[^'">])*>/g, ' ')
    .replaceAll(/\]\([^)]*\)/g, ']')
    .replaceAll(/\{#[^}]*\}|[_*]/g, ' ');
}

/** Words of the sentences; a table's lines and a list's marks are none. */
export function wordsOf(text: string): number {
  return proseOf(text).match(/[\p{L}\p{N}][\p{L}\p{N}’'.,-]*/gu)?.length ?? 0;
}

function isUsed(term: Term, prose: string): boolean {
  const forms = formsOf(term).map((form) => form.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`(?<![\\w.-])(?:${forms.join('|')})(?![\\w-]|\\.\\w)`, 'i').test(prose);
}
