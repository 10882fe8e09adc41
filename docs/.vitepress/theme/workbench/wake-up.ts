import { onBeforeUnmount, onMounted } from 'vue';
import type { Playback } from './playback.ts';

/** A shorter absence is not worth a word. */
const shortestAwayMs = 60_000;

/**
 * A tab that nobody sees gets no frames, so the picture stands still by itself. Who comes back after a while finds it so, and is
 * told; it does not run on before they have looked.
 */
export function useWakeUp(playback: Playback, say: (minutes: number) => void): void {
  let hiddenAtMs: number | undefined;

  function look(): void {
    if (document.hidden) {
      hiddenAtMs = Date.now();
      return;
    }
    const awayMs = hiddenAtMs === undefined ? 0 : Date.now() - hiddenAtMs;
    hiddenAtMs = undefined;
    if (awayMs < shortestAwayMs || !playback.playing.value) return;
    playback.pause();
    say(Math.round(awayMs / 60_000));
  }

  onMounted(() => document.addEventListener('visibilitychange', look));
  onBeforeUnmount(() => document.removeEventListener('visibilitychange', look));
}
