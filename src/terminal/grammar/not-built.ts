import type { Command } from './command.ts';
import { type Form, forms } from './forms.ts';

/** Work that a chapter will bring. */
export interface NotBuilt {
  readonly chapter: number;
  /** More than one thing, as the beginning of a sentence: `Groups`. */
  readonly what: string;
}

/** What is said of it, wherever: it is no level to unlock, it does not exist. */
export function notYet({ chapter, what }: NotBuilt): string {
  return `${what} are not built yet; chapter ${chapter} will bring them.`;
}

const replicas: NotBuilt = { chapter: 2, what: 'Replicas on more than one broker' };
const brokers: NotBuilt = { chapter: 2, what: 'Clusters of more than one broker' };
const addresses: NotBuilt = { chapter: 2, what: 'New addresses' };
const groups: NotBuilt = { chapter: 3, what: 'Groups' };
const offsets: NotBuilt = { chapter: 3, what: 'Committed offsets' };

/** Options of forms that are built, of which one value at most works. */
export const optionsNotBuilt: ReadonlySet<string> = new Set(['brokers', 'replicas', 'address', 'group']);

/** What a command needs that does not exist yet; undefined where it can be run. */
export function notBuilt(command: Command): NotBuilt | undefined {
  const { since } = formNamed(command);
  if (since !== undefined) return since;
  switch (command.does) {
    case 'create cluster':
      return (command.brokers ?? 1) > 1 ? brokers : undefined;
    case 'create topic':
      return (command.replicas ?? 1) > 1 ? replicas : undefined;
    case 'create consumer':
      if (command.group !== undefined) return groups;
      return command.loop === 'at-most-once' || command.loop === 'at-least-once' ? offsets : undefined;
    case 'start':
      return command.address === undefined ? undefined : addresses;
    default:
      return undefined;
  }
}

function formNamed(command: Command): Form {
  const is = 'condition' in command ? command.condition.is : undefined;
  return forms.find(({ does, condition }) => does === command.does && condition?.is === is)!;
}
