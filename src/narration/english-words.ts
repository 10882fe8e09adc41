/** A value as a sentence shows it; a record without one says so. */
export function quoted(value: string | null): string {
  return value === null ? 'a record without a value' : `"${value}"`;
}

/** `1 record`, `3 records`. */
export function amount(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** The first few values; the rest is counted. */
export function listOfValues(values: readonly (string | null)[], count: number): string {
  const shown = values.slice(0, 3).map(quoted);
  const more = count - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}

/** `300 ms`, `1 s`, `1.5 s`, `2 minutes`. */
export function seconds(timeMs: number): string {
  if (timeMs < 1000) return `${timeMs} ms`;
  if (timeMs >= 120_000 && timeMs % 60_000 === 0) return `${timeMs / 60_000} minutes`;
  return `${timeMs / 1000} s`;
}

/** `broker-1:9092` is broker-1: whoever reads a story need not know the port. Other addresses stay as they are. */
export function nodeAt(address: string): string {
  return address.replace(/^((?:broker|controller)-\d+):\d+$/, '$1');
}

/** Without the stop in the end, so that it can stand within a sentence. */
export function unended(text: string): string {
  return text.replace(/\.$/, '');
}
