import type { CallQuery, RuleCall } from '../../cluster/rule-calls.ts';
import type { MessageLabel } from '../../cluster/message-labels.ts';
import type { StoryEvent } from '../../narration/index.ts';
import { type WhyWords, whyWords } from '../../narration/why-words.ts';
import type { Told } from '../../world/world.ts';
import { lineOf } from '../history.ts';
import type { Run } from '../run.ts';

export type EventName = StoryEvent['name'];

/** An event as it was told. */
export type Of<Name extends EventName> = Told<Extract<StoryEvent, { readonly name: Name }>>;

/** What a run has left behind that tells why something happened: its events, the calls of its rules, what was typed. */
export class Evidence {
  readonly run: Run;

  constructor(run: Run) {
    this.run = run;
  }

  get words(): WhyWords {
    return whyWords(this.run.language);
  }

  get told(): readonly Told<StoryEvent>[] {
    return this.run.told;
  }

  /** The index of the last event of the name before an index that is so; undefined where there is none. */
  before<Name extends EventName>(
    index: number,
    name: Name,
    matches: (event: Of<Name>) => boolean = () => true,
  ): number | undefined {
    for (let at = Math.min(index, this.told.length) - 1; at >= 0; at--) {
      const event = this.told[at]!;
      if (event.name === name && matches(event as Of<Name>)) return at;
    }
    return undefined;
  }

  /** The last event of any of these names before an index, on a node. */
  lastOf(index: number, node: string, names: readonly EventName[]): number | undefined {
    for (let at = index - 1; at >= 0; at--) {
      const event = this.told[at]!;
      if (event.node === node && names.includes(event.name)) return at;
    }
    return undefined;
  }

  at<Name extends EventName>(index: number, _name: Name): Of<Name> {
    return this.told[index] as Of<Name>;
  }

  /** What a node's rule was asked last before an event was told; at the event's own instant, unless `earlier`. */
  call(
    rules: readonly string[],
    index: number,
    { earlier = false, matches }: { readonly earlier?: boolean; readonly matches?: CallQuery['matches'] } = {},
  ): RuleCall | undefined {
    const { node, atUs } = this.told[index]!;
    return this.run.cluster.ruleCalls?.latest({
      rules,
      node,
      upTo: index,
      ...(earlier ? {} : { atUs }),
      ...(matches === undefined ? {} : { matches }),
    });
  }

  /** Any call, latest first. */
  latest(query: CallQuery): RuleCall | undefined {
    return this.run.cluster.ruleCalls?.latest(query);
  }

  first(query: CallQuery): RuleCall | undefined {
    return this.run.cluster.ruleCalls?.first(query);
  }

  /** The number of the last command that was typed before an event and is so; undefined where there is none. */
  command(index: number, matches: (does: string) => boolean = () => true): number | undefined {
    const { commands } = this.run;
    for (let at = commands.length - 1; at >= 0; at--) {
      const { parsed, eventsBefore } = commands[at]!;
      if (eventsBefore <= index && matches(parsed.command.does)) return at + 1;
    }
    return undefined;
  }

  commandLine(number: number): string {
    const entry = this.run.commands[number - 1];
    return entry === undefined ? '' : lineOf(entry.parsed);
  }

  /** What the story says of an event; empty where it says nothing. */
  sentence(index: number): string {
    const { sentences } = this.run;
    let below = 0;
    let above = sentences.length;
    while (below < above) {
      const middle = (below + above) >>> 1;
      if (sentences[middle]!.event < index) below = middle + 1;
      else above = middle;
    }
    const found = sentences[below];
    return found?.event === index ? found.text : '';
  }

  /** The departure of a message. */
  departure(message: number): number | undefined {
    return this.before(this.told.length, 'message left', (event) => event.message === message);
  }
}

/** What is known of a message; it is made by another room, and may be anything. */
export function labelOf({ label }: Of<'message left'>): MessageLabel | undefined {
  const known = label as MessageLabel | undefined;
  return known?.kind === 'request' || known?.kind === 'response' ? known : undefined;
}

/** `teller:49155` is teller: where a client connects from begins with its host. */
export function hostOf(address: string): string {
  return address.replace(/:\d+$/, '');
}
