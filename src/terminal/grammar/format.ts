import { type Form, forms } from './forms.ts';
import type { Command } from './command.ts';
import type { SimplePiece } from './phrase.ts';
import { slotNamed } from './walk.ts';
import { quoteIfNeeded } from './words.ts';

/** The form that a command was read with. */
export function formOf(command: Command): Form {
  const is = 'condition' in command ? command.condition.is : undefined;
  return forms.find((form) => form.does === command.does && form.condition?.is === is)!;
}

/** A command as it is typed, in the table's own order of words: what is read from it is the same command. */
export function format(command: Command): string {
  const form = formOf(command);
  const values: Record<string, unknown> = { ...command, ...('condition' in command ? command.condition : {}) };
  const words: string[] = [];
  for (const piece of form.pieces) {
    if (piece.kind !== 'choices') words.push(wordFor(piece, values));
    else
      for (const group of piece.groups)
        if (isSaid(group, values)) words.push(...group.map((each) => wordFor(each, values)));
  }
  for (const { key, slot, field } of form.options) {
    const value = values[field];
    if (value !== undefined) words.push(`${key}=${slotNamed(slot).write(value)}`);
  }
  const settings = 'settings' in command ? command.settings : {};
  for (const [key, text] of Object.entries(settings)) words.push(`${key}=${quoteIfNeeded(text)}`);
  return words.join(' ');
}

function wordFor(piece: SimplePiece, values: Readonly<Record<string, unknown>>): string {
  return piece.kind === 'literal' ? piece.word : slotNamed(piece.slot).write(values[piece.field]);
}

function isSaid(group: readonly SimplePiece[], values: Readonly<Record<string, unknown>>): boolean {
  const slot = group.find((piece) => piece.kind === 'slot');
  const field = slot === undefined ? (group[0] as { word: string }).word : slot.field;
  return values[field] !== undefined;
}
