import type { Does } from '../src/terminal/grammar/command.ts';
import type { View } from './.vitepress/theme/stage/views.ts';

/**
 * The pages that teach, in the order in which they are read. Head, previous and next, the contents and the checks of a page
 * come from here; the terms that it introduces stand in glossary.ts. `docs/tests/curriculum.test.ts` holds every page to it.
 */
export interface Page {
  /** Where it stands, without ending: `/1-storage/1-why-a-queue-on-disk-can-be-fast`. */
  readonly path: string;
  /** As its heading says it. */
  readonly title: string;
  /** What the reader can do afterwards; it goes on with “You can …”. */
  readonly promise: string;
  /**
   * To read it slowly and to do what it says, as `minutesOf` in .vitepress/lessons/budget.ts reckons it; side rooms have
   * minutes of their own.
   */
  readonly minutes: number;
  /** Of all its exercises, which one may leave for another day. */
  readonly exerciseMinutes?: number;
  /** A lesson keeps the order and the budgets of docs/how-to-write-a-lesson.md; a tour shows what there is. */
  readonly kind: 'lesson' | 'tour';
  /** Commands that no page before has used. */
  readonly commands: readonly Does[];
  /** Views of the stage that no page before has shown. */
  readonly views: readonly View[];
}

export interface Chapter {
  readonly name: string;
  /** Undefined for what stands before the first. */
  readonly number: number | undefined;
  readonly pages: readonly Page[];
}

export const curriculum: readonly Chapter[] = [
  {
    name: 'Introduction',
    number: undefined,
    pages: [
      {
        path: '/what-kafka-is',
        title: 'What Kafka is',
        promise: 'say ten words of Kafka, each of which you have seen happen.',
        minutes: 13,
        kind: 'tour',
        commands: [
          'create cluster',
          'create topic',
          'create producer',
          'produce',
          'step',
          'create consumer',
          'poll',
          'process',
        ],
        views: ['cluster'],
      },
      {
        path: '/start',
        title: 'A lost answer, by hand',
        promise: 'lose an answer, and say what the producer can know, and what cures it.',
        minutes: 6,
        kind: 'tour',
        commands: ['drop', 'expect', 'again set'],
        views: [],
      },
      {
        path: '/three-promises',
        title: 'Three promises',
        promise: 'say what at most, at least and exactly once mean, on the same two losses.',
        minutes: 13,
        exerciseMinutes: 5,
        kind: 'tour',
        commands: ['wait until', 'show ledger'],
        views: [],
      },
      {
        path: '/install',
        title: 'Install and configure',
        promise: 'start any of three brokers, and say why a client cannot reach it.',
        minutes: 14,
        kind: 'tour',
        commands: ['stop', 'start'],
        views: [],
      },
    ],
  },
  {
    name: 'Storage',
    number: 1,
    pages: [
      {
        path: '/1-storage/1-why-a-queue-on-disk-can-be-fast',
        title: 'Why a queue on disk can be fast',
        promise: 'say which of four reasons for speed a setting touches, and what it costs.',
        minutes: 18,
        exerciseMinutes: 6,
        kind: 'lesson',
        commands: ['show files', 'kill', 'unplug'],
        views: ['logs'],
      },
      {
        path: '/1-storage/2-a-batch-byte-by-byte',
        title: 'A batch, byte by byte',
        promise: 'read a batch in a hexdump, and say who notices a bit that has turned.',
        minutes: 16,
        exerciseMinutes: 23,
        kind: 'lesson',
        commands: ['show bytes', 'damage record', 'why bytes'],
        views: [],
      },
      {
        path: '/1-storage/3-one-log-many-files',
        title: 'One log, many files',
        promise: 'foresee when a log begins its next file, and by whose clock.',
        minutes: 19,
        exerciseMinutes: 21,
        kind: 'lesson',
        commands: ['why files', 'skew', 'wait'],
        views: ['files'],
      },
      {
        path: '/1-storage/4-the-offset-index',
        title: 'The offset index',
        promise: 'say how a broker gets from an offset to a byte, and what fewer index entries cost.',
        minutes: 18,
        exerciseMinutes: 8,
        kind: 'lesson',
        commands: ['seek', 'show reads', 'show index'],
        views: [],
      },
      {
        path: '/1-storage/5-the-time-index',
        title: 'The time index',
        promise: 'say what “since nine o’clock” promises when clocks disagree, and whose clock counts.',
        minutes: 19,
        exerciseMinutes: 8,
        kind: 'lesson',
        commands: ['show timestamps'],
        views: [],
      },
      {
        path: '/1-storage/6-after-the-crash',
        title: 'After the crash',
        promise: 'say which bytes a broker still believes, and what a single wrong one costs.',
        minutes: 15,
        exerciseMinutes: 12,
        kind: 'lesson',
        commands: ['why end'],
        views: [],
      },
      {
        path: '/1-storage/7-retention',
        title: 'Retention',
        promise: 'say why an expired record is still there, and when it will go.',
        minutes: 15,
        exerciseMinutes: 12,
        kind: 'lesson',
        commands: ['why start', 'heal'],
        views: [],
      },
      {
        path: '/1-storage/8-compaction',
        title: 'Compaction',
        promise: 'say what stays of a compacted log, and when a deletion may be forgotten.',
        minutes: 18,
        exerciseMinutes: 8,
        kind: 'lesson',
        commands: ['show log'],
        views: [],
      },
      {
        path: '/1-storage/9-what-a-broker-remembers-of-a-producer',
        title: 'What a broker remembers of a producer',
        promise: 'say by what a copy is known, and when the broker takes you for a stranger.',
        minutes: 19,
        exerciseMinutes: 12,
        kind: 'lesson',
        commands: ['fail', 'again rule'],
        views: [],
      },
    ],
  },
];

export const pages: readonly Page[] = curriculum.flatMap((chapter) => chapter.pages);

/** Undefined for a page that does not teach, such as the commands. */
export function pageAt(path: string): Page | undefined {
  return pages.find((page) => page.path === path);
}

/** @param file as VitePress calls it: `1-storage/1-why-a-queue-on-disk-can-be-fast.md` */
export function pageOfFile(file: string): Page | undefined {
  return pageAt(`/${file.replace(/\.md$/, '')}`);
}

export function chapterOf(page: Page): Chapter {
  const chapter = curriculum.find((each) => each.pages.includes(page));
  if (chapter === undefined) throw new Error(`${page.path} belongs to no chapter`);
  return chapter;
}

/** `1.1`; undefined outside of the numbered chapters. */
export function numberOf(page: Page): string | undefined {
  const { number, pages: own } = chapterOf(page);
  return number === undefined ? undefined : `${number}.${own.indexOf(page) + 1}`;
}

export function neighboursOf(page: Page): { readonly before: Page | undefined; readonly next: Page | undefined } {
  const place = pages.indexOf(page);
  return { before: pages[place - 1], next: pages[place + 1] };
}

/** The views that a page may show: its own, and those of all pages before it. */
export function viewsKnownAt(page: Page): readonly View[] {
  return pages.slice(0, pages.indexOf(page) + 1).flatMap(({ views }) => views);
}
