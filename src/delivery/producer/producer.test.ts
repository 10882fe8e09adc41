import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KafkaException } from '../kafka-exception.ts';
import { type Asked, batchesOf, type Script } from '../testing/scripted-broker.ts';
import { type Scene, scene } from '../testing/scene.ts';

const payment = (value: string) => ({ topic: 'payments', value });
const named =
  (kafkaName: string, message = /./) =>
  (error: unknown) =>
    error instanceof KafkaException && error.kafkaName === kafkaName && message.test(error.message);

/** Does something to the Produce requests, in their order; those behind the last are answered. */
const produceScript =
  (...scripts: readonly Script[]) =>
  ({ api, earlier }: Asked): Script =>
    api === 'Produce' ? (scripts[earlier] ?? 'answer') : 'answer';

const produced = ({ broker }: Scene) => broker.asked.filter(({ api }) => api === 'Produce');
const recordsPerRequest = (told: Scene) =>
  produced(told).map((asked) => batchesOf(asked).map((batch) => batch.recordsCount));

test('a record is acknowledged with its offset; a tombstone has no value', async () => {
  const { producer, broker, run } = await scene();
  const teller = await producer();
  const first = await run(() => teller.send(payment('42 EUR to Ada')));
  const second = await run(() => teller.send({ topic: 'payments', key: 'bob', value: null }));
  assert.deepEqual([first.partition, first.offset, second.offset], [0, 0, 1]);
  assert.deepEqual(
    [...broker.batches('payments')[1]!.records()].map(({ value }) => value),
    [null],
  );
});

test('key, headers and timestamp travel with the value; without a timestamp it is the time of sending', async () => {
  const { producer, broker, run } = await scene();
  const teller = await producer();
  const headers = [{ key: 'trace', value: Uint8Array.of(7) }];
  await run(() => teller.send({ topic: 'payments', key: 'ada', value: 'a', headers, timestampMs: 12345 }));
  const { timestampMs } = await run(() => teller.send(payment('b')));
  const [one, two] = broker.batches('payments').flatMap((batch) => [...batch.records()]);
  assert.deepEqual([one!.timestamp, one!.headers, new TextDecoder().decode(one!.key!)], [12345, headers, 'ada']);
  assert.equal(two!.timestamp, timestampMs);
  assert.ok(timestampMs >= 1_767_225_600_000);
});

test('what is sent within linger.ms travels together, in order', async () => {
  const told = await scene();
  const teller = await told.producer({ 'linger.ms': 20 });
  await told.run(() => Promise.all(['a', 'b', 'c'].map((value) => teller.send(payment(value)))));
  assert.deepEqual(told.broker.values('payments'), ['a', 'b', 'c']);
  assert.deepEqual(recordsPerRequest(told), [[3]]);
});

test('a full batch does not linger', async () => {
  const told = await scene();
  const teller = await told.producer({ 'linger.ms': 1000, 'batch.size': 100, 'delivery.timeout.ms': 60_000 });
  await told.run(() => teller.send(payment('first, so that everything is known'.repeat(9))));
  const startUs = told.simulation.nowUs;
  await told.run(() => teller.send(payment('x'.repeat(200))));
  assert.ok(told.simulation.nowUs - startUs < 100_000, 'it lingered');
});

test('records of one key go to one partition, the one that Kafka chooses', async () => {
  const { producer, broker, run } = await scene();
  const teller = await producer();
  await run(() => Promise.all(['ada', 'ada', '21'].map((key) => teller.send({ topic: 'orders', key, value: key }))));
  // murmur2 of '21' is -973932308: without its sign 1173551340, of which three partitions leave 0.
  assert.ok(broker.values('orders', 0).includes('21'));
  const counts = [0, 1, 2].map((partition) => broker.values('orders', partition).filter((key) => key === 'ada').length);
  assert.deepEqual([...counts].sort(), [0, 0, 2]);
});

