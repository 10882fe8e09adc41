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
}

const mostElements = 20;
const longestText = 80;
const deepest = 4;

/** The latest calls of rules: what `why` tells is what was really asked and answered, not what somebody thinks was. */
export class RuleCalls {
  readonly #limit: number;
  readonly #now: () => { readonly atUs: number; readonly eventsBefore: number };
  readonly #calls: RuleCall[] = [];
  #next = 0;

  /** @param limit so many are kept */
  constructor(limit: number, now: () => { readonly atUs: number; readonly eventsBefore: number }) {
    this.#limit = limit;
    this.#now = now;
  }

  record(rule: string, node: string, inputs: readonly unknown[], result: unknown): void {
    const call = { rule, node, ...this.#now(), inputs: inputs.map((input) => shown(input)), result: shown(result) };
    this.#calls[this.#next] = call;
    this.#next = (this.#next + 1) % this.#limit;
  }

  /** Oldest first. */
  all(): readonly RuleCall[] {
    return [...this.#calls.slice(this.#next), ...this.#calls.slice(0, this.#next)];
  }

  /** What a node's rules were asked at the instant of an event, before it was told: why it happened. */
  before(event: { readonly node: string; readonly atUs: number }, eventsBefore = Infinity): readonly RuleCall[] {
    return this.all().filter(
      (call) => call.node === event.node && call.atUs === event.atUs && call.eventsBefore <= eventsBefore,
    );
  }
}

/** A copy that nothing changes any more: of bytes the number, of long lists the beginning. */
export function shown(value: unknown, depth = 0): Shown {
  switch (typeof value) {
    case 'string':
      return value.slice(0, longestText);
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
  if (value instanceof Map) return shownObject(Object.fromEntries([...value].slice(0, mostElements)), depth);
  if (Array.isArray(value) || value instanceof Set) {
    return [...value].slice(0, mostElements).map((element) => shown(element, depth + 1));
  }
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, mostElements)
      .map(([name, field]) => [name, shown(field, depth + 1)]),
  );
}
