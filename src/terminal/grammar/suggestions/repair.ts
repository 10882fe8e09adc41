import { editDistance, nearest } from '../../../configuration/nearest.ts';
import { isName, type KnownNames, readPartition } from '../names.ts';
import { apiNames, type SlotName } from '../slots.ts';
import { slotNamed } from '../walk.ts';
import { quote } from '../words.ts';

/** A text that a slot reads, guessed from words that were typed; the cost says how daring the guess is. */
export interface Repair {
  readonly text: string;
  readonly cost: number;
}

/**
 * What `typed` (one to three words, joined by blanks) most likely stands for in a slot; undefined where it cannot be meant.
 * A known name costs nothing, a slip of the finger little, a name that nobody knows more.
 */
export function repair(slot: SlotName, typed: string, quoted: boolean, names: KnownNames): Repair | undefined {
  if (slot === 'VALUE') return { text: quote(typed), cost: quoted ? 0 : 0.1 };
  const { kind, read, candidates } = slotNamed(slot);
  if (kind === 'text') return { text: /\s/.test(typed) ? quote(typed) : typed, cost: 0.2 };
  if (quoted && kind === 'name') return undefined;
  const known = candidates(names);
  if (read(typed, quoted) !== undefined && (kind !== 'name' || known.length === 0 || known.includes(typed))) {
    return { text: typed, cost: 0 };
  }
  const guess = guessFor(slot, typed, known, names);
  if (guess !== undefined && read(guess.text, false) !== undefined) return guess;
  if (kind === 'choice') return nearestOf(typed, known, 0.2);
  if (kind === 'name') {
    if (slot === 'NEW') return isName(typed) ? { text: typed, cost: 0 } : undefined;
    return nearestOf(typed, known, 0.25) ?? (isName(typed) ? { text: typed, cost: 0.45 } : undefined);
  }
  return slot === 'COMPARISON' ? undefined : nearestOf(typed, known, 0.25);
}

function nearestOf(typed: string, known: readonly string[], cost: number): Repair | undefined {
  const found = /\s/.test(typed) ? undefined : nearest(typed, known);
  if (found === undefined) return undefined;
  const slips = editDistance(typed.toLowerCase(), found.toLowerCase());
  return { text: found, cost: cost + 0.05 * Math.min(slips, 6) };
}

