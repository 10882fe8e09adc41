import { conditions } from '../../../src/terminal/grammar/conditions.ts';
import { type FormDescription, sections } from '../../../src/terminal/grammar/grammar.ts';
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
  readonly chapter: number | undefined;
}

/** A piece of a form: a word to type, or one to replace. */
export interface FormPart {
  readonly text: string;
  readonly replaced: boolean;
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
  return { form: partsOf(form), help, example, settings: settings !== undefined, chapter: since?.chapter };
}

/** Cut where words in capital letters begin and end. */
function partsOf(form: string): readonly FormPart[] {
  return form
    .split(/([A-Z]{2,})/)
    .filter((text) => text !== '')
    .map((text) => ({ text, replaced: /^[A-Z]{2,}$/.test(text) }));
}

function wordsOf(form: readonly FormPart[]): readonly string[] {
  return form.filter(({ replaced }) => replaced).map(({ text }) => text);
}
