import { conditions } from '../../../src/terminal/grammar/conditions.ts';
import { type FormDescription, sections } from '../../../src/terminal/grammar/grammar.ts';
import { notBuilt, notYet, parse } from '../../../src/terminal/grammar/index.ts';
import { optionsNotBuilt } from '../../../src/terminal/grammar/not-built.ts';
import { slots } from '../../../src/terminal/grammar/slots.ts';

/** The reference page's content, read from the table that the terminal itself reads. */
export interface CommandReference {
  readonly sections: readonly { readonly name: string; readonly entries: readonly CommandEntry[] }[];
  readonly conditions: readonly CommandEntry[];
  /** What the words in capital letters stand for; only those that a form or condition holds. */
  readonly words: readonly { readonly word: string; readonly expects: string }[];
}

export interface CommandEntry {
  readonly form: readonly FormPart[];
  readonly help: string;
  readonly example: string;
  /** Takes Kafka's settings as `key=value`. */
  readonly settings: boolean;
  /** Where it, or its example, is not built yet: what is said of that. */
  readonly notYet: string | undefined;
}

/** A piece of a form: a word to type, or one to replace. */
export interface FormPart {
  readonly text: string;
  readonly replaced: boolean;
  /** An option of which only one value works yet. */
  readonly notBuilt: boolean;
}

declare const data: CommandReference;
export { data };

export default {
  watch: ['../../../src/terminal/grammar/*.ts'],
  load(): CommandReference {
    const tables = Object.entries(sections).map(([name, forms]) => ({
      name,
      entries: Object.values(forms as Record<string, FormDescription>).map(entryOf),
    }));
    const stated = Object.values(conditions as Record<string, FormDescription>).map(entryOf);
    const used = new Set([...tables.flatMap(({ entries }) => entries), ...stated].flatMap(({ form }) => wordsOf(form)));
    const words = Object.entries(slots).flatMap(([word, { expects }]) => (used.has(word) ? [{ word, expects }] : []));
    return { sections: tables, conditions: stated, words };
  },
};

function entryOf({ form, help, example, settings, since }: FormDescription): CommandEntry {
  const parsed = parse(example);
  const unbuilt = since ?? (parsed.kind === 'command' ? notBuilt(parsed.command) : undefined);
  return {
    form: partsOf(form),
    help,
    example,
    settings: settings !== undefined,
    notYet: unbuilt && notYet(unbuilt),
  };
}

/** Cut where options, and words in capital letters, begin and end. */
function partsOf(form: string): readonly FormPart[] {
  return form
    .split(/(\[[a-z]+=[A-Z]+\])/)
    .flatMap((piece) => {
      const [, option] = /^\[([a-z]+)=/.exec(piece) ?? [];
      const isUnbuilt = option !== undefined && optionsNotBuilt.has(option);
      return piece.split(/([A-Z]{2,})/).map((text) => ({
        text,
        replaced: /^[A-Z]{2,}$/.test(text),
        notBuilt: isUnbuilt,
      }));
    })
    .filter(({ text }) => text !== '');
}

function wordsOf(form: readonly FormPart[]): readonly string[] {
  return form.filter(({ replaced }) => replaced).map(({ text }) => text);
}
