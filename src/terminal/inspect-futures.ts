import type { MessageLabel } from '../cluster/message-labels.ts';
import { sheetWords } from '../narration/sheet-words.ts';
import type { StoryEvent } from '../narration/index.ts';
import type { Told } from '../world/world.ts';
import { noNames, parse } from './grammar/index.ts';
import { apiNames } from './grammar/slots.ts';
import { writeTime } from './grammar/times.ts';
import { type Entry, lineOf } from './history.ts';
import type { Left } from './inspect-message.ts';
import type { Future } from './inspect-sheet.ts';
import type { Session } from './session.ts';

/** How late a message comes that is delayed from its sheet. */
const delayMs = 5000;

const goOn = 'wait until quiet';

/**
 * What could become of a message instead, as commands: back to just before it left, the fault, and on. Where no whole
 * millisecond lies between the command during which it left and the message, the way is to where that command had not begun,
 * and the command is typed again. None for a message that met a fault already, or is none of Kafka's.
 */
export function futuresOf(message: number, session: Session): readonly Future[] {
  const { told } = session.run;
  const left = told.find((event): event is Left => event.name === 'message left' && event.message === message);
  const label = left?.label as MessageLabel | undefined;
  if (left === undefined || label === undefined || isSpoilt(message, session)) return [];
  const messages = choiceOf(left, label);
  const way = messages === undefined ? undefined : wayTo(left, label, session);
  if (messages === undefined || way === undefined) return [];
  const { before, skipped, after } = way;
  // Those that come before it are let through: late by nothing.
  const skip = skipped === 0 ? [] : [`delay next ${skipped} ${messages} by 0ms`];
  const { future } = sheetWords(session.world.language);
  const make = (does: Future['does'], label: string, fault: string): Future => ({
    does,
    label,
    commands: [before, ...skip, fault, ...after],
  });
  return [
    make('drop', future.drop, `drop next ${messages}`),
    make('delay', future.delay(delayMs), `delay next ${messages} by ${writeTime(delayMs)}`),
    make('repeat', future.repeat, `repeat next ${messages}`),
  ];
}

function isSpoilt(message: number, { run: { told } }: Session): boolean {
  return told.some(
    (event) => (event.name === 'fault struck' || event.name === 'message lost') && event.message === message,
  );
}

/** `produce response from broker-1 to teller`; undefined where it cannot be typed. */
function choiceOf({ from, to }: Left, { api, kind }: MessageLabel): string | undefined {
  const name = apiNames.find((each) => each.replaceAll('-', '') === api.toLowerCase());
  if (name === undefined) return undefined;
  const choice = `${name} ${kind} from ${from} to ${to}`;
  return parse(`drop next ${choice}`, noNames).kind === 'command' ? choice : undefined;
}

interface Way {
  readonly before: string;
  /** So many messages of the same kind come before it. */
  readonly skipped: number;
  readonly after: readonly string[];
}

function wayTo(left: Left, label: MessageLabel, { entries, run }: Session): Way | undefined {
  const index = run.told.indexOf(left);
  const during = entries.findLastIndex(({ eventsBefore }) => eventsBefore <= index);
  const entry = entries[during];
  if (entry === undefined || entry.parsed.command.does === 'create cluster') return undefined;
  const skippedSince = (first: number) =>
    run.told.slice(first, index).filter((event) => isAlike(event, left, label)).length;
  const instantMs = Math.floor((left.atUs - 1) / 1000);
  const firstBehind = run.told.findIndex(({ atUs }) => atUs > instantMs * 1000);
  if (instantMs * 1000 > (entry.atUs ?? Infinity) && skippedSince(firstBehind) === 0) {
    return { before: `goto ${writeTime(instantMs)}`, skipped: 0, after: [goOn] };
  }
  return { ...wayBefore(entry, during), skipped: skippedSince(entry.eventsBefore) };
}

/** Where the command had not begun; one that has an instant of its own waits for it after the way back, too. */
function wayBefore({ parsed }: Entry, during: number): Pick<Way, 'before' | 'after'> {
  const hasOwnInstant = parsed.atMs !== undefined;
  const before = hasOwnInstant ? `goto ${writeTime(parsed.atMs)}` : during === 0 ? 'reset' : `goto #${during}`;
  const line = lineOf(parsed);
  return { before, after: line === goOn ? [line] : [line, goOn] };
}

function isAlike(event: Told<StoryEvent>, { from, to }: Left, { api, kind }: MessageLabel): boolean {
  if (event.name !== 'message left') return false;
  const label = event.label as MessageLabel | undefined;
  return event.from === from && event.to === to && label?.api === api && label.kind === kind;
}
