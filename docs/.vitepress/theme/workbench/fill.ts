import { onBeforeUnmount, readonly, ref, type Ref } from 'vue';

/**
 * The workbench on the whole screen. The class does it, in every browser; where the browser can hide its own bars, it does that
 * too. What lies behind is not visible, so that no key leads there.
 */
export interface Fill {
  readonly fills: Readonly<Ref<boolean>>;
  toggle(): Promise<void>;
}

const className = 'bench-fills';

export function useFill(): Fill {
  const fills = ref(false);

  function set(next: boolean): void {
    fills.value = next;
    document.documentElement.classList.toggle(className, next);
  }

  async function toggle(): Promise<void> {
    set(!fills.value);
    try {
      if (fills.value) {
        await document.documentElement.requestFullscreen?.();
        document.addEventListener('fullscreenchange', leave);
      } else if (document.fullscreenElement !== null) await document.exitFullscreen();
    } catch {
      // The browser keeps its bars; the workbench has all the rest.
    }
  }

  /** The browser's own way out is one, too. */
  function leave(): void {
    if (document.fullscreenElement !== null) return;
    document.removeEventListener('fullscreenchange', leave);
    set(false);
  }

  onBeforeUnmount(() => {
    if (!fills.value) return;
    document.removeEventListener('fullscreenchange', leave);
    set(false);
    if (document.fullscreenElement !== null) document.exitFullscreen().catch(() => undefined);
  });
  return { fills: readonly(fills), toggle };
}
