import { nearest } from '../../configuration/nearest.ts';
import { type Form, formsOfVerb } from './forms.ts';
import { verbs } from './grammar.ts';
import { notYet } from './not-built.ts';
import { settingKeys } from './settings.ts';

/** `help`: every verb with one line, by section. */
export function helpOverview(): readonly string[] {
  const lines: string[] = [];
  let section = '';
  for (const verb of verbs) {
    const [first, ...others] = formsOfVerb(verb);
    if (first!.section !== section) lines.push(...(section === '' ? [] : ['']), first!.section);
    section = first!.section;
    const all = [first!, ...others];
    const nouns = [...new Set(all.map(nounOf))].join(', ');
    const isLater = all.every(({ since }) => since !== undefined);
    const says = others.length === 0 || nouns === '' ? first!.help : nouns;
    lines.push(`  ${verb.padEnd(10)}${isLater ? `not built yet: ${says.replaceAll(later, '')}` : says}`);
  }
  return [
    ...lines,
    '',
    `What has a ${later} is not built yet. help VERB says more. Tab completes. Esc, then Tab, leaves the terminal.`,
  ];
}

/** Behind a word of the overview that cannot be run. */
const later = '*';

function nounOf({ pieces, help, since }: Form): string {
  const [, second] = pieces;
  return second?.kind === 'literal' ? `${second.word}${since === undefined ? '' : later}` : help;
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
