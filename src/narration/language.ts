import type { Told } from '../world/world.ts';
import type { Answers } from './english-answers.ts';
import type { Sentence } from './sentence.ts';
import type { Story } from './story.ts';
import type { Narrated } from './transcript.ts';
import type { StoryEvent } from './story-event.ts';

/** One function for each event; undefined says that the event has nothing to say. An event that is missing is a compile error. */
export type SentenceTable = {
  readonly [Name in StoryEvent['name']]: (
    event: Told<Extract<StoryEvent, { readonly name: Name }>>,
    story: Story,
  ) => Sentence | undefined;
};

/** Everything that a reader is told, in one language. */
export interface Language {
  readonly code: 'en' | 'ko';
  readonly sentences: SentenceTable;
  readonly answers: Answers;
  /** `2 more refusals, 47 quiet messages` */
  folded(sentences: readonly Pick<Narrated, 'level' | 'name'>[]): string;
  /** So many more lie behind those that were unfolded. */
  foldedBeyond(count: number): string;
}

/** What an event says; the story must have heard all before it. */
export function narrate(event: Told<StoryEvent>, story: Story, language: Language): Sentence | undefined {
  const speak = language.sentences[event.name] as
    | ((event: Told<StoryEvent>, story: Story) => Sentence | undefined)
    | undefined;
  return speak?.(event, story);
}
