/** A value as an explanation shows it: plain, and of bounded size. */
export type Shown = string | number | boolean | null | readonly Shown[] | { readonly [name: string]: Shown };

/** One question that was put to a rule, and what it said. */
export interface RuleCall {
  /** `judgeSequence` */
  readonly rule: string;
  readonly node: string;
  readonly atUs: number;
  /** How many events had been told: what the rule decided was told after that. */
  readonly eventsBefore: number;
  readonly inputs: readonly Shown[];
  readonly result: Shown;
  /** Another rule stood in its place: an old one, a broken one, somebody's own. */
  readonly isReplaced: boolean;
}

/** Where calls are looked for. */
export interface CallQuery {
  /** Any of these rules. */
  readonly rules: readonly string[];
  readonly node: string;
  /** Only what was decided when at most so many events had been told, and at least so many. */
  readonly upTo?: number;
  readonly from?: number;
  /** Only at this instant. */
  readonly atUs?: number;
  matches?(call: RuleCall): boolean;
}

const mostElements = 20;
const longestText = 80;
const deepest = 4;

/**
 * The latest calls of rules: what `why` tells is what was really asked and answered, not what somebody thinks was. So many of
 * each rule are kept: one that is asked for every record does not push out one that is asked once.
 */
export class RuleCalls {
  readonly #limit: number;
  readonly #now: () => { readonly atUs: number; readonly eventsBefore: number };
  readonly #calls = new Map<string, Latest>();

  /** @param limit so many of each rule are kept */
  constructor(limit: number, now: () => { readonly atUs: number; readonly eventsBefore: number }) {
    this.#limit = limit;
    this.#now = now;
  }

  record(rule: string, node: string, inputs: readonly unknown[], result: unknown, isReplaced = false): void {
    const { atUs, eventsBefore } = this.#now();
    let latest = this.#calls.get(rule);
    if (latest === undefined) this.#calls.set(rule, (latest = new Latest(this.#limit)));
    const shownInputs: Shown[] = [];
    for (const input of inputs) shownInputs.push(shown(input));
    latest.add({ rule, node, atUs, eventsBefore, inputs: shownInputs, result: shown(result), isReplaced });
  }

  /** Oldest first. */
  all(): readonly RuleCall[] {
    return [...this.#calls.values()]
      .flatMap((latest) => latest.all())
      .sort((one, other) => one.eventsBefore - other.eventsBefore || one.atUs - other.atUs);
  }

  /** What a node's rules were asked at the instant of an event, before it was told. */
  before(event: { readonly node: string; readonly atUs: number }, eventsBefore = Infinity): readonly RuleCall[] {
    return this.all().filter(
      (call) => call.node === event.node && call.atUs === event.atUs && call.eventsBefore <= eventsBefore,
    );
  }

  /** Of a rule, oldest first. */
  of(rule: string): readonly RuleCall[] {
    return this.#calls.get(rule)?.all() ?? [];
  }

  /** The last call that is so. */
  latest(query: CallQuery): RuleCall | undefined {
    const found = query.rules.flatMap((rule) => this.of(rule).findLast((call) => isMeant(call, query)) ?? []);
    return found.reduce<RuleCall | undefined>(
      (last, call) => (last === undefined || call.eventsBefore > last.eventsBefore ? call : last),
      undefined,
    );
  }

  /** The first call that is so. */
  first(query: CallQuery): RuleCall | undefined {
    const found = query.rules.flatMap((rule) => this.of(rule).find((call) => isMeant(call, query)) ?? []);
    return found.reduce<RuleCall | undefined>(
      (first, call) => (first === undefined || call.eventsBefore < first.eventsBefore ? call : first),
      undefined,
    );
  }

  /** Whether calls of the rule were forgotten that came before so many events. */
  hasForgotten(rule: string, eventsBefore: number): boolean {
    const latest = this.#calls.get(rule);
    return latest !== undefined && latest.isFull && latest.all()[0]!.eventsBefore > eventsBefore;
  }
}

function isMeant(call: RuleCall, { node, upTo = Infinity, from = 0, atUs, matches }: CallQuery): boolean {
  if (call.node !== node || call.eventsBefore > upTo || call.eventsBefore < from) return false;
  if (atUs !== undefined && call.atUs !== atUs) return false;
  return matches === undefined || matches(call);
}

/** A ring. */
class Latest {
  readonly #limit: number;
  readonly #calls: RuleCall[] = [];
  #next = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get isFull(): boolean {
    return this.#calls.length === this.#limit;
  }

  add(call: RuleCall): void {
    this.#calls[this.#next] = call;
    this.#next = (this.#next + 1) % this.#limit;
  }

  all(): readonly RuleCall[] {
    return this.isFull ? [...this.#calls.slice(this.#next), ...this.#calls.slice(0, this.#next)] : this.#calls;
  }
}

/** A copy that nothing changes any more: of bytes the number, of long lists the beginning. */
export function shown(value: unknown, depth = 0): Shown {
  switch (typeof value) {
    case 'string':
      return value.length <= longestText ? value : value.slice(0, longestText);
    case 'number':
    case 'boolean':
      return value;
    case 'bigint':
      return value.toString();
    case 'undefined':
      return null;
    case 'object':
      return value === null ? null : shownObject(value, depth);
    default:
      return `a ${typeof value}`;
  }
}

function shownObject(value: object, depth: number): Shown {
  if (ArrayBuffer.isView(value)) return `${value.byteLength} bytes`;
  if (depth === deepest) return '…';
  if (Array.isArray(value)) return shownList(value, depth);
  if (value instanceof Set) return shownList([...(value as Set<unknown>)], depth);
  if (value instanceof Map) return shownObject(Object.fromEntries([...value].slice(0, mostElements)), depth);
  const copy: Record<string, Shown> = {};
  let count = 0;
  for (const name of Object.keys(value)) {
    if (++count > mostElements) break;
    copy[name] = shown((value as Record<string, unknown>)[name], depth + 1);
  }
  return copy;
}

function shownList(list: readonly unknown[], depth: number): Shown {
  const copy: Shown[] = [];
  for (let index = 0; index < list.length && index < mostElements; index++) copy.push(shown(list[index], depth + 1));
  return copy;
}
