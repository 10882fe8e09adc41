import type { conditions } from './conditions.ts';
import type { FormDescription, sections } from './grammar.ts';
import type { FieldsOf } from './phrase.ts';
import type { SettingsOf } from './settings.ts';

/** The type of a command follows from its form in the table, word by word (phrase.ts). */
type Sections = typeof sections;
type Union<T> = T extends T ? keyof T : never;
type FormsOf<Section extends Record<string, FormDescription>> = { [Does in keyof Section]: Section[Does] };
type AllForms = FormsOf<Sections['Set up']> &
  FormsOf<Sections['Clients']> &
  FormsOf<Sections['Faults']> &
  FormsOf<Sections['Time']> &
  FormsOf<Sections['Look']> &
  FormsOf<Sections['Judge']> &
  FormsOf<Sections['At the prompt']>;

/** What a command does: the discriminant of `Command`. */
export type Does = Union<AllForms>;

type Simplify<T> = { [Key in keyof T]: T[Key] } & unknown;

type CommandOf<Name extends Does> = Simplify<
  { readonly does: Name } & FieldsOf<AllForms[Name]['form']> &
    (AllForms[Name] extends { settings: SettingsOf }
      ? { readonly settings: Readonly<Record<string, string>> }
      : unknown) &
    (AllForms[Name]['form'] extends `${string}CONDITION${string}` ? { readonly condition: Condition } : unknown)
>;

/** What a line asks for: plain data, one type for each form of the table. */
export type Command = { [Name in Does]: CommandOf<Name> }[Does];

type ConditionOf<Name extends keyof typeof conditions> = Simplify<
  { readonly is: Name } & FieldsOf<(typeof conditions)[Name]['form']>
>;

/** What `expect` and `wait until` look at. */
export type Condition = { [Name in keyof typeof conditions]: ConditionOf<Name> }[keyof typeof conditions];
