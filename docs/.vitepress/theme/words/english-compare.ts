/** What stands on the sheet where files are compared, in English; what is said of the files comes with it. */
export const compareWords = {
  says: 'Choose what to put beside this file. Both are shown aligned; what is the same is folded.',
  earlier: 'The same file, as it was',
  anyInstant: 'At another instant, in milliseconds',
  compare: 'Compare',
  notAnInstant: (lastMs: string) => `An instant is a number from 0 to ${lastMs}.`,
  otherRun: 'The same file in the other run',
  otherFiles: 'Another file',
  nothing: 'There is nothing yet to compare it with.',
  at: (instant: string) => `at ${instant}`,

  sides: { one: 'first', other: 'second' },
  stretches: 'The files, part by part',
  same: (bytes: string, what: string) => `${bytes} the same: ${what}`,
  onlyIn: (bytes: string, side: string, what: string) => `${bytes} only in the ${side}: ${what}`,
  moved: (one: number, other: number) =>
    one === other ? `from byte ${one}` : `from byte ${one}, there from byte ${other}`,
  from: (position: number) => `from byte ${position}`,
  bytes: (count: number) => (count === 1 ? '1 byte' : `${count} bytes`),
  differ: 'differs',
  notFlushed: 'not flushed',
  unreadable: 'no value that can be read',
  noBytes: 'no byte',
  wrongBytes: (positions: readonly number[]) =>
    positions.length === 1 ? `different: byte ${positions[0]}` : `different: bytes ${positions.join(', ')}`,
  more: (count: number) => (count === 1 ? '… 1 more part' : `… ${count} more parts`),
};
