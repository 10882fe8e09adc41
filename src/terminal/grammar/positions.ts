import { readTime, readTimeOfDay, writeTime, writeTimeOfDay } from './times.ts';

export const positions = ['earliest', 'latest'] as const;

/** Where reading begins: a place in the log, an offset, or an instant of the run in ms. */
export type Position = (typeof positions)[number] | { readonly offset: number } | { readonly atMs: number };

export function readPosition(text: string): Position | undefined {
  const word = positions.find((each) => each === text.toLowerCase());
  if (word !== undefined) return word;
  if (/^\d{1,15}$/.test(text)) return { offset: Number(text) };
  const atMs = readTimeOfDay(text) ?? readTime(text);
  return atMs === undefined ? undefined : { atMs };
}

export function writePosition(position: Position): string {
  if (typeof position === 'string') return position;
  if ('offset' in position) return String(position.offset);
  return writeTimeOfDay(position.atMs) ?? writeTime(position.atMs);
}
