import { dataFolder } from '../cluster/simulated-broker.ts';
import { sheetWords, type Sheets } from '../narration/sheet-words.ts';
import type { RunEvent } from '../cluster/events.ts';
import { parseSegmentFile } from '../storage/file-names.ts';
import type { Told } from '../world/world.ts';
import { writePartition } from './grammar/names.ts';
import type { Companion } from './inspect-compare.ts';
import { partitionsOf } from './look.ts';
import type { Run } from './run.ts';

/** So many earlier states, the latest ones, and so many other files. */
const mostEarlier = 12;
const mostFiles = 24;

/** With what a file may be compared: itself at earlier instants, and the other files of its kind. */
export function companionsOf(file: string, broker: string, run: Run): readonly Companion[] {
  return [...earlierStates(file, broker, run), ...otherFiles(file, broker, run)];
}

type Labels = Sheets['compare']['earlier'];

/** Just before whatever has changed it, or may have; the latest first. */
function earlierStates(file: string, broker: string, run: Run): readonly Companion[] {
  const labels = sheetWords(run.language).compare.earlier;
  const [partition = '', name = ''] = file.split('/');
  const baseOffset = parseSegmentFile(name)?.offset ?? 0;
  const endOffset = nextSegment(partition, broker, baseOffset, run);
  const states: Companion[] = [];
  for (let index = run.told.length - 1; index >= 0 && states.length < mostEarlier; index--) {
    const event = run.told[index]!;
    if (event.node !== broker || ('partition' in event && event.partition !== partition)) continue;
    const label = labelOf(event as Told & RunEvent, { partition, baseOffset, endOffset }, labels);
    // What happens at one instant has one state before it: that of the first of it.
    if (label !== undefined && states.at(-1)?.atUs === event.atUs) states.pop();
    if (label === undefined) continue;
    const before = event.name === 'segments compacted' ? beginning(index, run) : index;
    states.push({ is: 'earlier', label, atUs: run.told[before]!.atUs, with: { file, broker, before } });
  }
  return states;
}

/** Where the segment ends, or may not yet. */
function nextSegment(partition: string, broker: string, baseOffset: number, { told }: Run): number {
  const bases = told.flatMap((event) => {
    const isRoll = event.name === 'segment rolled' && event.node === broker && event.partition === partition;
    return isRoll && event.baseOffset > baseOffset ? [event.baseOffset] : [];
  });
  return Math.min(Infinity, ...bases);
}

/** The files of a compaction are swapped before it is told what came of it: where it began. */
function beginning(compacted: number, { told }: Run): number {
  const event = told[compacted] as Extract<Told & RunEvent, { name: 'segments compacted' }>;
  const began = told.findLastIndex(
    (each, index) =>
      index < compacted &&
      each.name === 'compaction began' &&
      each.node === event.node &&
      each.partition === event.partition,
  );
  return began < 0 ? compacted : began;
}

interface Segment {
  readonly partition: string;
  readonly baseOffset: number;
  readonly endOffset: number;
}

/** Undefined where the file is the same before and after. */
function labelOf(
  event: Told & RunEvent,
  { partition, baseOffset, endOffset }: Segment,
  labels: Labels,
): string | undefined {
  switch (event.name) {
    case 'appended':
      return event.baseOffset >= baseOffset && event.baseOffset < endOffset
        ? labels.appended(event.baseOffset, event.lastOffset)
        : undefined;
    case 'segments compacted':
      return event.baseOffset <= baseOffset && baseOffset < event.endOffset
        ? labels[event.name](event.bytesBefore, event.bytesAfter)
        : undefined;
    case 'truncated':
      return labels.truncated(event.offset);
    case 'file mended':
      return labels[event.name];
    case 'disk damaged':
      return hurtsAnother(event.how, partition) ? undefined : labels[event.name](event.how);
    case 'node killed':
    case 'node unplugged':
    case 'node stopped':
    case 'node failed':
      return labels[event.name](event.node);
    default:
      return undefined;
  }
}

/** Where it names a record: of another partition. */
function hurtsAnother(how: string, partition: string): boolean {
  const record = /(\S+)@\d+$/.exec(how);
  return record !== null && record[1] !== partition;
}

/** Of the same kind, on any broker; those of the same name first: they should be the same. */
function otherFiles(file: string, broker: string, run: Run): readonly Companion[] {
  const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1);
  const kind = parseSegmentFile(nameOf(file))?.kind;
  const files = run.cluster.brokers.flatMap(({ name, node: { platter } }) =>
    partitionsOf(run).flatMap((named) => {
      const partition = writePartition(named);
      if (platter.tree.find(`${dataFolder}/${partition}`) === undefined) return [];
      return platter
        .list(`${dataFolder}/${partition}`)
        .filter((each) => parseSegmentFile(each)?.kind === kind)
        .map((each): Companion => {
          const path = `${partition}/${each}`;
          return { is: 'another file', label: `${path} on ${name}`, with: { file: path, broker: name } };
        });
    }),
  );
  const isOther = (each: Companion) => each.with.file !== file || each.with.broker !== broker;
  const isReplica = (each: Companion) => (each.with.file === file ? 0 : 1);
  return files
    .filter(isOther)
    .toSorted((one, other) => isReplica(one) - isReplica(other))
    .slice(0, mostFiles);
}
