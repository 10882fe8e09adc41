import assert from 'node:assert/strict';
import fc from 'fast-check';
import { storageRules, type StorageRules } from '../../src/storage/rules.ts';
import type { FoundFile } from '../../src/storage/rules/unfinished-swap.ts';
import { law } from '../law.ts';

/** A folder as a map from a file's name to what it holds: whose records, old ones or those of the compacted segment. */
type Folder = ReadonlyMap<string, string>;
type Step = (folder: Folder) => Folder;

const kinds = ['log', 'index', 'timeindex'] as const;
const rename =
  (from: string, to: string): Step =>
  (folder) => {
    const content = folder.get(from);
    return content === undefined ? folder : new Map([...folder].filter(([name]) => name !== from)).set(to, content);
  };
const remove =
  (removed: string): Step =>
  (folder) =>
    new Map([...folder].filter(([name]) => name !== removed));
const write =
  (name: string, content: string): Step =>
  (folder) =>
    new Map(folder).set(name, content);

interface Compaction {
  readonly baseOffsets: readonly number[];
  /** The position of the group in it, its length, and where its last batch ends. */
  readonly first: number;
  readonly count: number;
  /** What of the group's last segment is left: where it ends, in thousandths of the segment. */
  readonly end: number;
  /** After so many of its steps the process ended, and the next process after so many of its own. */
  readonly stepsDone: number;
  readonly endingStepsDone: number;
}

const compactions: fc.Arbitrary<Compaction> = fc.record({
  baseOffsets: fc
    .uniqueArray(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 4 })
    .map((drawn) => [0, ...drawn.sort((one, other) => one - other)]),
  first: fc.nat(3),
  count: fc.integer({ min: 1, max: 3 }),
  end: fc.integer({ min: 0, max: 1000 }),
  stepsDone: fc.nat(30),
  endingStepsDone: fc.nat(12),
});

/** Which segments become one, and the offset behind its last batch. */
function groupOf({ baseOffsets, first, count, end }: Compaction) {
  const start = first % baseOffsets.length;
  const group = baseOffsets.slice(start, start + count);
  const last = group[group.length - 1]!;
  if (end === 0 && group.length === 1) return { group, base: last, endOffset: last };
  const next = baseOffsets[start + group.length] ?? last + 20;
  return { group, base: group[0]!, endOffset: last + Math.max(1, Math.ceil(((next - last) * end) / 1000)) };
}

/** What a compaction does with names, one after the other. */
function stepsOf(compaction: Compaction): { readonly steps: readonly Step[]; readonly commit: number } {
  const { group, base } = groupOf(compaction);
  const written = kinds.map((kind) => write(`${base}.${kind}.cleaned`, 'new'));
  const ready = kinds.map((kind) => rename(`${base}.${kind}.cleaned`, `${base}.${kind}.swap`));
  const replaced = group.flatMap((old) => kinds.map((kind) => rename(`${old}.${kind}`, `${old}.${kind}.deleted`)));
  const inPlace = kinds.map((kind) => rename(`${base}.${kind}.swap`, `${base}.${kind}`));
  const gone = group.flatMap((old) => kinds.map((kind) => remove(`${old}.${kind}.deleted`)));
  return { steps: [...written, ...ready, ...replaced, ...inPlace, ...gone], commit: written.length + ready.length };
}

/** What the next process finds, and what it does with it. */
function endingOf(folder: Folder, swapEndOffset: number, rules: StorageRules): readonly Step[] {
  const files = [...folder.keys()].sort().map((name): FoundFile => {
    const [offset, kind, suffix] = name.split('.');
    return {
      name,
      baseOffset: Number(offset),
      suffix: suffix as FoundFile['suffix'],
      swapEndOffset: kind === 'log' && suffix === 'swap' ? swapEndOffset : undefined,
    };
  });
  const end = rules.endOfSwap(files);
  return [...end.remove.map(remove), ...end.putInPlace.map((name) => rename(name, name.replace(/\.swap$/, '')))];
}

