import type { PriceName } from '../../../../../src/exercises/exercise.ts';
import type { View } from '../../stage/views.ts';

/** What a page knows of an exercise before anybody works at it: plain data, made when the site is built. */
export type Card = RuleCard | ScheduleCard | SettingsCard | TraceCard;

interface Headed {
  /** `1-storage/look-up-an-offset` */
  readonly name: string;
  /** What its section is called in a page's address. */
  readonly place: string;
  readonly title: string;
  readonly minutes: number;
  /** The view of the stage on which its run is best seen, if the page has introduced it. */
  readonly view?: View;
}

export interface RuleCard extends Headed {
  readonly kind: 'rule';
  /** The function to write. */
  readonly writes: string;
  /** A broker runs with it in the end. */
  readonly hasCluster: boolean;
}

export interface ScheduleCard extends Headed {
  readonly kind: 'schedule';
  readonly given: readonly string[];
  readonly goal: readonly string[];
  readonly par: number;
  readonly solution: readonly string[];
}

export interface SettingsCard extends Headed {
  readonly kind: 'settings';
  readonly commands: readonly string[];
  readonly goal: readonly string[];
  readonly fields: readonly { readonly setting: string; readonly default: string; readonly solution: string }[];
  readonly prices: readonly PriceName[];
}

export interface TraceCard extends Headed {
  readonly kind: 'trace';
  /** Of sentences, each with the instant at which it is said. */
  readonly choices: readonly { readonly says: string; readonly atUs?: number }[];
  /** The run of which they are sentences. */
  readonly commands: readonly string[];
  readonly bytes?: readonly number[];
  /** The answer as it is written: `3`, or of bytes `16-19`. */
  readonly solution: string;
}
