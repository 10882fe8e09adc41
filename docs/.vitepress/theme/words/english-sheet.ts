/** What stands on the stage's controls and on the sheet of a thing, in English; what is said of the thing comes with it. */
export const stageWords = {
  things: (stage: string) => `${stage}: arrow keys move, Enter opens`,
  hint: 'Click anything to look inside.',
  record: (record: string, broker: string, value: string | null) => `${record} on ${broker}: ${value ?? 'no value'}`,
  views: 'View',
  view: { cluster: 'Cluster', logs: 'Logs', files: 'Files' },
  segment: (offset: number) => `${String(offset).padStart(20, '0')}.log`,
  marks: {
    start: 'log start',
    end: 'log end',
    highWatermark: 'high watermark',
    lastStable: 'last stable offset',
    flushed: 'flushed up to here',
  },
  epoch: (epoch: number) => `epoch ${epoch}`,
  noLogs: 'There is no log yet. A topic’s first record makes one.',
  log: (partition: string, broker: string, segments: number, marks: readonly string[]) =>
    `${partition} on ${broker}, in ${segments === 1 ? 'one segment' : `${segments} segments`}: ${marks.join('; ')}`,
  mark: (names: readonly string[], offset: number) => `${names.join(', ')} ${offset}`,

  // the files
  noFiles: 'There is no file yet. A topic’s first record makes some.',
  fileName: (offset: number, kind: string) => `${String(offset).padStart(20, '0')}.${kind}`,
  file: (file: string, partition: string, broker: string, how: string) =>
    `${file} of ${partition} on ${broker}${how === '' ? '' : `: ${how}`}`,
  active: 'active',
  olderSegments: (count: number) => (count === 1 ? '1 older segment' : `${count} older segments`),
  entries: (count: number | undefined) =>
    count === undefined ? '' : count === 0 ? 'no entry' : count === 1 ? '1 entry' : `${grouped(count)} entries`,
  bytes(size: number, unflushed: number): string {
    if (size === 0) return 'empty';
    const flushed =
      unflushed === 0 ? 'all flushed' : unflushed === size ? 'none flushed' : `${grouped(unflushed)} not flushed`;
    return `${grouped(size)} ${size === 1 ? 'byte' : 'bytes'}, ${flushed}`;
  },
  files: (partition: string, broker: string, segments: number, start: number, end: number) =>
    `${partition} on ${broker}, in ${segments === 1 ? 'one segment' : `${segments} segments`}: log start ${start}, log end ${end}`,
  segmentFiles: (offset: number, isActive: boolean, batches: number, files: readonly string[]) =>
    `segment ${offset}${isActive ? ', active' : ''}, ${batches === 1 ? 'one batch' : `${batches} batches`}: ${files.join('; ')}`,
};

/** `1,047,488` */
function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}

export const sheetWords = {
  close: 'Close',
  back: 'Back to what was open before',
  at: (instant: string, run: string | undefined) => (run ? `seen at ${instant}, ${run}` : `seen at ${instant}`),
  looking: 'Looking …',
  failed: (message: string) => `It could not be looked at: ${message}`,
  parts: {
    record: 'Record',
    message: 'Message',
    node: 'Node',
    file: 'File',
    event: 'Event',
    comparison: 'Comparison',
    bytes: 'Bytes',
    compare: 'Compare with …',
    why: 'Why',
  },
  tabs: 'What to see of it',

  future: {
    title: 'Another future',
    says: 'Back to just before it left, and on from there; undo brings this run back. It types:',
  },
  fault: {
    title: 'A fault of the disk',
    says: 'From here on; undo takes it back. It types:',
  },

  bytes: {
    dump: 'Bytes: arrow keys go from one to the next',
    fields: 'Fields: arrow keys go from one to the next',
    byte: (position: number, hex: string, field: string) => `byte ${position}: ${hex}, ${field}`,
    range: (first: number, last: number) => (first === last ? `byte ${first}` : `bytes ${first} to ${last}`),
    more: (count: number) => (count === 1 ? '… 1 more byte' : `… ${count} more bytes`),
    size: (count: number) => (count === 1 ? '1 byte' : `${count} bytes`),
  },

  why: {
    rule: 'The rule that decided',
    given: 'It was given',
    said: 'It said',
    read: (isReplaced: boolean) => (isReplaced ? 'Read the rule of today’s Kafka' : 'Read it'),
    unread: 'Close the code',
    replaced: 'Not the rule of today’s Kafka: another one is in its place.',
    causes: 'What led to it',
    askedBy: (node: string, instant: string) => `asked by ${node} at ${instant}`,
    nothing: 'There is nothing to ask about here.',
  },
};
