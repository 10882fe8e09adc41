import fc from 'fast-check';
import type { LogSettings } from '../../src/storage/settings.ts';

/** What happens to a log, as plain data: what is drawn, shrunk and printed. Places are thousandths of what there is. */
export type LogAction =
  | { readonly do: 'append'; readonly records: number; readonly valueBytes: number; readonly timestamp: number }
  | { readonly do: 'append idempotently'; readonly producer: number; readonly records: number }
  /** Keys are few; each of them may have its deletion. Only where the log is compacted. */
  | { readonly do: 'delete a key'; readonly key: number }
  | { readonly do: 'compact' }
  /** While the disk has room for so much more only. */
  | { readonly do: 'append on a full disk'; readonly records: number; readonly roomBytes: number }
  | { readonly do: 'send the last batch again'; readonly producer: number }
  | { readonly do: 'read'; readonly place: number; readonly maxBytes: number; readonly upTo: number }
  | { readonly do: 'search'; readonly timestamp: number }
  | { readonly do: 'delete records'; readonly place: number }
  | { readonly do: 'flush' }
  | { readonly do: 'save checkpoints' }
  | { readonly do: 'truncate'; readonly place: number }
  | { readonly do: 'stop cleanly' }
  | { readonly do: 'kill' }
  | { readonly do: 'lose power'; readonly unflushed: 'nothing' | 'chance' };

export interface LogHistory {
  readonly seed: number;
  readonly settings: Pick<
    LogSettings,
    'segmentBytes' | 'indexIntervalBytes' | 'segmentIndexBytes' | 'segmentMs' | 'isCompacted' | 'deleteRetentionMs'
  >;
  readonly actions: readonly LogAction[];
}

const place = fc.integer({ min: 0, max: 1000 });
const timestamp = fc.integer({ min: 0, max: 40 });
const kind = <Name extends LogAction['do']>(name: Name) => fc.constant(name);

const actions: fc.Arbitrary<LogAction> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: kind('append'),
      records: fc.integer({ min: 1, max: 4 }),
      valueBytes: fc.integer({ min: 0, max: 60 }),
      timestamp,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: kind('append idempotently'),
      producer: fc.integer({ min: 0, max: 1 }),
      records: fc.integer({ min: 1, max: 3 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: kind('append on a full disk'),
      records: fc.integer({ min: 1, max: 3 }),
      roomBytes: fc.integer({ min: 0, max: 300 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: kind('send the last batch again'), producer: fc.integer({ min: 0, max: 1 }) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: kind('read'), place, maxBytes: fc.integer({ min: 0, max: 600 }), upTo: place }),
  },
  { weight: 2, arbitrary: fc.record({ do: kind('search'), timestamp }) },
  { weight: 1, arbitrary: fc.record({ do: kind('delete records'), place }) },
  { weight: 2, arbitrary: fc.record({ do: kind('flush') }) },
  { weight: 1, arbitrary: fc.record({ do: kind('save checkpoints') }) },
  { weight: 1, arbitrary: fc.record({ do: kind('truncate'), place }) },
  { weight: 1, arbitrary: fc.record({ do: kind('stop cleanly') }) },
  { weight: 1, arbitrary: fc.record({ do: kind('kill') }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: kind('lose power'),
      unflushed: fc.constantFrom('nothing' as const, 'chance' as const),
    }),
  },
);

const actionsOfCompacted: fc.Arbitrary<LogAction> = fc.oneof(
  { weight: 30, arbitrary: actions },
  { weight: 2, arbitrary: fc.record({ do: kind('delete a key'), key: fc.integer({ min: 0, max: 3 }) }) },
  { weight: 4, arbitrary: fc.record({ do: kind('compact') }) },
);

function histories(isCompacted: boolean, action: fc.Arbitrary<LogAction>): fc.Arbitrary<LogHistory> {
  return fc.record({
    seed: fc.integer({ min: 1, max: 1_000_000 }),
    settings: fc.record({
      segmentBytes: fc.constantFrom(400, 1000, 100_000),
      indexIntervalBytes: fc.constantFrom(0, 100, 300, 4096),
      segmentIndexBytes: fc.constantFrom(24, 80, 10_000),
      segmentMs: fc.constantFrom(5, 20, Infinity),
      isCompacted: fc.constant(isCompacted),
      /** A tombstone goes with the next compaction, or never. */
      deleteRetentionMs: fc.constantFrom(0, Infinity),
    }),
    actions: fc.array(action, { minLength: 1, maxLength: 30 }),
  });
}

export const logHistories: fc.Arbitrary<LogHistory> = fc.oneof(
  { weight: 2, arbitrary: histories(false, actions) },
  { weight: 1, arbitrary: histories(true, actionsOfCompacted) },
);
