import type { Inspection } from '../../storage/inspect.ts';
import type { BatchContent, Bytes, RecordContent } from './batches.ts';
import type { Content, FileContent } from './contents.ts';

/** What `dump` found, in lines for people: one for every file, batch, record and entry. */
export function linesOf(content: Content): readonly string[] {
  switch (content.kind) {
    case 'batch':
      return [batchLine(content), ...recordLines(content)];
    case 'flaw':
      return [`  from byte ${content.position} on it cannot be read: ${content.because}`];
    default:
      return [
        `${content.file}: ${titleOf(content)}, ${counted(content.sizeBytes, 'byte', 'bytes')}`,
        ...entryLines(content).map(indented),
      ];
  }
}

function titleOf(content: FileContent): string {
  switch (content.kind) {
    case 'batches':
      return `batches from offset ${content.baseOffset} on`;
    case 'offset index':
    case 'time index':
      return `${content.kind} from offset ${content.baseOffset} on, ${counted(content.entries.length, 'entry', 'entries')}`;
    case 'producer snapshot':
      return `producers below offset ${content.offset}`;
    case 'another file':
      return 'not a file of a log';
    default:
      return content.kind;
  }
}

function entryLines(content: FileContent): readonly string[] {
  switch (content.kind) {
    case 'quorum state':
      return [JSON.stringify(content.state)];
    case 'meta properties':
      return Object.entries(content.properties).map(([key, value]) => `${key}=${value}`);
    case 'another file':
      return [];
    default:
      return inspectionLines(content);
  }
}

function inspectionLines(content: Inspection): readonly string[] {
  switch (content.kind) {
    case 'batches':
      return [];
    case 'offset index':
      return content.entries.map(({ offset, position }) => `offset ${offset} at byte ${position}`);
    case 'time index':
      return content.entries.map(({ timestampMs, offset }) => `up to ${timeOf(timestampMs)} offset ${offset}`);
    case 'transaction index':
      return content.transactions.map(
        ({ producerId, firstOffset, lastOffset, lastStableOffset }) =>
          `producer ${producerId} aborted ${firstOffset} to ${lastOffset}, last stable offset then ${lastStableOffset}`,
      );
    case 'producer snapshot':
      return content.producers.map((producer) => JSON.stringify(producer));
    case 'leader epochs':
      return content.epochs.map(({ epoch, startOffset }) => `epoch ${epoch} from offset ${startOffset} on`);
    case 'offsets':
      return content.offsets.map(({ topic, partition, offset }) => `${topic}-${partition} ${offset}`);
    case 'partition metadata':
      return [`topic id ${content.topicId}`];
    case 'clean shutdown':
      return [`broker epoch ${content.brokerEpoch}`];
  }
}

function batchLine(batch: BatchContent): string {
  const { producerId, producerEpoch, baseSequence, lastSequence } = batch;
  const sequences = baseSequence < 0 ? '' : ` sequence ${span(baseSequence, lastSequence)}`;
  const about = [
    counted(batch.recordsCount, 'record', 'records'),
    batch.compression,
    ...(batch.timestampType === 'LogAppendTime' ? ['LogAppendTime'] : []),
    ...(batch.isTransactional ? ['transactional'] : []),
    ...(batch.isControlBatch ? ['control'] : []),
    `leader epoch ${batch.partitionLeaderEpoch}`,
    ...(producerId < 0 ? [] : [`producer ${producerId} epoch ${producerEpoch}${sequences}`]),
    ...(batch.deleteHorizonMs === null ? [] : [`delete horizon ${timeOf(batch.deleteHorizonMs)}`]),
    batch.isChecksumRight ? `CRC ${batch.crc}` : `CRC ${batch.crc} IS WRONG`,
  ];
  const { baseOffset, lastOffset, position, sizeBytes } = batch;
  return `  batch ${span(baseOffset, lastOffset)} at byte ${position}, ${sizeBytes} bytes: ${about.join(', ')}`;
}

function recordLines({ records, flaw }: BatchContent): readonly string[] {
  const lines = records.map((record) => `    ${record.offset}  ${timeOf(record.timestamp)}  ${sayingOf(record)}`);
  return flaw === undefined ? lines : [...lines, `    records that cannot be read: ${flaw}`];
}

/** A record of the cluster's own by what it means, any other by key, value and headers. */
function sayingOf(record: RecordContent): string {
  const { control, decoded, flaw } = record;
  if (control !== undefined) return spoken(control);
  if (decoded !== undefined) return spoken(decoded);
  const headers = record.headers.map(({ key, value }) => `${key}=${shortened(value)}`);
  const about = headers.length === 0 ? '' : `  {${headers.join(', ')}}`;
  return `${shortened(record.key)} = ${shortened(record.value)}${about}${flaw === undefined ? '' : `  cannot be decoded: ${flaw}`}`;
}

/** The name first, then what belongs to it. */
function spoken(meaning: object): string {
  const { type, keyName, ...rest } = meaning as { readonly type?: unknown; readonly keyName?: unknown };
  return `${String(keyName ?? type)} ${JSON.stringify(rest)}`;
}

/** As much as a line bears; `--json` has all of it. */
const longestText = 120;

function shortened(bytes: Bytes): string {
  if (bytes === null) return 'null';
  const text = typeof bytes === 'string' ? JSON.stringify(bytes) : `0x${bytes.hex}`;
  return text.length <= longestText ? text : `${text.slice(0, longestText)}… (${text.length} characters)`;
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

function span(first: number, last: number): string {
  return first === last ? `${first}` : `${first} to ${last}`;
}

/** What a `Date` can say; −1 means that there is none. */
const latestDateMs = 8.64e15;

function timeOf(timestampMs: number): string {
  if (timestampMs === -1) return 'no time';
  return Math.abs(timestampMs) <= latestDateMs ? new Date(timestampMs).toISOString() : `${timestampMs} ms`;
}

function indented(line: string): string {
  return `  ${line}`;
}
