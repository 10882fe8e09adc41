import { type Ref, ref } from 'vue';
import { type Height, heights, pixelsOf, settled } from './sheet-heights.ts';

/** A finger moves a little when it taps. */
const mostTapPx = 6;

/** The sheet's head is dragged, or tapped: a tap raises the sheet, and lowers it where it is highest. */
export function useSheetDrag(
  height: Ref<Height>,
  windowPx: Readonly<Ref<number>>,
  move: (direction: 'higher' | 'lower') => void,
): { readonly draggedPx: Readonly<Ref<number | undefined>>; drag(event: PointerEvent): void } {
  const draggedPx = ref<number>();
  let startY = 0;

  function drag(event: PointerEvent): void {
    const row = event.currentTarget as HTMLElement;
    if (event.type === 'pointerdown') {
      if ((event.target as HTMLElement).closest('button, a') !== null) return;
      row.setPointerCapture(event.pointerId);
      startY = event.clientY;
      return;
    }
    if (!row.hasPointerCapture(event.pointerId)) return;
    const nowPx = pixelsOf(height.value, windowPx.value) + startY - event.clientY;
    if (event.type === 'pointermove') {
      draggedPx.value = Math.min(pixelsOf('full', windowPx.value), Math.max(pixelsOf('peek', windowPx.value), nowPx));
      return;
    }
    row.releasePointerCapture(event.pointerId);
    draggedPx.value = undefined;
    if (event.type !== 'pointerup') return;
    if (Math.abs(startY - event.clientY) < mostTapPx) move(height.value === heights.at(-1) ? 'lower' : 'higher');
    else height.value = settled(height.value, nowPx, windowPx.value);
  }

  return { draggedPx, drag };
}
