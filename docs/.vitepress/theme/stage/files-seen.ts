import { type Ref, shallowRef, watch } from 'vue';
import type { IndexesSeen } from '../../../../src/terminal/inspect-files.ts';
import { useInspecting } from '../sheet/inspecting.ts';
import type { Scene } from './film.ts';

export interface FilesSeen {
  readonly of: readonly IndexesSeen[];
  /** Of the scene that is shown, not of an earlier one. */
  readonly atUs: number;
}

/**
 * What the indexes of a run hold at the instant that is shown. It is looked at where the picture stands still, one look at a
 * time: who steps fast through a run sees only where he comes to rest.
 */
export function useFilesSeen(run: () => number, scene: () => Scene): Readonly<Ref<FilesSeen>> {
  const inspecting = useInspecting();
  const seen = shallowRef<FilesSeen>({ of: [], atUs: -1 });
  let isLooking = false;

  async function look(): Promise<void> {
    if (isLooking || inspecting === undefined) return;
    isLooking = true;
    for (let looked: Scene | undefined; looked !== scene() && !inspecting.isPlaying.value; ) {
      looked = scene();
      try {
        seen.value = { of: await inspecting.files(run(), looked.atUs), atUs: looked.atUs };
      } catch {
        // The worker has ended, which the page says elsewhere: what was seen last stays.
      }
    }
    isLooking = false;
  }

  watch([scene, () => inspecting?.isPlaying.value], () => void look(), { immediate: true });
  return seen;
}
