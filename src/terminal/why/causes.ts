import type { StoryEvent } from '../../narration/index.ts';
import type { Told } from '../../world/world.ts';
import type { Cause } from '../why-answer.ts';
import { type Evidence, hostOf, labelOf } from './evidence.ts';
import type { Parent } from './leading.ts';
import { parents } from './parents.ts';
import { inWords } from './values.ts';

/** More links of a chain are not read: of a longer one the beginning is shown, and how it all began. */
const mostCauses = 8;
const mostFollowed = 60;

/** What carries a story on and tells nothing of it: left out where a chain is long. */
const plumbing: ReadonlySet<string> = new Set([
  ...['request sent', 'request received', 'response sent', 'response received', 'message left', 'message arrived'],
  ...['batch will be retried', 'fault armed'],
]);

/** Where two chains are told together, what each of them needs no words for. */
const carrying: ReadonlySet<string> = new Set([...plumbing, 'records polled', 'record accepted']);
const mostTogether = 9;

/** What led to an event, the nearest first, back to a command or to the beginning of the cluster. */
export function causesOf(index: number, evidence: Evidence): readonly Cause[] {
  return chain(parentOf(index, evidence), evidence);
}

/** The chain that begins with an event or a command. */
export function chain(first: Parent, evidence: Evidence): readonly Cause[] {
  const { events, command } = followed(first, evidence);
  const telling = events.filter((event) => !plumbing.has(evidence.told[event]!.name));
  const near = events.length < mostCauses ? events : telling.slice(0, mostCauses - 1);
  const causes = near.map((event) => eventCause(event, evidence));
  if (command !== undefined) return [...causes, commandCause(command, evidence)];
  return [...causes, { says: evidence.words.causes.began }];
}

/** As `chain`, of something that happened more than once: what led to each time, the latest first, without what carries it on. */
export function chains(happened: readonly number[], evidence: Evidence): readonly Cause[] {
  const found = happened.map((event) => followed({ event }, evidence));
  const events = [...new Set(found.flatMap((each) => each.events))].sort((one, other) => other - one);
  const commands = [...new Set(found.flatMap(({ command }) => command ?? []))].sort((one, other) => other - one);
  const telling = events.filter((event) => !carrying.has(evidence.told[event]!.name)).slice(0, mostTogether);
  const causes = telling.map((event) => eventCause(event, evidence));
  const ends = commands.map((command) => commandCause(command, evidence));
  return [...causes, ...(ends.length === 0 ? [{ says: evidence.words.causes.began }] : ends)];
}

/** What led to an event or a command, back to the first command or the beginning. */
function followed(
  first: Parent,
  evidence: Evidence,
): { readonly events: readonly number[]; readonly command?: number } {
  const events: number[] = [];
  let parent = first;
  while (parent !== undefined && 'event' in parent && events.length < mostFollowed) {
    events.push(parent.event);
    const next = parentOf(parent.event, evidence);
    // What leads back to something later is no cause.
    parent = next !== undefined && 'event' in next && next.event >= parent.event ? undefined : next;
  }
  return parent !== undefined && 'command' in parent ? { events, command: parent.command } : { events };
}

export function eventCause(event: number, evidence: Evidence): Cause {
  return { says: happened(event, evidence), event };
}

export function commandCause(command: number, evidence: Evidence): Cause {
  return { says: evidence.words.causes.typed(command, evidence.commandLine(command)), command };
}

function parentOf(index: number, evidence: Evidence): Parent {
  const event = evidence.told[index]!;
  const find = parents[event.name] as (event: Told<StoryEvent>, index: number, evidence: Evidence) => Parent;
  return find(event, index, evidence);
}

/** What happened, in the story's words, or in few where the story passes over it. */
export function happened(index: number, evidence: Evidence): string {
  const { causes } = evidence.words;
  const event = evidence.told[index]!;
  switch (event.name) {
    case 'request received':
      return causes.requestArrived(event.node, hostOf(event.from), event.api, event.correlationId);
    case 'response sent':
      return causes.answered(event.node, hostOf(event.to), event.api, event.correlationId);
    case 'request sent':
      return causes.sent(event.node, event.to, event.api, event.correlationId);
    case 'response received':
      return causes.answerArrived(event.node, event.from, event.api, event.correlationId);
    case 'message left':
      return causes.left(event.from, event.to, whatLeft(index, evidence));
    case 'message arrived': {
      const left = evidence.before(index, 'message left', ({ message }) => message === event.message);
      if (left === undefined) return evidence.sentence(index);
      const { from, to, atUs } = evidence.at(left, 'message left');
      const tookMs = inWords('tookMs', (event.atUs - atUs) / 1000, evidence.words);
      return causes.arrived(from, to, whatLeft(left, evidence), tookMs);
    }
    default:
      return evidence.sentence(index);
  }
}

function whatLeft(index: number, evidence: Evidence): string {
  const event = evidence.at(index, 'message left');
  const label = labelOf(event);
  return label === undefined ? inWords('sizeBytes', event.sizeBytes, evidence.words) : `${label.api} ${label.kind}`;
}
