import type { Rules } from '../broker/rules.ts';

/** An older Kafka's version of a rule, for the same cluster. */
interface OldRule {
  /** How the rule is called at the prompt. */
  readonly rule: string;
  readonly change: Partial<Rules>;
  /** Which Kafka decided so, and what has changed it. */
  readonly history: string;
}

/** The rules that can be swapped while a cluster runs. */
const oldRules: readonly OldRule[] = [
  {
    rule: 'sequences',
    change: { judgeSequence: () => ({ verdict: 'new' }) },
    history: 'Before Kafka 0.11 a broker knew nothing of who had sent what: every batch was new (KIP-98 changed that).',
  },
];

export const ruleNames: readonly string[] = oldRules.map(({ rule }) => rule);

export function oldRule(name: string): OldRule | undefined {
  return oldRules.find(({ rule }) => rule === name);
}
