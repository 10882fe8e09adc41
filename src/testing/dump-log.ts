import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** What Apache Kafka's kafka-dump-log is given, and what is made of its answer: its exit status says nothing. */

export function segmentFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\/\d{20}\.(log|index|timeindex|txnindex|snapshot)$/.test(name))
    .map((name) => join(folder, name));
}

/**
 * The lines that name a fault. Before the first record of a file the tool believes to have seen offset −1, so that it finds a
 * gap in every segment that does not begin at 0, in Apache Kafka's own as well.
 */
export function complaintsIn(printed: string): string[] {
  return printed
    .replace(/^Non-consecutive offsets in .*\n( {2}-1 is followed by \d+\n)+/gm, '')
    .split('\n')
    .filter((line) => /mismatch|exception|error|non-consecutive|is followed by|invalid|corrupt|could not/i.test(line));
}