function guessFor(slot: SlotName, typed: string, known: readonly string[], names: KnownNames): Repair | undefined {
  switch (slot) {
    case 'TIME':
      return timeIn(typed);
    case 'SHIFT':
      return shiftIn(typed);
    case 'BROKER':
      return brokerIn(typed, names);
    case 'NODE':
    case 'PEER':
    case 'SENDER':
    case 'RECEIVER':
    case 'NAME':
      return brokerIn(typed, names) ?? everyoneIn(slot, typed);
    case 'PARTITION':
      return partitionIn(typed, names);
    case 'PLACE':
      return /[\s:/[#.]/.test(typed) ? partitionIn(typed, names) : undefined;
    case 'RECORD':
      return recordIn(typed, names);
    case 'NUMBER':
      return /^\d+$/.test(typed) ? { text: `#${typed}`, cost: 0.2 } : undefined;
    case 'COUNT':
    case 'TIMES':
    case 'INDEX':
    case 'OFFSET':
    case 'SEED':
      return numberIn(typed);
    case 'RATE':
      return rateIn(typed);
    case 'POSITION':
      return positionIn(typed);
    case 'COMPARISON':
      return comparisonIn(typed);
    case 'API':
      return nearestOf(typed, apiNames, 0.3);
    case 'DIRECTION':
      return directionIn(typed);
    case 'ERROR':
      return errorIn(typed, known);
    case 'OUTCOME':
      return outcomeIn(typed, known);
    case 'TOPICS':
    case 'BROKERS':
      return listIn(slot, typed, names);
    default:
      return undefined;
  }
}

const timeUnits: Readonly<Record<string, readonly string[]>> = {
  ms: ['ms', 'msec', 'msecs', 'millis', 'millisecond', 'milliseconds'],
  s: ['s', 'sec', 'secs', 'second', 'seconds'],
  m: ['m', 'min', 'mins', 'minute', 'minutes'],
  h: ['h', 'hr', 'hour', 'hours'],
};

/** `5 seconds`, `5sec`, `5000`: without a unit it is ms where that would be many seconds, else seconds. */
function timeIn(typed: string): Repair | undefined {
  const [, digits, said] = /^(\d{1,9}(?:\.\d{1,3})?)\s*([a-z]*)$/i.exec(typed) ?? [];
  if (digits === undefined) return undefined;
  if (said === '') return { text: Number(digits) >= 100 ? `${digits}ms` : `${digits}s`, cost: 0.25 };
  const unit = Object.keys(timeUnits).find((each) => timeUnits[each]!.includes(said!.toLowerCase()));
  return unit === undefined ? undefined : { text: `${digits}${unit}`, cost: 0.1 };
}

function shiftIn(typed: string): Repair | undefined {
  const sign = /^\s*[-–−]/.test(typed) ? '-' : '';
  const time = timeIn(typed.replace(/^[-–−+\s]+/, ''));
  return time && { text: sign + time.text, cost: time.cost };
}

/** `broker 1`, `broker1`, `Broker_1`, `b1`, `1`. */
function brokerIn(typed: string, names: KnownNames): Repair | undefined {
  const [, said, number] = /^([a-z]*)[\s._#:-]*(\d{1,4})$/i.exec(typed) ?? [];
  if (number === undefined) return onlyBroker(typed, names);
  const word = said!.toLowerCase();
  const isBroker = ['broker', 'brokers', 'b', 'node', 'server', 'kafka'].includes(word);
  if (isBroker) return { text: `broker-${number}`, cost: 0.1 };
  if (word === '') return { text: `broker-${number}`, cost: 0.35 };
  return editDistance(word, 'broker') <= 2 ? { text: `broker-${number}`, cost: 0.25 } : undefined;
}

/** `the broker`, where there is one. */
function onlyBroker(typed: string, { brokers }: KnownNames): Repair | undefined {
  return /^(the )?(broker|server)$/i.test(typed) && brokers[0] !== undefined
    ? { text: brokers[0], cost: 0.3 }
    : undefined;
}

function everyoneIn(slot: SlotName, typed: string): Repair | undefined {
  const says = /^(everyone|everything|everybody|any|\*|others|network)$/i.test(typed);
  return says && slot !== 'NODE' && slot !== 'NAME' ? { text: 'all', cost: 0.15 } : undefined;
}

/** `payments 0`, `payments:0`, `payments/0`, `payments[0]`, `payments partition 0`, and `payments` alone for its first. */
function partitionIn(typed: string, names: KnownNames): Repair | undefined {
  const [, topic, number] =
    /^([A-Za-z0-9._-]+?)(?:\s*[\s:/[#.@]\s*|\s+(?:partition|p)\s*)-?(\d{1,6})\]?$/.exec(typed) ?? [];
  if (topic !== undefined) return withTopic(topic, (known) => `${known}-${number}`, names, 0.1);
  const partition = readPartition(typed);
  if (partition !== undefined)
    return withTopic(partition.topic, (known) => `${known}-${partition.partition}`, names, 0.1);
  return isName(typed) && (names.topics.includes(typed) || nearest(typed, names.topics) !== undefined)
    ? withTopic(typed, (known) => `${known}-0`, names, 0.25)
    : undefined;
}

/** `payments-0:7`, `payments-0 offset 7`, `payments 0 7`, `payments@7`. */
function recordIn(typed: string, names: KnownNames): Repair | undefined {
  const [, place, offset] = /^(.+?)(?:\s*[\s:/@#]\s*|\s+(?:offset|record)\s+)(\d{1,9})$/.exec(typed) ?? [];
  const partition = place === undefined ? undefined : partitionIn(place, names);
  return partition && { text: `${partition.text}@${offset}`, cost: partition.cost };
}

function withTopic(
  topic: string,
  write: (topic: string) => string,
  { topics, partitions }: KnownNames,
  cost: number,
): Repair | undefined {
  if (topics.length === 0 || topics.includes(topic)) {
    const text = write(topic);
    return { text, cost: partitions.length === 0 || partitions.includes(text) ? cost : cost + 0.6 };
  }
  const known = nearest(topic, topics);
  if (known === undefined) return { text: write(topic), cost: cost + 0.4 };
  return partitions.includes(write(known)) ? { text: write(known), cost: cost + 0.2 } : undefined;
}

const numerals = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

function numberIn(typed: string): Repair | undefined {
  const digits = /^[x#]?(\d{1,9})[x,.]?$/.exec(typed)?.[1];
  if (digits !== undefined) return { text: digits, cost: 0.15 };
  const value = { once: 1, twice: 2, thrice: 3 }[typed.toLowerCase()] ?? numerals.indexOf(typed.toLowerCase());
  return value < 0 ? undefined : { text: String(value), cost: 0.15 };
}

function rateIn(typed: string): Repair | undefined {
  const digits = /^(\d{1,6})\s*(\/|per|p)?\s*(s|sec|second|seconds)?$/.exec(typed)?.[1];
  return digits === undefined ? undefined : { text: `${digits}/s`, cost: 0.15 };
}

function positionIn(typed: string): Repair | undefined {
  const word = typed.toLowerCase();
  if (['beginning', 'start', 'begin', 'first', 'oldest', 'earlist'].includes(word))
    return { text: 'earliest', cost: 0.1 };
  if (['end', 'last', 'newest', 'tail', 'now'].includes(word)) return { text: 'latest', cost: 0.1 };
  const offset = /^(?:offset\s+)?(\d{1,9})$/.exec(word)?.[1];
  if (offset !== undefined) return { text: offset, cost: 0.1 };
  return nearestOf(word, ['earliest', 'latest'], 0.2);
}

function comparisonIn(typed: string): Repair | undefined {
  const meant: Readonly<Record<string, string>> = {
    equals: 'is',
    are: 'is',
    equal: 'is',
    '===': 'is',
    '=>': '>=',
    '=<': '<=',
    'at least': '>=',
    'at most': '<=',
    'more than': '>',
    'less than': '<',
    above: '>',
    below: '<',
    'is at least': '>=',
    'is not': 'is-not',
    reaches: '>=',
  };
  const text = Object.hasOwn(meant, typed) ? meant[typed] : undefined;
  return text === undefined ? undefined : { text, cost: 0.1 };
}

function directionIn(typed: string): Repair | undefined {
  const word = typed.toLowerCase();
  if (['answer', 'reply', 'ack', 'acks', 'acknowledgement', 'responses', 'res', 'result'].includes(word)) {
    return { text: 'response', cost: 0.1 };
  }
  if (['req', 'requests', 'call', 'question', 'message'].includes(word)) return { text: 'request', cost: 0.1 };
  return nearestOf(word, ['request', 'response'], 0.2);
}

/** `NotLeaderOrFollower`, `not-leader-or-follower`, `NOT_LEADER`. */
function errorIn(typed: string, known: readonly string[]): Repair | undefined {
  const found = nearestOf(typed.replace(/(Exception|Error)$/, ''), known, 0.15);
  if (found !== undefined) return found;
  if (!/[A-Za-z]{2}[_-]?[A-Za-z]/.test(typed) || !isName(typed)) return undefined;
  const text = typed
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .replace(/[-.]/g, '_')
    .toUpperCase();
  return { text, cost: text.includes('_') ? 0.3 : 0.6 };
}

function outcomeIn(typed: string, known: readonly string[]): Repair | undefined {
  const word = typed.toLowerCase();
  if (['ack', 'answer', 'acked', 'response', 'ok', 'success'].includes(word))
    return { text: 'acknowledgement', cost: 0.1 };
  return nearestOf(typed, known, 0.2) ?? nearestOf(`${typed}Exception`, known, 0.25);
}

function listIn(slot: 'TOPICS' | 'BROKERS', typed: string, names: KnownNames): Repair | undefined {
  const element: SlotName = slot === 'TOPICS' ? 'TOPIC' : 'BROKER';
  const parts = typed.split(/[\s,;]+(?:and\s+)?/).filter((part) => part !== '');
  const repaired = parts.map((part) => repair(element, part, false, names));
  if (parts.length === 0 || repaired.includes(undefined)) return undefined;
  const cost = repaired.reduce((sum, each) => sum + each!.cost, 0.05);
  return { text: repaired.map((each) => each!.text).join(','), cost };
}
