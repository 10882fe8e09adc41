import { DiskError } from '../world/world.ts';
import type { Background } from './background.ts';
import { cleanedSuffix, deletedSuffix, swapSuffix } from './file-names.ts';
import type { Flusher } from './flusher.ts';
import type { LogState } from './log-state.ts';
import { attempt } from './safe-file.ts';
import type { Segment } from './segment.ts';

/**
 * Puts a compacted segment in the place of those that it was made of, in one step that no append and no read comes between.
 * Whenever the power goes, the next start finds all of the old ones or the new one: the rule `endOfSwap` says how. It is for
 * good when it resolves.
 *
 * False where they are not there any more: the new one is thrown away then. Throws `DiskError`; where names were changed
 * already nothing is appended to the log any more until it is opened again.
 */
export async function swapSegments(
  state: LogState,
  group: readonly Segment[],
  cleaned: Segment,
  { flusher, background }: { readonly flusher: Flusher; readonly background: Background },
): Promise<boolean> {
  const { segments, surroundings, folder } = state;
  if (!segments.hasInRow(group)) {
    attempt(() => cleaned.removeFiles());
    return false;
  }
  try {
    cleaned.changeSuffix(cleanedSuffix, swapSuffix);
    segments.replace(group, cleaned);
    for (const segment of group) takeOut(state, segment, cleaned, { flusher, background });
    cleaned.changeSuffix(swapSuffix, '');
  } catch (error) {
    if (error instanceof DiskError) state.failure ??= `a compaction could not be finished: ${error.message}`;
    throw error;
  }
  flusher.namesChanged();
  await surroundings.world.disk.flushFolder(folder);
  return true;
}

function takeOut(
  state: LogState,
  segment: Segment,
  cleaned: Segment,
  { flusher, background }: { readonly flusher: Flusher; readonly background: Background },
): void {
  const { snapshots, surroundings, settings } = state;
  flusher.forget(segment);
  surroundings.openSegments.forget(segment);
  segment.changeSuffix('', deletedSuffix);
  const isReplaced = segment.baseOffset === cleaned.baseOffset;
  const snapshot = isReplaced ? undefined : snapshots.markDeleted(segment.baseOffset);
  background.later(settings.fileDeleteDelayMs, () => {
    segment.removeFiles();
    if (snapshot !== undefined) attempt(() => surroundings.world.disk.remove(snapshot));
  });
}
