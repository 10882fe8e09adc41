/** A value as a sentence shows it; a record without one says so. */
export function quoted(value: string | null): string {
  return value === null ? 'a record without a value' : `"${withoutFill(value)}"`;
}

/** Dots that only fill a value up (`size=10000`) are not said. */
export function withoutFill(value: string): string {
  return value.replace(/\.{4,}…?$/, '…');
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

/** `300 ms`, `1 s`, `1.5 s`, `2 minutes`, `2 hours`. */
export function seconds(timeMs: number): string {
  if (timeMs < 1000) return `${timeMs} ms`;
  if (timeMs >= 2 * hourMs && timeMs % hourMs === 0) return `${timeMs / hourMs} hours`;
  if (timeMs >= 120_000 && timeMs % 60_000 === 0) return `${timeMs / 60_000} minutes`;
  return `${timeMs / 1000} s`;
}

export const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Every run begins on 1 January 2026, at midnight. */
const firstDay = 20_454;
export const runsBeginMs = firstDay * dayMs;

/** `09:00:00.018`, the time of day in UTC; where it is another day than that on which runs begin, `2025-12-24 09:00:00.018`. */
export function clockTime(timestampMs: number): string {
  const day = Math.floor(timestampMs / dayMs);
  const ms = timestampMs - day * dayMs;
  const padded = (value: number, digits = 2) => String(Math.floor(value)).padStart(digits, '0');
  const time = `${padded(ms / hourMs)}:${padded((ms / 60_000) % 60)}:${padded((ms / 1000) % 60)}.${padded(ms % 1000, 3)}`;
  return day === firstDay ? time : `${dateOf(day)} ${time}`;
}

/** Timestamps within a text, as the time of day. */
export function withClockTimes(text: string): string {
  return text.replaceAll(/\b\d{12,13}\b/g, (timestampMs) => clockTime(Number(timestampMs)));
}

/** Years are counted from March, so that a leap day is the last day of its year. */
function dateOf(day: number): string {
  const fromMarch0000 = day + 719_468;
  const era = Math.floor(fromMarch0000 / 146_097);
  const dayOfEra = fromMarch0000 - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const dayOfMonth = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  const padded = (value: number, digits: number) => String(value).padStart(digits, '0');
  return `${padded(year, 4)}-${padded(month, 2)}-${padded(dayOfMonth, 2)}`;
}

/** `broker-1:9092` is broker-1: whoever reads a story need not know the port. Other addresses stay as they are. */
export function nodeAt(address: string): string {
  return address.replace(/^((?:broker|controller)-\d+):\d+$/, '$1');
}

/** Without the stop in the end, so that it can stand within a sentence. */
export function unended(text: string): string {
  return text.replace(/\.$/, '');
}
