import fc from 'fast-check';
import type { Fault } from '../../src/cluster/faults.ts';
import type { Schedule, Step } from '../../src/cluster/schedule.ts';

const forMs = 4000;
const atMs = fc.nat(forMs);
const nodes = fc.constantFrom('broker-1', 'teller');

const messageChoice = {
  count: fc.integer({ min: 1, max: 3 }),
  api: fc.constantFrom('Produce', 'Metadata', 'InitProducerId', 'ApiVersions'),
  direction: fc.constantFrom('request' as const, 'response' as const),
};

const faults: fc.Arbitrary<Fault> = fc.oneof(
  fc.record({
    do: fc.constantFrom('drop' as const, 'repeat' as const, 'hold' as const, 'break' as const),
    ...messageChoice,
  }),
  fc.record({ do: fc.constant('delay' as const), byMs: fc.nat(1500), ...messageChoice }),
  fc.record({
    do: fc.constant('fail' as const),
    error: fc.constantFrom('NOT_LEADER_OR_FOLLOWER' as const, 'UNKNOWN_SERVER_ERROR' as const),
    ...messageChoice,
  }),
  fc.record({
    do: fc.constantFrom('kill' as const, 'unplug' as const, 'stop' as const, 'start' as const),
    node: nodes,
  }),
  fc.record({ do: fc.constant('start' as const), node: nodes }),
  fc.record({ do: fc.constant('pause' as const), node: nodes, forMs: fc.nat(1500) }),
  fc.record({ do: fc.constant('skew' as const), node: nodes, byMs: fc.integer({ min: -5000, max: 5000 }) }),
  fc.record({
    do: fc.constant('damage disk' as const),
    node: fc.constant('broker-1'),
    how: fc.constantFrom('full' as const, 'slow' as const, 'failing' as const, 'lost' as const),
  }),
  fc.record({
    do: fc.constant('damage next' as const),
    operation: fc.constantFrom('write' as const, 'read' as const, 'flush' as const),
    partition: fc.constantFrom('payments-0', '__cluster_metadata-0'),
    how: fc.constantFrom('failed' as const, 'lost' as const, 'torn' as const, 'misplaced' as const),
    count: fc.integer({ min: 1, max: 3 }),
  }),
  fc.record({ do: fc.constant('cut' as const), from: nodes, to: fc.constant('all'), oneway: fc.boolean() }),
  fc.record({
    do: fc.constant('slow' as const),
    from: nodes,
    to: fc.constant('all'),
    byMs: fc.nat(200),
    jitterMs: fc.nat(50),
  }),
  fc.record({
    do: fc.constant('lose' as const),
    from: nodes,
    to: fc.constant('all'),
    oneIn: fc.integer({ min: 2, max: 9 }),
  }),
  fc.constantFrom({ do: 'heal' as const }, { do: 'release' as const }),
);

/** Something is written all the while, and anything may go wrong. */
export const schedules: fc.Arbitrary<Schedule> = fc
  .record({
    seed: fc.nat(1_000_000),
    idempotent: fc.boolean(),
    faults: fc.array(fc.tuple(atMs, faults), { maxLength: 8 }),
  })
  .map(({ seed, idempotent, faults }) => ({
    seed,
    forMs,
    steps: [
      { atMs: 0, do: 'create producer', client: 'teller', settings: tellerSettings(idempotent) },
      { atMs: 20, do: 'create topic', topic: 'payments' },
      ...Array.from({ length: 20 }, (_, index): Step => payment(100 + index * 150, index)),
      ...faults.map(([atMs, fault]): Step => ({ atMs, ...fault })),
    ],
  }));

function tellerSettings(idempotent: boolean): Record<string, string> {
  return { 'enable.idempotence': String(idempotent), 'request.timeout.ms': '400', 'delivery.timeout.ms': '2000' };
}

export function payment(atMs: number, number: number): Step {
  return { atMs, do: 'produce', client: 'teller', topic: 'payments', value: `payment ${number}` };
}