function apply(folder: Folder, steps: readonly Step[]): Folder {
  return steps.reduce((before, step) => step(before), folder);
}

law(
  'wherever a compaction was interrupted, the next start finds all of the old segments or the new one, and nothing between',
  storageRules,
  compactions,
  (compaction, rules) => {
    const { baseOffsets, stepsDone, endingStepsDone } = compaction;
    const { group, base, endOffset } = groupOf(compaction);
    const old: Folder = new Map(baseOffsets.flatMap((offset) => kinds.map((kind) => [`${offset}.${kind}`, 'old'])));
    const others = [...old].filter(([name]) => !group.includes(Number(name.split('.')[0])));
    const compacted: Folder = new Map([
      ...others,
      ...kinds.map((kind): [string, string] => [`${base}.${kind}`, 'new']),
    ]);

    const { steps, commit } = stepsOf(compaction);
    const found = apply(old, steps.slice(0, stepsDone));
    const interrupted = apply(found, endingOf(found, endOffset, rules).slice(0, endingStepsDone));
    const after = apply(interrupted, endingOf(interrupted, endOffset, rules));
    const expected = stepsDone < commit ? old : compacted;
    assert.deepEqual(Object.fromEntries([...after].sort()), Object.fromEntries([...expected].sort()));
  },
  { runs: 2000 },
).kills({
  'what is called .swap counts at once': {
    endOfSwap: (files) => storageRules.endOfSwap(files.filter(({ suffix }) => suffix !== 'cleaned')),
  },
  'a swap is thrown away': {
    endOfSwap: (files) => {
      const { remove } = storageRules.endOfSwap(files.filter(({ suffix }) => suffix !== 'swap'));
      const swaps = files.flatMap(({ name, suffix }) => (suffix === 'swap' ? [name] : []));
      return { remove: [...remove, ...swaps], putInPlace: [] };
    },
  },
  'the segments that were replaced stay': {
    endOfSwap: (files) => {
      const inUse = files.flatMap(({ name, suffix }) => (suffix === undefined ? [name] : []));
      const { remove, putInPlace } = storageRules.endOfSwap(files);
      return { remove: remove.filter((name) => !inUse.includes(name)), putInPlace };
    },
  },
  'only the first of the segments is replaced': {
    endOfSwap: (files) => {
      const end = storageRules.endOfSwap(files);
      const base = files.find(({ swapEndOffset }) => swapEndOffset !== undefined)?.baseOffset;
      const later = files.flatMap(({ name, suffix, baseOffset }) =>
        suffix === undefined && baseOffset !== base ? [name] : [],
      );
      return { ...end, remove: end.remove.filter((name) => !later.includes(name)) };
    },
  },
  'one of which nothing is left does not take its place': {
    endOfSwap: (files) => {
      const empty = files.find(({ baseOffset, swapEndOffset }) => swapEndOffset === baseOffset);
      if (empty === undefined) return storageRules.endOfSwap(files);
      const { remove } = storageRules.endOfSwap(files.filter(({ suffix }) => suffix !== 'swap'));
      return { remove, putInPlace: files.flatMap(({ name, suffix }) => (suffix === 'swap' ? [name] : [])) };
    },
  },
  'the segment behind goes too': {
    endOfSwap: (files) =>
      storageRules.endOfSwap(
        files.map((file) =>
          file.swapEndOffset === undefined ? file : { ...file, swapEndOffset: file.swapEndOffset + 1 },
        ),
      ),
  },
  'an index comes first': {
    endOfSwap: (files) => {
      const { remove, putInPlace } = storageRules.endOfSwap(files);
      return { remove, putInPlace: putInPlace.toReversed() };
    },
  },
  'indexes of a finished swap keep their suffix': {
    endOfSwap: (files) => {
      const { remove, putInPlace } = storageRules.endOfSwap(files);
      return { remove, putInPlace: putInPlace.filter((name) => name.includes('.log')) };
    },
  },
  'what was deleted stays': {
    endOfSwap: (files) => storageRules.endOfSwap(files.filter(({ suffix }) => suffix !== 'deleted')),
  },
});
