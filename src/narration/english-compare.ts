import { amount } from './english-words.ts';

/** What stands on the sheet of two files that are compared, in English. */
export const compare = {
  title: 'Two files, byte by byte',
  titleOf: (file: string) => `${file}, compared`,
  side: (file: string, broker: string, when: string) => `${file} on ${broker}, ${when}`,
  at: (instant: string) => `at ${instant}`,
  before: (instant: string) => `just before ${instant}`,
  inOther: (when: string) => `in the other run, ${when}`,
  isGone: (file: string, broker: string, when: string) => `${broker} has no ${file} ${when}.`,

  // how much of a file is safe
  allFlushed: (sizeBytes: number) =>
    sizeBytes === 0 ? 'empty' : `${amount(sizeBytes, 'byte')}, all flushed: a loss of power takes none`,
  notFlushed: (sizeBytes: number, unflushedBytes: number, from: number) =>
    unflushedBytes === sizeBytes
      ? `${amount(sizeBytes, 'byte')}, none flushed: a loss of power may take them all`
      : `${amount(sizeBytes, 'byte')}, ${unflushedBytes} of them in the page cache alone: a loss of power leaves what is before byte ${from}, and by chance more`,

  // the summary
  allTheSame: (sizeBytes: number) =>
    sizeBytes === 0 ? 'Both are empty.' : `Not one byte is different: ${amount(sizeBytes, 'byte')} each.`,
  sameUpTo: (position: number) =>
    position === 0 ? 'They differ from the first byte on.' : `The same up to byte ${position - 1}.`,
  says: (at: number, within: string, field: string, one: string, other: string) =>
    `At byte ${at}${within === '' ? '' : `, in the ${within}`}, ${field} is ${one} in the first and ${other} in the second.`,
  goesOn: (side: 'first' | 'second', sizeBytes: number, what: string) =>
    `There the ${side} goes on with ${amount(sizeBytes, 'byte')} that the other does not have: ${what}.`,
  hasMore: (side: 'first' | 'second', sizeBytes: number, what: string) =>
    `There the ${side} has ${amount(sizeBytes, 'byte')} that the other does not have: ${what}.`,
  count: (different: number, onlyInOne: number) => {
    const said = [
      ...(different === 0 ? [] : [amountOf(different, 'field differs', 'fields differ')]),
      ...(onlyInOne === 0 ? [] : [amountOf(onlyInOne, 'part is in one file only', 'parts are in one file only')]),
    ];
    return `In all, ${said.join(' and ')}.`;
  },
  checksums: (first: readonly string[], second: readonly string[]): readonly string[] => [
    ...wrong(
      first.filter((batch) => !second.includes(batch)),
      'in the first',
    ),
    ...wrong(
      second.filter((batch) => !first.includes(batch)),
      'in the second',
    ),
    ...wrong(
      first.filter((batch) => second.includes(batch)),
      'in both',
    ),
  ],
  asLong: (sizeBytes: number) => `Both have ${amount(sizeBytes, 'byte')}.`,
  shorter: (bytes: number) => `The second file is ${amount(bytes, 'byte')} shorter.`,
  longer: (bytes: number) => `The second file is ${amount(bytes, 'byte')} longer.`,

  // its parts
  run: (kind: string, count: number, first: string, last: string) =>
    count === 1 ? first : `${count} ${plurals[kind] ?? 'fields'}, from ${first} to ${last}`,

  // what a file may be compared with
  earlier: {
    appended: (first: number, last: number) =>
      first === last ? `before offset ${first} was appended` : `before offsets ${first} to ${last} were appended`,
    'segments compacted': (bytesBefore: number, bytesAfter: number) =>
      `before it was compacted, from ${bytesBefore} to ${amount(bytesAfter, 'byte')}`,
    truncated: (offset: number) => `before it was cut at offset ${offset}`,
    'disk damaged': (how: string) => `before the disk was damaged: ${how}`,
    'node killed': (node: string) => `before ${node} was killed`,
    'node unplugged': (node: string) => `before ${node} lost its power`,
    'node stopped': (node: string) => `before ${node} had stopped`,
    'node failed': (node: string) => `before ${node} failed`,
    'file mended': 'before a file was mended',
  },
};

const plurals: Readonly<Record<string, string>> = { batch: 'batches', record: 'records', entry: 'entries' };

function wrong(batches: readonly string[], where: string): readonly string[] {
  if (batches.length === 0) return [];
  const more = batches.length === 1 ? '' : ` and of ${batches.length - 1} more`;
  return [`The checksum of the ${batches[0]}${more} is wrong ${where}.`];
}

function amountOf(count: number, one: string, many: string): string {
  return count === 1 ? `1 ${one}` : `${count} ${many}`;
}