test('records without a key stick to a partition for one batch, then go to another', async () => {
  const told = await scene();
  const teller = await told.producer({ 'batch.size': 200, 'linger.ms': 10 });
  await told.run(() =>
    Promise.all(Array.from({ length: 200 }, (_, number) => teller.send({ topic: 'orders', value: `value ${number}` }))),
  );
  const counts = [0, 1, 2].map((partition) => told.broker.values('orders', partition).length);
  assert.equal(counts[0]! + counts[1]! + counts[2]!, 200);
  assert.ok(
    counts.every((count) => count > 0),
    `${counts}`,
  );
  const perBatch = recordsPerRequest(told).flat();
  assert.ok(perBatch.length < 100, `${perBatch.length} batches of ${perBatch}`);
});

const lostAnswer = produceScript('lose the answer');

test('a lost answer makes a producer without idempotence write twice', async () => {
  const { producer, broker, run } = await scene(lostAnswer);
  const teller = await producer({ 'enable.idempotence': false, 'request.timeout.ms': 1000 });
  await run(() => teller.send(payment('42 EUR to Ada')));
  assert.deepEqual(broker.values('payments'), ['42 EUR to Ada', '42 EUR to Ada']);
});

test('with idempotence the broker recognises the batch, and it is written once', async () => {
  const { producer, broker, run, told } = await scene(lostAnswer);
  const teller = await producer({ 'request.timeout.ms': 1000 });
  const { offset } = await run(() => teller.send(payment('42 EUR to Ada')));
  assert.equal(offset, 0);
  assert.deepEqual(broker.values('payments'), ['42 EUR to Ada']);
  assert.deepEqual(
    told('batch sent').map(({ attempt, producerId, baseSequence }) => [attempt, producerId, baseSequence]),
    [
      [1, 1000, 0],
      [2, 1000, 0],
    ],
  );
  assert.match(
    told('batch will be retried')[0]!.because,
    /TimeoutException: broker-1:9092 did not answer Produce within 1000 ms/,
  );
});

test('with five in flight and no sequences, a batch that is sent again stands behind those that followed it', async () => {
  const { producer, broker, run } = await scene(produceScript({ error: 'NOT_ENOUGH_REPLICAS' }));
  const teller = await producer({ 'enable.idempotence': false, 'linger.ms': 0, 'batch.size': 0 });
  await run(() => teller.send({ topic: 'orders', partition: 1, value: 'so that everything is known' }));
  await run(() => Promise.all(['a', 'b'].map((value) => teller.send(payment(value)))));
  assert.deepEqual(broker.values('payments'), ['a', 'b']);

  const other = await scene(produceScript('answer', { error: 'NOT_ENOUGH_REPLICAS' }));
  const careless = await other.producer({ 'enable.idempotence': false, 'linger.ms': 0, 'batch.size': 0 });
  await other.run(() => careless.send({ topic: 'orders', partition: 1, value: 'so that everything is known' }));
  await other.run(() => Promise.all(['a', 'b'].map((value) => careless.send(payment(value)))));
  assert.deepEqual(other.broker.values('payments'), ['b', 'a']);
});

test('a batch that is too large for the broker fails; the producer begins anew, and what follows is written', async () => {
  const told = await scene(produceScript({ error: 'MESSAGE_TOO_LARGE' }));
  const { producer, run, broker } = told;
  const teller = await producer({ 'linger.ms': 0 });
  await assert.rejects(
    run(() => teller.send(payment('a'))),
    named('RecordTooLargeException'),
  );
  await run(() => teller.send(payment('b')));
  assert.deepEqual(broker.values('payments'), ['b']);
  assert.deepEqual(
    told.told('batch sent').map(({ producerEpoch, baseSequence }) => [producerEpoch, baseSequence]),
    [
      [0, 0],
      [1, 0],
    ],
  );
});

test('after delivery.timeout.ms a record is given up, and its fate is said to be unknown', async () => {
  const { producer, run, simulation, told } = await scene(({ api }) =>
    api === 'Produce' ? 'lose the request' : 'answer',
  );
  const teller = await producer({ 'delivery.timeout.ms': 3000, 'request.timeout.ms': 1000 });
  const rejected = assert.rejects(
    run(() => teller.send(payment('a'))),
    named('TimeoutException', /1 record\(s\) for payments-0 .*delivery\.timeout\.ms=3000; whether the broker has them/),
  );
  await rejected;
  assert.ok(simulation.nowUs >= 3_000_000 && simulation.nowUs < 3_100_000);
  assert.deepEqual(
    told('record failed').map(({ error, value }) => [error, value]),
    [['TimeoutException', 'a']],
  );
});

