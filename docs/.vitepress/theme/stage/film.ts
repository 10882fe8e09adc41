import { journeysIn } from './journeys.ts';
import { after, emptyPicture, type MessagePicture, type Picture } from './picture.ts';
import { beatsOf, instantAt, lengthOf, stretchesOf, type Beat, type Flight, type Stretch } from './pacing.ts';
import type { Told } from './told.ts';

/**
 * A run, ready to be shown: its events, its beats, and a picture for any instant. Pictures are folded once and kept every so
 * many events, so that going to any instant folds only a few.
 */
export class Film {
  readonly events: readonly Told[];
  readonly beats: readonly Beat[];
  readonly #keyframes: readonly Picture[];
  /** When each message ended its way; the future of a message decides where it is drawn now. */
  readonly #endsUs: ReadonlyMap<number, number>;
  readonly #hidden: ReadonlySet<number>;
  readonly #flights: readonly Flight[];

  constructor(events: readonly Told[], mattering: readonly number[], keyframes = toItsEnd(keyframesOf(events))) {
    this.events = events;
    this.beats = beatsOf(events, mattering);
    this.#keyframes = keyframes;
    const journeys = journeysIn(events);
    this.#endsUs = new Map(journeys.map(({ message, endsUs }) => [message, endsUs]));
    this.#hidden = new Set(journeys.filter(({ isEmpty }) => isEmpty).map(({ message }) => message));
    this.#flights = journeys.filter(({ isDrawn, isEmpty }) => isDrawn && !isEmpty);
  }

  /**
   * The film of a run of which `kept` events are those of another: what was folded of these is not folded again. It may be
   * interrupted between its slices, so that a page can do something else meanwhile.
   */
  static *grown(before: Film, kept: number, events: readonly Told[], mattering: readonly number[]) {
    const folded = before.#keyframes.slice(0, Math.floor(Math.min(kept, before.events.length) / keyframeEvery) + 1);
    return new Film(events, mattering, yield* keyframesOf(events, folded));
  }

  get lastBeat(): number {
    return this.beats.length - 1;
  }

  /** The picture after the first so many events. */
  pictureAfter(events: number): Picture {
    const kept = Math.floor(events / keyframeEvery);
    let picture = this.#keyframes[kept] ?? emptyPicture;
    for (const event of this.events.slice(kept * keyframeEvery, events)) picture = after(picture, event);
    return picture;
  }

  /** The last beat at or before an instant. */
  beatAt(atUs: number): number {
    return Math.max(
      0,
      this.beats.findLastIndex((beat) => beat.atUs <= atUs),
    );
  }

  /** Where a scene is nearest to what is wanted: where its distance is smallest. Undefined where it is infinite everywhere. */
  nearest(distanceOf: (scene: Scene) => number): Position | undefined {
    let nearest: { position: Position; distance: number } | undefined;
    for (let beat = 0; beat < this.lastBeat; beat++) {
      for (let share = 0; share < 1; share += 0.05) {
        const distance = distanceOf(this.at({ beat, share }));
        if (distance < (nearest?.distance ?? Infinity)) nearest = { position: { beat, share }, distance };
      }
    }
    return nearest?.position;
  }

  /** How long the way from this beat to the next takes, in units of the pace. */
  lengthAfter(beat: number): number {
    return lengthOf(this.#stretchesAfter(beat));
  }

  /** What is seen at a beat, or when a share of the way to the next has been played. */
  at({ beat, share }: Position): Scene {
    const here = this.beats[beat];
    if (here === undefined) return { told: this.events, events: 0, atUs: 0, picture: emptyPicture, flying: [] };
    const next = this.beats[beat + 1];
    if (next === undefined) return this.#end(here);
    const stretches = this.#stretchesAfter(beat);
    const isInstant = share === 0 || stretches.length === 0;
    const atUs = isInstant ? here.atUs : Math.floor(instantAt(stretches, share));
    let count = here.event + 1;
    while (share > 0 && count < next.event && (this.events[count]?.atUs ?? Infinity) <= atUs) count++;
    const picture = this.pictureAfter(count);
    return { told: this.events, events: count, atUs, picture, flying: this.#flying(picture, atUs) };
  }

  /** The last beat is the end of the run: what was told after it belongs to it. */
  #end(last: Beat): Scene {
    const events = this.events.length;
    const atUs = this.events.at(-1)?.atUs ?? last.atUs;
    const picture = this.pictureAfter(events);
    return { told: this.events, events, atUs, picture, flying: this.#flying(picture, atUs) };
  }

  #flying({ inFlight }: Picture, atUs: number): readonly Flying[] {
    return inFlight
      .filter(({ message, isQuiet }) => !isQuiet && !this.#hidden.has(message))
      .map((message) => this.#fly(message, atUs));
  }

  #fly(message: MessagePicture, atUs: number): Flying {
    const endsUs = this.#endsUs.get(message.message) ?? Infinity;
    const lengthUs = endsUs - message.leftAtUs;
    const way = lengthUs > 0 && lengthUs < Infinity ? (atUs - message.leftAtUs) / lengthUs : 0.5;
    return { ...message, way: Math.min(1, Math.max(0, way)) };
  }

  #stretchesAfter(beat: number): readonly Stretch[] {
    const here = this.beats[beat];
    const next = this.beats[beat + 1];
    if (here === undefined) return [];
    return stretchesOf(here.atUs, next?.atUs ?? this.events.at(-1)?.atUs ?? here.atUs, this.#flights);
  }
}

const keyframeEvery = 128;

/** A picture for every so many events, the empty one first; each is a slice of the work. */
function* keyframesOf(
  events: readonly Told[],
  folded: readonly Picture[] = [emptyPicture],
): Generator<undefined, readonly Picture[]> {
  const keyframes = [...folded];
  let picture = keyframes.at(-1) ?? emptyPicture;
  for (let index = (keyframes.length - 1) * keyframeEvery; index < events.length; index++) {
    picture = after(picture, events[index]!);
    if ((index + 1) % keyframeEvery !== 0) continue;
    keyframes.push(picture);
    yield;
  }
  return keyframes;
}

/** Does work in slices all at once. */
export function toItsEnd<Result>(work: Generator<undefined, Result>): Result {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value as Result;
  }
}

/** A place in a film: at a beat, or on the way to the next. */
export interface Position {
  readonly beat: number;
  /** From 0 to 1. */
  readonly share: number;
}

export interface Scene {
  /** All events of its run, also those to come. */
  readonly told: readonly Told[];
  /** How many events have happened. */
  readonly events: number;
  readonly atUs: number;
  readonly picture: Picture;
  readonly flying: readonly Flying[];
}

export interface Flying extends MessagePicture {
  /** How much of its way lies behind it, from 0 to 1. */
  readonly way: number;
}
