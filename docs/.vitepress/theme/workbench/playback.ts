import { computed, onBeforeUnmount, readonly, ref, type Ref } from 'vue';
import { lengthAfter, type Place, type Reel } from '../stage/reel.ts';

/** Real time for one event that matters, in ms. */
const usualPaceMs = 600;

/** A run of very many events is played faster, so that nobody waits longer than this for its end. */
const longestPlayMs = 12_000;

/** Rounding leaves this much of a way at most. */
const tiny = 1e-6;

/** Longest time between two frames that counts as played; a tab that slept does not leap. */
const longestFrameMs = 100;

export interface Playback {
  readonly place: Readonly<Ref<Place>>;
  readonly playing: Readonly<Ref<boolean>>;
  readonly atEnd: Readonly<Ref<boolean>>;
  /** It stands where the reader went, and not where a command led to: nothing else has told of it. */
  readonly isByHand: Ref<boolean>;
  /** Plays from here, or from the start when the end is reached. Where nothing may move, it goes to the end at once. */
  play(): void;
  pause(): void;
  /** Stops at another step; what lies outside the run is its nearest end. */
  goTo(step: number, share?: number): void;
  /** One step on or back. From the middle of a way back is its beginning. */
  stepBy(steps: 1 | -1): void;
}

/** The clock that moves a reel. It knows nothing of what is shown. */
export function usePlayback(reel: Readonly<Ref<Reel>>, mayMove: Readonly<Ref<boolean>>): Playback {
  const place = ref<Place>({ step: 0, share: 0 });
  const playing = ref(false);
  const isByHand = ref(false);
  const lastStep = computed(() => Math.max(0, reel.value.steps.length - 1));
  const atEnd = computed(() => place.value.step >= lastStep.value);
  let frame = 0;
  let before = 0;
  let paceMs = usualPaceMs;

  function advance(now: number): void {
    const elapsedMs = Math.min(longestFrameMs, now - before);
    before = now;
    let { step, share } = place.value;
    let left = elapsedMs / paceMs;
    while (left > 0 && step < lastStep.value) {
      const length = lengthAfter(reel.value, step);
      const played = Math.min(left, (1 - share) * length);
      left -= played;
      share += played / length;
      if (share < 1 - tiny) break;
      step++;
      share = 0;
    }
    place.value = { step: Math.min(step, lastStep.value), share };
    if (atEnd.value) pause();
    else frame = requestAnimationFrame(advance);
  }

  function play(): void {
    if (playing.value) return;
    if (atEnd.value) place.value = { step: 0, share: 0 };
    if (!mayMove.value) return goTo(lastStep.value);
    paceMs = Math.min(usualPaceMs, longestPlayMs / (lastStep.value - place.value.step));
    playing.value = true;
    before = performance.now();
    frame = requestAnimationFrame(advance);
  }

  function pause(): void {
    if (playing.value) cancelAnimationFrame(frame);
    playing.value = false;
  }

  function goTo(step: number, share = 0): void {
    pause();
    const nearest = Math.min(lastStep.value, Math.max(0, step));
    place.value = { step: nearest, share: nearest === lastStep.value ? 0 : share };
  }

  function stepBy(steps: 1 | -1): void {
    const { step, share } = place.value;
    goTo(steps < 0 && share > 0 ? step : step + steps);
  }

  onBeforeUnmount(pause);
  return { place: readonly(place), playing: readonly(playing), atEnd, isByHand, play, pause, goTo, stepBy };
}
