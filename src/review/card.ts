import type { StoryEvent } from '../narration/index.ts';
import type { StorageRules } from '../storage/rules.ts';
import type { IndexesSeen, Subject } from '../terminal/inspect.ts';
import type { Random, Told } from '../world/world.ts';

/**
 * A question that is never the same twice: its input is drawn, its answer is what Kafka's rule returns for it, and a run shows
 * that it is so. A card is a file of `chapters/…/cards` that exports it as `card`.
 */
export interface ReviewCard {
  /** `Which file?` */
  readonly title: string;
  /** The page that teaches it, as the curriculum calls it: `/1-storage/3-one-log-many-files`. */
  readonly lesson: string;
  /** @param rules Kafka's, unless a law tries what another rule would answer */
  draw(random: Random, rules: StorageRules): DrawnCard;
}

/** One question: a run that is stopped at an instant, and what is asked about it. */
export interface DrawnCard {
  /** These make the run, up to the instant at which it is asked. */
  readonly commands: readonly string[];
  /** What shows the matter best. */
  readonly view: 'cluster' | 'logs' | 'files';
  readonly question: string;
  /** What has to be known for the answer. */
  readonly facts: readonly CardFact[];
  /** Two to five, no two alike. */
  readonly answers: readonly string[];
  /** The place of the right one, from 0: what the rule returned. */
  readonly right: number;
  /** One sentence or two: why it is so. */
  readonly because: string;
  /** With these the run goes on, and gives the answer itself. */
  readonly goesOn: readonly string[];
  /** What the run says, once it has gone on; undefined where it says nothing, which is a fault of the card. */
  told(seen: Seen): ToldAnswer | undefined;
}

export interface CardFact {
  readonly name: string;
  readonly value: string;
}

/** What can be seen of the run at its end. */
export interface Seen {
  readonly events: readonly Told<StoryEvent>[];
  /** So many of them had happened when it was asked. */
  readonly asked: number;
  /** What the files hold. */
  readonly files: readonly IndexesSeen[];
}

export interface ToldAnswer {
  /** In the words of the answers. */
  readonly answer: string;
  /** What the side sheet explains. */
  readonly subject: Subject;
}

type EventName = StoryEvent['name'];
type EventOf<Name extends EventName> = Told<Extract<StoryEvent, { readonly name: Name }>>;

/** The events of a name, each with its index in the run; of one partition where it is named. */
export function eventsNamed<Name extends EventName>(
  { events }: Pick<Seen, 'events'>,
  name: Name,
  partition?: string,
): readonly { readonly event: EventOf<Name>; readonly index: number }[] {
  return events.flatMap((event, index) => {
    const isOne =
      event.name === name && (partition === undefined || ('partition' in event && event.partition === partition));
    return isOne ? [{ event: event as EventOf<Name>, index }] : [];
  });
}

/** The side sheet explains this event. */
export function aboutEvent(index: number): Subject {
  return { is: 'event', event: index };
}
