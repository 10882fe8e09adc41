const twoTo32 = 0x1_0000_0000;
const largest = 0x7fff_ffff_ffff_ffffn;

/** A big-endian signed 64-bit integer; exact up to 2^53 either way, beyond it the nearest double. */
export function getInt64(view: DataView, position: number): number {
  return view.getInt32(position) * twoTo32 + view.getUint32(position + 4);
}

/** Writes an integer; what is too large, `Infinity` above all, as the largest one: Kafka's 'no limit'. */
export function setInt64(view: DataView, position: number, value: number): void {
  if (value >= 0x8000_0000_0000_0000) return view.setBigInt64(position, largest);
  const upper = Math.floor(value / twoTo32);
  view.setInt32(position, upper);
  view.setUint32(position + 4, value - upper * twoTo32);
}
