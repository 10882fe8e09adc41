import { dataFolder } from '../cluster/simulated-broker.ts';
import { sheetWords } from '../narration/sheet-words.ts';
import { parseSegmentFile, segmentFile } from '../storage/file-names.ts';
import type { OffsetEntry, TimeEntry } from '../storage/inspect.ts';
import { OffsetIndex } from '../storage/offset-index.ts';
import { TimeIndex } from '../storage/time-index.ts';
import { writePartition } from './grammar/names.ts';
import { bareSheet, type Fact, type Future, type Section, type Sheet } from './inspect-sheet.ts';
import { batchesOf, partitionsOf } from './look.ts';
import type { Run } from './run.ts';

/** A segment's files as they are on a broker's disk: plain data of bounded size, so that it can cross to a page. */
export interface IndexesSeen {
  readonly broker: string;
  readonly partition: string;
  readonly baseOffset: number;
  readonly logBytes: number;
  /** How many of them are in the page cache alone. */
  readonly unflushedBytes: number;
  readonly offsets: EntriesSeen<OffsetEntry>;
  readonly times: EntriesSeen<TimeEntry>;
}

export interface EntriesSeen<Entry> {
  /** Of the whole file. */
  readonly sizeBytes: number;
  /** How many there are; those that are seen are spread over all of them. */
  readonly count: number;
  readonly seen: readonly Entry[];
}

/** So many segments, the last ones of each log, and so many entries of each index. */
const mostSegments = 12;
const mostEntries = 60;

/** Of every segment of every log that is on a disk; Kafka's own are left out. */
export function indexesOf(run: Run): readonly IndexesSeen[] {
  return run.cluster.brokers.flatMap(({ name: broker, node: { platter } }) =>
    partitionsOf(run).flatMap((named) => {
      const partition = writePartition(named);
      const folder = `${dataFolder}/${partition}`;
      if (platter.tree.find(folder) === undefined) return [];
      const logs = platter.list(folder).flatMap((file) => parseSegmentFile(file) ?? []);
      const bases = logs.filter(({ kind }) => kind === 'log').map(({ offset }) => offset);
      return bases.slice(-mostSegments).map((baseOffset): IndexesSeen => {
        const log = platter.tree.file(`${folder}/${segmentFile(baseOffset, 'log')}`);
        const bytesOf = (kind: 'index' | 'timeindex') => {
          const path = `${folder}/${segmentFile(baseOffset, kind)}`;
          return platter.tree.find(path) === undefined ? new Uint8Array(0) : platter.read(path);
        };
        return {
          broker,
          partition,
          baseOffset,
          logBytes: log.sizeBytes,
          unflushedBytes: log.unflushedBytes,
          offsets: offsetsIn(baseOffset, bytesOf('index'), mostEntries),
          times: timesIn(baseOffset, bytesOf('timeindex'), mostEntries),
        };
      });
    }),
  );
}

function offsetsIn(baseOffset: number, bytes: Uint8Array, most: number): EntriesSeen<OffsetEntry> {
  const index = new OffsetIndex(baseOffset, bytes);
  index.trimZeros();
  const seen = spread(index.entryCount, most, (entry) => ({
    offset: index.offset(entry),
    position: index.position(entry),
  }));
  return { sizeBytes: bytes.length, count: index.entryCount, seen };
}

function timesIn(baseOffset: number, bytes: Uint8Array, most: number): EntriesSeen<TimeEntry> {
  const index = new TimeIndex(baseOffset, bytes);
  index.trimZeros();
  const seen = spread(index.entryCount, most, (entry) => ({
    timestampMs: index.timestampMs(entry),
    offset: index.offset(entry),
  }));
  return { sizeBytes: bytes.length, count: index.entryCount, seen };
}

/** The first, the last, and others evenly between them. */
function spread<Entry>(count: number, most: number, entryAt: (entry: number) => Entry): readonly Entry[] {
  const shown = Math.min(count, most);
  return Array.from({ length: shown }, (_, index) =>
    entryAt(shown === count ? index : Math.floor((index * (count - 1)) / (shown - 1))),
  );
}

const mostListed = 400;

/**
 * One of a segment's files: how long it is, what of it is flushed, what an index holds, and how a disk may spoil it.
 *
 * @param file `payments-0/00000000000000000000.index`
 * @param isPresent nothing has happened since in that run: commands entered now meet the file as it is seen
 */
export function fileSheet(file: string, brokerName: string, run: Run, isPresent: boolean): Sheet {
  const sheets = sheetWords(run.language);
  const path = `${dataFolder}/${file}`;
  const platter = run.cluster.brokers.find(({ name }) => name === brokerName)?.node.platter;
  const [partition = '', title = ''] = file.split('/');
  const segment = parseSegmentFile(title);
  if (platter?.tree.find(path) === undefined || segment === undefined) {
    return bareSheet(title, sheets.noFile(file, brokerName));
  }
  const { sizeBytes, unflushedBytes } = platter.tree.file(path);
  const facts: Fact[] = [
    { name: sheets.size, value: sheets.bytes(sizeBytes) },
    { name: sheets.baseOffset, value: String(segment.offset) },
    { name: sheets.unflushed, value: unflushedBytes === 0 ? sheets.isFlushed : sheets.isNotFlushed(unflushedBytes) },
  ];
  const entries = entriesSection(segment, segment.kind === 'log' ? new Uint8Array(0) : platter.read(path), run);
  const says = `${sheets.fileOf(partition, brokerName)} ${sheets.fileKind[segment.kind]}`;
  const futures = isPresent && segment.kind === 'log' ? faultsOf(partition, title, brokerName, run) : [];
  return { ...bareSheet(title, says), sections: [{ title: sheets.partOf.place, facts }, ...entries], futures };
}

/** Only the last file is written to; of any that has a record a byte can be flipped. */
function faultsOf(partition: string, file: string, brokerName: string, run: Run): readonly Future[] {
  const { future } = sheetWords(run.language);
  const broker = run.cluster.brokers.find(({ name }) => name === brokerName)!;
  const batches = batchesOf(broker, partition);
  const record = batches
    .filter((batch) => batch.file === file)
    .at(-1)
    ?.records.at(-1);
  const isActive = (batches.at(-1)?.file ?? file) <= file;
  const write = `damage next write of ${partition} on ${brokerName}`;
  return [
    ...(record === undefined
      ? []
      : [fault('flip', future.flip(record.offset), `damage ${partition}@${record.offset} on ${brokerName}`)]),
    ...(isActive ? [fault('fail', future.fail, write), fault('tear', future.tear, `${write} how=torn`)] : []),
  ];
}

function fault(does: Future['does'], label: string, command: string): Future {
  return { does, label, commands: [command] };
}

function entriesSection(
  { kind, offset }: { readonly kind: string; readonly offset: number },
  bytes: Uint8Array,
  run: Run,
): readonly Section[] {
  const { entries, entry, timeEntry } = sheetWords(run.language);
  if (kind === 'index') {
    const { count, seen } = offsetsIn(offset, bytes, mostListed);
    const facts = seen.map((each) => ({ name: `offset ${each.offset}`, value: entry(each.position) }));
    return [{ title: entries(count), facts }];
  }
  if (kind !== 'timeindex') return [];
  const { count, seen } = timesIn(offset, bytes, mostListed);
  const facts = seen.map((each) => ({ name: `${each.timestampMs} ms`, value: timeEntry(each.offset) }));
  return [{ title: entries(count), facts }];
}
