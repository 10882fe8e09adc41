import { nearest } from '../../configuration/nearest.ts';
import { type Form, formsOfVerb } from './forms.ts';
import { verbs } from './grammar.ts';
import { settingKeys } from './settings.ts';

/** `help`: every verb with one line, by section. */
export function helpOverview(): readonly string[] {
  const lines: string[] = [];
  let section = '';
  for (const verb of verbs) {
    const [first, ...others] = formsOfVerb(verb);
    if (first!.section !== section) lines.push(...(section === '' ? [] : ['']), first!.section);
    section = first!.section;
    const nouns = [...new Set([first!, ...others].map(nounOf))].join(', ');
    lines.push(`  ${verb.padEnd(10)}${others.length === 0 || nouns === '' ? first!.help : nouns}`);
  }
  return [...lines, '', 'help VERB says more. Tab completes. Esc, then Tab, leaves the terminal.'];
}

function nounOf({ pieces, help }: Form): string {
  const [, second] = pieces;
  return second?.kind === 'literal' ? second.word : help;
}

/** `help create topic`: the forms that begin so, each with its line and example. */
export function helpFor(verb: string, noun?: string): readonly string[] {
  const lower = verb.toLowerCase();
  const all = formsOfVerb(lower);
  if (all.length === 0) {
    const meant = nearest(lower, verbs);
    return [
      `There is no ${verb}${meant === undefined ? '; help lists the verbs' : `; the nearest is ${meant}: help ${meant}`}.`,
    ];
  }
  const named = noun === undefined ? [] : all.filter((form) => form.usage.split(' ')[1] === noun.toLowerCase());
  return (named.length > 0 ? named : all).flatMap((form, index) => [...(index === 0 ? [] : ['']), ...helpOf(form)]);
}

function helpOf(form: Form): readonly string[] {
  const settings = form.settings === undefined || form.settings === 'any' ? [] : settingKeys(form.settings);
  return [
    form.usage,
    `  ${form.help}`,
    ...(form.since === undefined ? [] : [`  ${notYet(form.since)}`]),
    `  For example: ${form.example}`,
    ...(settings.length === 0 ? [] : [`  KEY: ${settings.slice(0, 6).join(', ')} … (Tab lists them)`]),
  ];
}

/** What is said of a form that no chapter has made work yet. */
export function notYet({ chapter, what }: { readonly chapter: number; readonly what: string }): string {
  return `${what} work from chapter ${chapter} on.`;
}
