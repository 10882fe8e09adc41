/** The three heights of the workbench where it lies at the foot of a small screen. */
export const heights = ['peek', 'half', 'full'] as const;
export type Height = (typeof heights)[number];

/** The sentence and `next`; always there. */
export const peekPx = 72;

/** What of the window the others take. */
const shareOf = { half: 0.66, full: 0.94 } as const;

export function pixelsOf(height: Height, windowPx: number): number {
  return height === 'peek' ? peekPx : Math.round(windowPx * shareOf[height]);
}

export function neighbour(height: Height, direction: 'higher' | 'lower'): Height {
  const index = heights.indexOf(height) + (direction === 'higher' ? 1 : -1);
  return heights[Math.min(heights.length - 1, Math.max(0, index))]!;
}

/** A drag this long is meant, wherever it ends. */
const meantPx = 48;

/** Where a sheet comes to rest that was dragged from one height and let go at so many pixels. */
export function settled(from: Height, letGoPx: number, windowPx: number): Height {
  const byHowMuch = letGoPx - pixelsOf(from, windowPx);
  const distance = (height: Height) => Math.abs(pixelsOf(height, windowPx) - letGoPx);
  const nearest = heights.reduce((best, height) => (distance(height) < distance(best) ? height : best));
  if (nearest !== from || Math.abs(byHowMuch) < meantPx) return nearest;
  return neighbour(from, byHowMuch > 0 ? 'higher' : 'lower');
}
