/** What happened, in sentences: one file per language. */
export { english } from './english.ts';
export { type Language, narrate } from './language.ts';
export type { Level, Mark, Sentence } from './sentence.ts';
export { Story } from './story.ts';
export type { StoryEvent } from './story-event.ts';
export { hear, indent, type Narrated, printInstant, printLine, type TranscriptLine, transcribe } from './transcript.ts';
