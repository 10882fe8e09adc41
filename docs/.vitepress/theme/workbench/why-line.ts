import type { Bench } from './bench.ts';

/**
 * The command that asks why an event happened: by its record where it wrote one, and plainly where it is the last of the run.
 * Undefined where no command can name it.
 */
export function whyLine({ reel, playback }: Bench, run: number, event: number): string | undefined {
  const told = reel.value.films[run]?.events[event];
  if (told?.name === 'appended') return `why ${told.partition}@${told.baseOffset}`;
  return playback.atEnd.value && run === 0 ? 'why' : undefined;
}
