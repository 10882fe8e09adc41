import { onBeforeUnmount, onMounted, readonly, ref, type Ref } from 'vue';

export interface Width {
  /** In whole pixels; until it has been measured, the usual one. */
  readonly width: Readonly<Ref<number>>;
  readonly isMeasured: Readonly<Ref<boolean>>;
}

/** The width of an element's content, as it changes. An element that is not shown keeps the width that it had. */
export function useWidth(element: Readonly<Ref<HTMLElement | undefined>>, usualPx: number): Width {
  const width = ref(usualPx);
  const isMeasured = ref(false);
  let observer: ResizeObserver | undefined;
  onMounted(() => {
    observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined && entry.contentRect.width > 0) width.value = Math.floor(entry.contentRect.width);
      isMeasured.value = true;
    });
    if (element.value) observer.observe(element.value);
  });
  onBeforeUnmount(() => observer?.disconnect());
  return { width: readonly(width), isMeasured: readonly(isMeasured) };
}
