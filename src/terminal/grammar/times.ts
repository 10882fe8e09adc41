/** Times as they are typed: `5321ms`, `30s`, `2m`, `1h`; a number without a unit is no time, since nobody can know which. */
const unitsMs = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** A year: longer times are mistakes. */
const longestMs = 365 * 24 * unitsMs.h;

/** A time from 0 to a year in ms; undefined where the text is none. Fractions of a unit are read, those of a ms are not. */
export function readTime(text: string): number | undefined {
  const [, digits, unit] = /^(\d{1,12}(?:\.\d{1,3})?)(ms|s|m|h)$/.exec(text) ?? [];
  if (digits === undefined) return undefined;
  const [whole, fraction = ''] = digits.split('.') as [string, string?];
  const thousandths = Number(whole) * 1000 + Number(fraction.padEnd(3, '0'));
  const timeMs = (thousandths * unitsMs[unit as keyof typeof unitsMs]) / 1000;
  return Number.isInteger(timeMs) && timeMs <= longestMs ? timeMs : undefined;
}

/** An instant of a run in µs: as `readTime`, and thousandths of a ms too, `31.412ms`. Undefined where the text is none. */
export function readInstant(text: string): number | undefined {
  const [, whole, thousandths] = /^(\d{1,11})\.(\d{1,3})ms$/.exec(text) ?? [];
  const timeMs = readTime(whole === undefined ? text : `${whole}ms`);
  return timeMs === undefined ? undefined : timeMs * 1000 + Number((thousandths ?? '').padEnd(3, '0'));
}

/** Read back as the same instant: `60s`, `31ms`, `31.412ms`. */
export function writeInstant(atUs: number): string {
  return atUs % 1000 === 0 ? writeTime(atUs / 1000) : `${atUs / 1000}ms`;
}

/** As `readTime`, with a sign: `-10s`, `+2m`. */
export function readShift(text: string): number | undefined {
  const timeMs = readTime(text.replace(/^[+-]/, ''));
  return timeMs === undefined ? undefined : text.startsWith('-') ? 0 - timeMs : timeMs;
}

/** Read back as the same time: `60s`, `2m`, `31ms`. */
export function writeTime(timeMs: number): string {
  for (const unit of ['h', 'm'] as const) {
    if (timeMs % unitsMs[unit] === 0 && timeMs >= 2 * unitsMs[unit]) return `${timeMs / unitsMs[unit]}${unit}`;
  }
  return timeMs % unitsMs.s === 0 && timeMs > 0 ? `${timeMs / unitsMs.s}s` : `${timeMs}ms`;
}

export function writeShift(timeMs: number): string {
  return timeMs < 0 ? `-${writeTime(-timeMs)}` : writeTime(timeMs);
}

/** A time of the day on which a run begins, at midnight, in ms since then: `9:00`, `09:00:30`. Undefined where the text is none. */
export function readTimeOfDay(text: string): number | undefined {
  const [, hours, minutes, seconds = '0'] = /^(\d{1,2}):([0-5]\d)(?::([0-5]\d))?$/.exec(text) ?? [];
  if (hours === undefined || minutes === undefined || Number(hours) > 23) return undefined;
  return Number(hours) * unitsMs.h + Number(minutes) * unitsMs.m + Number(seconds) * unitsMs.s;
}

/** Read back as the same instant, from 1:00 on; undefined where it is no whole second, or of another day. */
export function writeTimeOfDay(atMs: number): string | undefined {
  if (atMs < unitsMs.h || atMs >= 24 * unitsMs.h || atMs % unitsMs.s !== 0) return undefined;
  const padded = (value: number) => String(Math.floor(value)).padStart(2, '0');
  const seconds = (atMs % unitsMs.m) / unitsMs.s;
  const time = `${Math.floor(atMs / unitsMs.h)}:${padded((atMs % unitsMs.h) / unitsMs.m)}`;
  return seconds === 0 ? time : `${time}:${padded(seconds)}`;
}
