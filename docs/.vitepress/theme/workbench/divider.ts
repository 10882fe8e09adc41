/** Where the border between picture and terminal may stand, as the terminal's share of the room. */
const least = 0.15;
const most = 0.8;
const keyStep = 0.04;

export function clampShare(share: number): number {
  return Math.min(most, Math.max(least, share));
}

/** Up and left make the terminal larger; undefined for a key that does nothing here. */
export function shareAfterKey(key: string, share: number, isUpright: boolean): number | undefined {
  const [larger, smaller] = isUpright ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown'];
  if (key === larger) return clampShare(share + keyStep);
  if (key === smaller) return clampShare(share - keyStep);
  if (key === 'Home') return most;
  if (key === 'End') return least;
  return undefined;
}

const nameOf = (isUpright: boolean) => `kafka-on-trial divider ${isUpright ? 'upright' : 'level'}`;

export function readShare(isUpright: boolean): number | undefined {
  try {
    const share = Number(localStorage.getItem(nameOf(isUpright)) ?? 'none');
    return Number.isFinite(share) ? clampShare(share) : undefined;
  } catch {
    return undefined;
  }
}

export function rememberShare(isUpright: boolean, share: number | undefined): void {
  try {
    if (share === undefined) localStorage.removeItem(nameOf(isUpright));
    else localStorage.setItem(nameOf(isUpright), String(share));
  } catch {
    // It then stands there as long as the page does.
  }
}