test('retries are counted', async () => {
  const { producer, run, broker } = await scene(({ api }) =>
    api === 'Produce' ? { error: 'NOT_ENOUGH_REPLICAS' } : 'answer',
  );
  const teller = await producer({ retries: 2, 'enable.idempotence': false });
  await assert.rejects(
    run(() => teller.send(payment('a'))),
    named('NotEnoughReplicasException'),
  );
  assert.equal(broker.asked.filter(({ api }) => api === 'Produce').length, 3);
});

test('with acks=0 nobody waits for an answer, and the offset is not known', async () => {
  const { producer, run, broker, simulation } = await scene();
  const teller = await producer({ acks: 0 });
  assert.equal(teller.isIdempotent, false);
  const { offset } = await run(() => teller.send(payment('a')));
  await simulation.runFor(100_000);
  assert.equal(offset, -1);
  assert.deepEqual(broker.values('payments'), ['a']);
});

test('each codec is told to the broker by its batches', async () => {
  for (const codec of ['gzip', 'snappy', 'lz4']) {
    const { producer, run, broker } = await scene();
    const teller = await producer({ 'compression.type': codec });
    await run(() => teller.send(payment('x'.repeat(1000))));
    const [batch] = broker.batches('payments');
    assert.equal(batch!.codec, codec);
    assert.ok(batch!.sizeBytes < 500);
    assert.deepEqual(broker.values('payments'), ['x'.repeat(1000)]);
  }
});

test('a topic that does not exist keeps its records waiting for max.block.ms; one that cannot exist fails at once', async () => {
  const { producer, run, broker, simulation, told } = await scene();
  const teller = await producer({ 'max.block.ms': 2000 });
  await assert.rejects(
    run(() => teller.send({ topic: 'nowhere', value: 'a' })),
    named('TimeoutException', /nothing is known of topic nowhere after max\.block\.ms=2000/),
  );
  assert.deepEqual(
    told('record failed').map(({ partition, error, value }) => [partition, error, value]),
    [['nowhere', 'TimeoutException', 'a']],
  );
  const later = await simulation.act(() => teller.send({ topic: 'later', value: 'a' }));
  await simulation.runFor(500_000);
  broker.addTopic('later', 1);
  assert.equal((await simulation.runUntilResolved(later)).offset, 0);

  const strict = await scene(({ api }) => (api === 'Metadata' ? { error: 'INVALID_TOPIC_EXCEPTION' } : 'answer'));
  const other = await strict.producer();
  await assert.rejects(
    strict.run(() => other.send({ topic: '..', value: 'a' })),
    named('InvalidTopicException'),
  );
});

test('records that wait for their topic keep their order', async () => {
  const { producer, run, broker } = await scene();
  const teller = await producer();
  await run(() => Promise.all(Array.from({ length: 20 }, (_, number) => teller.send(payment(`${number}`)))));
  assert.deepEqual(
    broker.values('payments').map(Number),
    Array.from({ length: 20 }, (_, number) => number),
  );
});

test('buffer.memory is a bound: records wait for it, then fail; too many that wait fail at once', async () => {
  const onlyFirst = ({ api, earlier }: Asked): Script =>
    api === 'Produce' && earlier > 0 ? 'lose the request' : 'answer';
  const { producer, run, simulation } = await scene(onlyFirst);
  const teller = await producer({ 'buffer.memory': 4000, 'batch.size': 1000, 'max.block.ms': 1000, 'linger.ms': 1 });
  await run(() => teller.send(payment('so that everything is known')));
  const outcomes = await run(async () => {
    const sent = Array.from({ length: 12 }, (_, number) => teller.send(payment(`${number}`.padEnd(850, 'x'))));
    const watched = sent.slice(4).map((promise) =>
      promise.then(
        () => 'sent',
        (error: KafkaException) => error,
      ),
    );
    for (const promise of sent.slice(0, 4)) promise.catch(() => undefined);
    return Promise.all(watched);
  });
  const messages = outcomes.map((error) =>
    error instanceof KafkaException ? `${error.kafkaName}: ${error.message}` : error,
  );
  assert.equal(messages.filter((message) => /BufferExhausted.*max\.block\.ms=1000/.test(message)).length, 4);
  assert.equal(messages.filter((message) => /BufferExhausted.*as much again waits/.test(message)).length, 4);
  assert.ok(simulation.nowUs < 2_000_000);
});

