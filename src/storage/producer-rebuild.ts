import type { LogState } from './log-state.ts';
import { ProducerStates } from './producer-states.ts';

/** What was known of producers when the log ended at an offset: from the newest snapshot before it, and the batches since. */
export async function producersAt(
  { segments, snapshots, surroundings, logStartOffset }: LogState,
  endOffset: number,
): Promise<ProducerStates> {
  const { world, rules, producerIdExpirationMs } = surroundings;
  const snapshot = await snapshots.load(logStartOffset, endOffset, world.clock.wallMs(), producerIdExpirationMs);
  const producers = new ProducerStates(rules.rememberBatch, snapshot.producers);
  if (snapshot.offset >= endOffset) return producers;
  for (const segment of segments.from(snapshot.offset)) {
    if (segment.baseOffset >= endOffset) break;
    await segment.walk(0, (batch) => {
      if (batch.baseOffset >= endOffset) return false;
      if (batch.lastOffset >= snapshot.offset && batch.producerId >= 0) producers.update(batch);
      return true;
    });
  }
  return producers;
}
