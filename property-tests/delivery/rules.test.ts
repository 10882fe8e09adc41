import assert from 'node:assert/strict';
import fc from 'fast-check';
import { murmur2 } from '../../src/bytes/murmur2.ts';
import { SettingError } from '../../src/configuration/tables.ts';
import { producerConfiguration } from '../../src/delivery/producer/configuration.ts';
import { deliveryRules } from '../../src/delivery/rules.ts';
import type { ResetPolicy } from '../../src/delivery/rules/consuming.ts';
import type { Settings } from '../../src/delivery/settings.ts';
import { law } from '../law.ts';

/** The decisions that need no cluster to be judged. */

law(
  'a key has one partition: the 31 lower bits of its hash, divided among the partitions',
  deliveryRules,
  fc.tuple(fc.uint8Array({ maxLength: 20 }), fc.integer({ min: 1, max: 100 })),
  ([key, partitionCount], rules) => {
    const partition = rules.partitionOfKey(key, partitionCount);
    const hash = BigInt(murmur2(key));
    assert.equal(BigInt(partition), (hash < 0n ? hash + 2n ** 31n : hash) % BigInt(partitionCount));
    assert.equal(rules.partitionOfKey(key.slice(), partitionCount), partition);
  },
).kills({
  'keeps the sign': { partitionOfKey: (key, count) => murmur2(key) % count },
  'takes the absolute value': { partitionOfKey: (key, count) => Math.abs(murmur2(key)) % count },
  'looks at the length alone': { partitionOfKey: (key, count) => key.length % count },
});

law(
  "records without a key stay with a partition for at least one batch's worth, and hardly more than two",
  deliveryRules,
  fc.tuple(
    fc.integer({ min: 1, max: 1000 }),
    fc.array(fc.record({ sizeBytes: fc.integer({ min: 1, max: 300 }), lastBatchIsFull: fc.boolean() }), {
      minLength: 1,
      maxLength: 50,
    }),
  ),
  ([batchSizeBytes, records], rules) => {
    let producedBytes = 0;
    for (const { sizeBytes, lastBatchIsFull } of records) {
      producedBytes += sizeBytes;
      if (rules.leavesPartition({ producedBytes, batchSizeBytes, lastBatchIsFull })) {
        assert.ok(producedBytes >= batchSizeBytes, `left after ${producedBytes} of ${batchSizeBytes} bytes`);
        producedBytes = 0;
      } else assert.ok(producedBytes < 2 * batchSizeBytes, `stayed after ${producedBytes} bytes`);
    }
  },
).kills({
  'goes round with every record': { leavesPartition: () => true },
  'stays for ever': { leavesPartition: () => false },
  'waits for a full batch however long it takes': {
    leavesPartition: ({ producedBytes, batchSizeBytes, lastBatchIsFull }) =>
      producedBytes >= batchSizeBytes && lastBatchIsFull,
  },
});

law(
  'a batch waits for linger.ms in all, and a full or urgent one not at all',
  deliveryRules,
  fc.record({ ageMs: fc.nat(50), lingerMs: fc.nat(30), isFull: fc.boolean(), isUrgent: fc.boolean() }),
  (batch, rules) => {
    const waitsMs = rules.lingersForMs(batch);
    if (batch.isFull || batch.isUrgent) assert.equal(waitsMs, 0);
    else assert.equal(batch.ageMs + waitsMs, Math.max(batch.ageMs, batch.lingerMs));
  },
).kills({
  'waits anew whenever it is asked': { lingersForMs: ({ lingerMs }) => lingerMs },
  'lets a full batch wait': { lingersForMs: ({ ageMs, lingerMs }) => Math.max(0, lingerMs - ageMs) },
  'never waits': { lingersForMs: () => 0 },
});

law(
  'idempotence is on where nothing stands against it; it yields in silence as a default, and refuses as a wish',
  deliveryRules,
  fc.record({
    asked: fc.constantFrom(undefined, true, false),
    acks: fc.constantFrom('all', '-1', '1', '0'),
    retries: fc.constantFrom(0, 1, 2147483647),
    inFlight: fc.integer({ min: 1, max: 8 }),
  }),
  ({ asked, acks, retries, inFlight }, rules) => {
    const conflicts = [
      ...(acks === '1' || acks === '0' ? ['acks='] : []),
      ...(retries === 0 ? ['retries=0'] : []),
      ...(inFlight > 5 ? ['max.in.flight.requests.per.connection='] : []),
    ];
    const settings: Settings = {
      'bootstrap.servers': 'broker-1:9092',
      acks,
      retries,
      'max.in.flight.requests.per.connection': inFlight,
      ...(asked === undefined ? {} : { 'enable.idempotence': asked }),
    };
    // Since Kafka 4.0 too many in flight are an error even where nobody wished for idempotence.
    if ((asked === true && conflicts.length > 0) || (asked !== false && inFlight > 5)) {
      assert.throws(
        () => producerConfiguration(settings, rules),
        (error: Error) =>
          error instanceof SettingError && conflicts.every((conflict) => error.message.includes(conflict)),
      );
    } else {
      const expected = asked !== false && conflicts.length === 0;
      assert.equal(producerConfiguration(settings, rules).isIdempotent, expected);
    }
  },
).kills({
  'a default stands firm': {
    idempotence: (inputs) =>
      inputs.asked === false ? 'off' : deliveryRules.conflictsWithIdempotence(inputs).length > 0 ? 'refused' : 'on',
  },
  'a wish yields in silence': {
    idempotence: (inputs) => (deliveryRules.idempotence(inputs) === 'on' ? 'on' : 'off'),
  },
  'too many in flight make the default yield, as before Kafka 4.0': {
    idempotence: (inputs) =>
      inputs.asked === undefined && inputs.maxInFlight > 5 ? 'off' : deliveryRules.idempotence(inputs),
  },
  'any number may be in flight': {
    idempotence: (inputs) => deliveryRules.idempotence({ ...inputs, maxInFlight: 1 }),
  },
  'says that something conflicts, not what': { conflictsWithIdempotence: () => ['something'] },
});

law(
  'without a position a consumer goes where its policy says, and nowhere else',
  deliveryRules,
  fc.tuple(
    fc.oneof(
      fc.constantFrom<ResetPolicy>('earliest', 'latest', 'none'),
      fc.integer({ min: 0, max: 100_000 }).map((durationMs): ResetPolicy => ({ durationMs })),
    ),
    fc.integer({ min: 0, max: 2_000_000_000_000 }),
  ),
  ([policy, nowMs], rules) => {
    const to = rules.resetPosition(policy, nowMs);
    if (policy === 'none') assert.equal(to, 'an error');
    else if (typeof policy === 'string') assert.equal(to, policy);
    else assert.equal((to as { timestampMs: number }).timestampMs + policy.durationMs, nowMs);
  },
).kills({
  'takes none for latest': {
    resetPosition: (policy, nowMs) => (policy === 'none' ? 'latest' : deliveryRules.resetPosition(policy, nowMs)),
  },
  'takes a duration for an instant': {
    resetPosition: (policy, nowMs) =>
      typeof policy === 'string' ? deliveryRules.resetPosition(policy, nowMs) : { timestampMs: policy.durationMs },
  },
});
