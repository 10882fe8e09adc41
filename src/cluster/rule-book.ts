import type { RuleCalls } from './rule-calls.ts';

/**
 * The rules of a cluster, as its nodes are given them: any of them can be replaced while the nodes run, and where somebody
 * wants to know why, each call is noted.
 */
export class RuleBook<Rules extends object> {
  readonly #original: Rules;
  readonly #calls: RuleCalls | undefined;
  #current: Rules;

  constructor(rules: Rules, calls: RuleCalls | undefined) {
    this.#original = rules;
    this.#calls = calls;
    this.#current = rules;
  }

  get current(): Rules {
    return this.#current;
  }

  /** From now on these decide, on every node; what is not named is as it was in the beginning. */
  replace(changes: Partial<Rules>): void {
    this.#current = { ...this.#original, ...changes };
  }

  /** What one node is given. */
  for(node: string): Rules {
    const names = Object.keys(this.#original) as (keyof Rules & string)[];
    return Object.fromEntries(names.map((name) => [name, this.#rule(name, node)])) as unknown as Rules;
  }

  #rule(name: keyof Rules & string, node: string): unknown {
    const original = this.#original[name];
    if (typeof original !== 'function') return original;
    const calls = this.#calls;
    const decide = (inputs: readonly unknown[]) =>
      (this.#current[name] as (...inputs: readonly unknown[]) => unknown)(...inputs);
    if (calls === undefined) return (...inputs: readonly unknown[]) => decide(inputs);
    return (...inputs: readonly unknown[]) => {
      const result = decide(inputs);
      calls.record(name, node, inputs, result, this.#current[name] !== original);
      return result;
    };
  }
}
