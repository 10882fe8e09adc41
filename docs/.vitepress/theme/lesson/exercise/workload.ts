import type { Operations } from '../operations/operations.ts';

/** An exercise of settings: a workload with places for the settings that the reader chooses, and what must be reached. */
export interface SettingsExercise {
  /** The commands of the workload; in one of them stands `{settings}`. */
  readonly commands: readonly string[];
  readonly fields: readonly SettingField[];
  readonly goal: Goal;
  /** The partition whose operations are counted. */
  readonly partition: string;
}

export interface SettingField {
  /** Kafka's name: `linger.ms`. */
  readonly setting: string;
  /** What the form shows first: Kafka's default. */
  readonly default: string;
  /** One of the values that reach the goal. */
  readonly solution: string;
}

export interface Goal {
  readonly mostWrites: number;
  readonly mostWaitMs: number;
}

export type Given = Readonly<Record<string, string>>;

/** The commands with the settings in their place. */
export function linesFor({ commands }: SettingsExercise, given: Given): readonly string[] {
  const settings = Object.entries(given).map(([key, value]) => `${key}=${value}`);
  return commands.map((command) => command.replace('{settings}', settings.join(' ')));
}

export type Fault = 'writes' | 'wait';

/** What is missing to the goal; the goal is reached where there is nothing. */
export function faultsOf({ writes, longestWaitUs }: Operations, { mostWrites, mostWaitMs }: Goal): readonly Fault[] {
  return [
    ...(writes > mostWrites ? (['writes'] as const) : []),
    ...(longestWaitUs > mostWaitMs * 1000 ? (['wait'] as const) : []),
  ];
}
