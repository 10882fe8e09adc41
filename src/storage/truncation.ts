import type { Flusher } from './flusher.ts';
import type { LogReader } from './log-reader.ts';
import { indexContextOf, type LogState, tellOf } from './log-state.ts';
import { producersAt } from './producer-rebuild.ts';
import type { SegmentRemover } from './segment-remover.ts';

/**
 * Cuts off all from an offset on: what a follower does with records that its leader does not have. Nothing may be appended
 * meanwhile; it is for good when it resolves.
 */
export async function truncateLog(
  state: LogState,
  offset: number,
  { reader, remover, flusher }: { reader: LogReader; remover: SegmentRemover; flusher: Flusher },
): Promise<void> {
  const { segments, epochs, snapshots, partition } = state;
  state.truncations++;
  const segment = segments.holding(offset);
  await segment.indexes(indexContextOf(state, segment));
  const position = await reader.positionOf(segment, offset);
  const producers = await producersAt(state, offset);

  for (const later of segments.from(offset)) {
    if (later !== segment) remover.takeOut(later, `the log was truncated to ${offset}`);
  }
  segment.truncateTo(position, offset);
  reader.forgetPositions();
  epochs.truncateTo(offset);
  snapshots.removeBehind(offset);
  state.producers = producers;
  state.logEndOffset = offset;
  if (state.cleanedOffset !== undefined) state.cleanedOffset = Math.min(state.cleanedOffset, offset);
  state.truncations++;
  state.highWatermark = Math.min(state.highWatermark, offset);
  flusher.rewrittenFrom(offset);
  flusher.namesChanged();
  tellOf(state, { name: 'truncated', partition, offset });
  // What is written from here on has offsets that were flushed once: the next start must not take it for that.
  await state.surroundings.saveRecoveryPoints();

  await segment.transactions.truncateTo(offset);
  await segment.readTail();
  await segment.flush();
  await flusher.flush();
}