test('when memory is free again, records that waited go on in their order', async () => {
  const { producer, run, broker } = await scene();
  const teller = await producer({ 'buffer.memory': 3000, 'batch.size': 1000 });
  const values = Array.from({ length: 30 }, (_, number) => `${number}`.padEnd(600, 'x'));
  await run(async () => {
    const sent: Promise<unknown>[] = [];
    for (const value of values) {
      await teller.room();
      sent.push(teller.send(payment(value)));
    }
    await Promise.all(sent);
  });
  assert.deepEqual(broker.values('payments'), values);
});

test('a record that can never be sent fails at once, and others are not disturbed', async () => {
  const { producer, run } = await scene();
  const teller = await producer({ 'max.request.size': 500 });
  await assert.rejects(
    run(() => teller.send(payment('x'.repeat(600)))),
    named('RecordTooLargeException', /max\.request\.size=500/),
  );
  await run(() => teller.send(payment('a')));

  const broken = await scene();
  const options = { valueSerializer: () => assert.fail('no bytes for this') };
  const other = await broken.producer({}, options);
  await assert.rejects(
    broken.run(() => other.send(payment('a'))),
    named('SerializationException', /no bytes for this/),
  );
});

test('flush sends without lingering, and waits for all that was sent before it', async () => {
  const { producer, run, broker, simulation } = await scene();
  const teller = await producer({ 'linger.ms': 5000 });
  const startUs = simulation.nowUs;
  const done: string[] = [];
  await run(async () => {
    const sent = ['a', 'b'].map(async (value) => {
      await teller.send(payment(value));
      done.push(value);
    });
    await teller.flush();
    assert.deepEqual(done, ['a', 'b']);
    await Promise.all(sent);
  });
  assert.ok(simulation.nowUs - startUs < 1_000_000);
  assert.deepEqual(broker.values('payments'), ['a', 'b']);
});

test('close sends what is gathered; what is not acknowledged in time fails', async () => {
  const { producer, run, broker } = await scene();
  const teller = await producer({ 'linger.ms': 5000 });
  await run(async () => {
    const sent = teller.send(payment('a'));
    await teller.close();
    return sent;
  });
  assert.deepEqual(broker.values('payments'), ['a']);
  await assert.rejects(
    run(() => teller.send(payment('b'))),
    named('IllegalStateException'),
  );

  const silent = await scene(({ api }) => (api === 'Produce' ? 'lose the request' : 'answer'));
  const other = await silent.producer();
  await silent.run(async () => {
    const failed = assert.rejects(other.send(payment('a')), named('KafkaException', /closed before/));
    await other.close(1000);
    await failed;
  });
  assert.ok(silent.simulation.nowUs < 1_100_000);
});

test('a setting that cannot be is refused with a sentence', async () => {
  const { producer } = await scene();
  for (const [settings, message] of [
    [{ 'linger.sm': 5 }, /unknown producer setting 'linger.sm'.*linger\.ms/],
    [{ 'enable.idempotence': true, acks: 1 }, /enable\.idempotence=true cannot be had with acks=1/],
    [
      { 'delivery.timeout.ms': 100 },
      /delivery\.timeout\.ms=100: it must be at least linger\.ms \+ request\.timeout\.ms, 30005/,
    ],
    [{ 'bootstrap.servers': 'nowhere' }, /'nowhere' is not an address of the form host:port/],
    [{ 'bootstrap.servers': '' }, /bootstrap\.servers is empty/],
    [{ 'transactional.id': 'mover' }, /transactional\.id/],
  ] as const) {
    await assert.rejects(producer(settings), message);
  }
});

test('a setting that stands against the default switches idempotence off in silence', async () => {
  const { producer } = await scene();
  assert.equal((await producer()).isIdempotent, true);
  assert.equal((await producer({ acks: 1 })).isIdempotent, false);
  await assert.rejects(() => producer({ 'max.in.flight.requests.per.connection': 6 }), /at most 5 requests in flight/);
});
