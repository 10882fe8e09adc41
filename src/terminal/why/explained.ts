import type { RuleCall } from '../../cluster/rule-calls.ts';
import type { EventName, Evidence, Of } from './evidence.ts';

/** Who decided, in a sentence, and the call of the rule where a rule did. */
export interface Explained {
  readonly says: string;
  readonly call?: RuleCall | undefined;
  /** The rule that decided, where its call is not known any more. */
  readonly forgotten?: string;
}

/** One function for each event. */
export type Explanations = {
  readonly [Name in EventName]: (event: Of<Name>, index: number, evidence: Evidence) => Explained;
};

/** A rule decided: it is said with its call, or that the call is forgotten. */
export function byRule(rule: string, call: RuleCall | undefined, says: (call: RuleCall) => string): Explained {
  return call === undefined ? { says: '', forgotten: rule } : { says: says(call), call };
}
