/** What stands on the stage's controls and on the sheet of a thing, in English; what is said of the thing comes with it. */
export const stageWords = {
  things: (stage: string) => `${stage}: arrow keys move, Enter opens`,
  hint: 'Click anything to look inside.',
  record: (record: string, broker: string, value: string | null) => `${record} on ${broker}: ${value ?? 'no value'}`,
  views: 'View',
  view: { cluster: 'Cluster', logs: 'Logs' },
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
};

export const sheetWords = {
  close: 'Close',
  back: 'Back to what was open before',
  at: (instant: string, run: string | undefined) => (run ? `seen at ${instant}, ${run}` : `seen at ${instant}`),
  looking: 'Looking …',
  failed: (message: string) => `It could not be looked at: ${message}`,
  parts: { record: 'Record', message: 'Message', node: 'Node', event: 'Event', bytes: 'Bytes', why: 'Why' },
  tabs: 'What to see of it',

  future: {
    title: 'Another future',
    says: 'Back to just before it left, and on from there; undo brings this run back. It types:',
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
