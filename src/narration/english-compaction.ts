import type { Told } from '../world/world.ts';
import { amount } from './english-words.ts';
import type { SentenceTable } from './language.ts';
import { detail, headline, step } from './sentence.ts';
import type { StoryEvent } from './story-event.ts';

type Of<Name extends StoryEvent['name']> = Told<Extract<StoryEvent, { readonly name: Name }>>;

const mostRangesSaid = 6;

/** What the log cleaner does. */
export const compaction = {
  'compaction began': (event) =>
    detail(
      `${event.node} begins to compact ${event.partition} (log cleaner): ${percent(event.dirtyRatio)} of what lies before ` +
        `offset ${event.firstUncleanableOffset} was not compacted yet (dirty ratio).`,
    ),
  'segments compacted': (event) => detail(compacted(event)),
  'compaction ended': (event) =>
    step(
      `${event.node} has compacted ${event.partition} up to offset ${event.cleanedOffset}: of each key the last record stays. ` +
        `${event.recordsAfter} of ${amount(event.recordsBefore, 'record')} are left, ${event.bytesAfter} of ${amount(event.bytesBefore, 'byte')}.`,
    ),
  'compaction abandoned': (event) =>
    headline(`${event.node} gives up compacting ${event.partition}: ${event.because}.`, '✗'),
} satisfies Partial<SentenceTable>;

function compacted({ partition, baseOffset, endOffset, segments, removed }: Of<'segments compacted'>): string {
  const what = `${amount(segments, 'file')} of ${partition}, offsets ${baseOffset} to ${endOffset - 1},`;
  const became = segments === 1 ? `${what} was written anew` : `${what} became one`;
  if (removed.length === 0) return `${became}; every record in it is still needed.`;
  const said = removed
    .slice(0, mostRangesSaid)
    .map(([first, last]) => (first === last ? `${first}` : `${first}–${last}`))
    .join(', ');
  return `${became}; what had the offsets ${said}${removed.length > mostRangesSaid ? ' and more' : ''} is gone.`;
}

function percent(ratio: number): string {
  return `${Math.floor(ratio * 100 + 0.5)} %`;
}
