import { type ConditionDescription, conditions } from './conditions.ts';
import type { Does } from './command.ts';
import { type FormDescription, sections } from './grammar.ts';
import { type Option, type Phrase, type Piece, readPhrase } from './phrase.ts';
import type { SettingsOf } from './settings.ts';

/** A form of the table, read: what parsing, completion and suggestions walk along. */
export interface Form {
  readonly does: Does;
  /** For a form that holds a condition: which, and the fields that are the condition's and not the command's. */
  readonly condition: { readonly is: string; readonly fields: ReadonlySet<string> } | undefined;
  readonly section: string;
  readonly verb: string;
  readonly usage: string;
  readonly help: string;
  readonly example: string;
  readonly pieces: readonly Piece[];
  readonly options: readonly Option[];
  readonly settings: SettingsOf | undefined;
  readonly since: { readonly chapter: number; readonly what: string } | undefined;
  readonly promptOnly: boolean;
}

/** Every form, in the table's order; one with CONDITION stands here once for each condition. */
export const forms: readonly Form[] = Object.entries(sections).flatMap(([section, entries]) =>
  Object.entries(entries as Record<string, FormDescription>).flatMap(([does, description]) =>
    formsOf(section, does as Does, description),
  ),
);

const formsByVerb = new Map<string, readonly Form[]>();
for (const form of forms) formsByVerb.set(form.verb, [...(formsByVerb.get(form.verb) ?? []), form]);

export function formsOfVerb(verb: string): readonly Form[] {
  return formsByVerb.get(verb) ?? [];
}

function formsOf(section: string, does: Does, description: FormDescription): readonly Form[] {
  const { form } = description;
  const plain = (usage: string, phrase: Phrase): Form => ({
    does,
    condition: undefined,
    section,
    verb: usage.split(' ')[0]!,
    usage: description.settings === undefined ? usage : `${usage} [KEY=VALUE …]`,
    help: description.help,
    example: description.example,
    ...phrase,
    settings: description.settings,
    since: description.since,
    promptOnly: description.promptOnly ?? false,
  });
  if (!form.includes('CONDITION')) return [plain(form, readPhrase(form))];
  return Object.entries(conditions as Record<string, ConditionDescription>).map(([is, condition]) => {
    const usage = form.replace('CONDITION', condition.form);
    return {
      ...plain(usage, readPhrase(usage)),
      condition: { is, fields: fieldsOf(readPhrase(condition.form)) },
      help: condition.help,
      example: form.replace('CONDITION', condition.example).replace(/ \[.*/, ''),
      since: condition.since ?? description.since,
    };
  });
}

/** The fields of the command that a phrase fills. */
function fieldsOf({ pieces, options }: Phrase): ReadonlySet<string> {
  const simple = pieces.flatMap((piece) => (piece.kind === 'choices' ? piece.groups.flat() : [piece]));
  return new Set([
    ...simple.flatMap((piece) => (piece.kind === 'slot' ? [piece.field] : [])),
    ...options.map(({ field }) => field),
  ]);
}
