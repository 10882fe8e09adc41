import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Told } from '../world/world.ts';
import { english } from './english.ts';
import { Story } from './story.ts';
import type { StoryEvent } from './story-event.ts';
import { hear, mostSentences, type Narrated, printLine, transcribe } from './transcript.ts';

type Untold = StoryEvent extends infer Event ? Event : never;

function told(atMs: number, node: string, event: Untold): Told<StoryEvent> {
  return { ...event, node, atUs: atMs * 1000 + 250 } as Told<StoryEvent>;
}

function narrated(events: readonly Told<StoryEvent>[], story = new Story()): readonly Narrated[] {
  return events.flatMap((event, index) => hear(event, index, story, english) ?? []);
}

function printed(events: readonly Told<StoryEvent>[]): readonly string[] {
  return transcribe(narrated(events)).map((line) => printLine(line, english));
}

const record = { offset: 0, key: null, value: '42 EUR to Ada' };
const unnumbered = { producerId: -1, producerEpoch: -1, baseSequence: -1 };
const answer = { kind: 'response', api: 'Produce', summary: '' };

function appended(atMs: number, offset: number, producer = unnumbered) {
  return told(atMs, 'broker-1', {
    name: 'appended',
    partition: 'payments-0',
    baseOffset: offset,
    lastOffset: offset,
    sizeBytes: 81,
    leaderEpoch: 0,
    ...producer,
    records: [{ ...record, offset }],
  });
}

function sent(atMs: number, attempt: number) {
  return told(atMs, 'teller', {
    name: 'batch sent',
    partition: 'payments-0',
    records: 1,
    sizeBytes: 81,
    attempt,
    ...unnumbered,
  });
}

const lostAnswer: readonly Told<StoryEvent>[] = [
  told(12, 'teller', { name: 'record accepted', topic: 'payments', partition: 0, key: null, value: record.value }),
  sent(12, 1),
  appended(13, 0),
  told(13, 'broker-1', {
    name: 'message left',
    message: 9,
    connection: 1,
    from: 'broker-1',
    to: 'teller',
    sizeBytes: 60,
    label: answer,
  }),
  told(13, 'broker-1', { name: 'message lost', message: 9, because: 'it was dropped' }),
  told(1012, 'teller', {
    name: 'request timed out',
    to: 'broker-1:9092',
    api: 'Produce',
    correlationId: 3,
    timeoutMs: 1000,
  }),
  told(1012, 'teller', {
    name: 'batch will be retried',
    partition: 'payments-0',
    because: 'TimeoutException',
    backoffMs: 100,
  }),
  sent(1112, 2),
  appended(1114, 1),
  told(1115, 'teller', { name: 'record acknowledged', partition: 'payments-0', offset: 1, value: record.value }),
];

test('a lost answer is told so that it is clear who knows what', () => {
  assert.deepEqual(printed(lostAnswer), [
    '    12 ms  teller sends "42 EUR to Ada" to payments-0.',
    '    13 ms  broker-1 appends "42 EUR to Ada" to payments-0 at offset 0.',
    '    13 ms  ✂ The answer of broker-1 to teller (Produce) is lost on the way, as you asked. broker-1 has the record; teller does not know.',
    '  1012 ms  teller has heard nothing from broker-1 for 1 s (request.timeout.ms). It cannot know whether the record was stored.',
    '  1112 ms  teller sends "42 EUR to Ada" to payments-0 again (attempt 2).',
    '  1114 ms  ✗ broker-1 appends "42 EUR to Ada" to payments-0 at offset 1. It is there twice now: to a broker that remembers nothing of its sender, this is a new record.',
    '  1115 ms  teller is told: "42 EUR to Ada" is stored at offset 1 of payments-0.',
    '           ▸ 3 quiet messages',
  ]);
});

test('the same text again is told by its number: new, of another producer, in a new epoch, or the same once more', () => {
  const first = { producerId: 7, producerEpoch: 0, baseSequence: 0 };
  const lineAfter = (second: typeof first) => printed([appended(1, 0, first), appended(2, 1, second)]).join('\n');
  assert.match(lineAfter({ ...first, baseSequence: 1 }), /its number \(sequence\) is new/);
  assert.match(lineAfter({ ...first, producerEpoch: 1 }), /its number \(sequence\) is new/);
  assert.match(lineAfter({ ...first, producerId: 8 }), /under another producer id/);
  assert.match(lineAfter(first), /✗ .* twice now, under one number \(sequence\): nobody looked at it/);
});

test('a duplicate that is recognised is a headline', () => {
  const lines = printed([
    told(5, 'broker-1', {
      name: 'duplicate recognised',
      partition: 'payments-0',
      producerId: 0,
      baseSequence: 0,
      baseOffset: 0,
    }),
  ]);
  assert.deepEqual(lines, [
    '     5 ms  ✓ broker-1 recognises the batch: sequence 0 of producer 0 is at offset 0 of payments-0 already. It writes nothing, and answers: stored.',
  ]);
});

test('of a hundred sentences seven are shown: headlines first, then what is said for the first time', () => {
  const many = Array.from({ length: 100 }, (_, index) => [
    sent(index, 1),
    appended(index, index, { producerId: 0, producerEpoch: 0, baseSequence: index }),
  ]).flat();
  const killed = told(60, 'broker-1', { name: 'node killed' });
  const lines = transcribe(narrated([...many.slice(0, 120), killed, ...many.slice(120)]));
  const shown = lines.filter((line) => line.kind === 'sentence');
  assert.equal(shown.length, mostSentences);
  assert.ok(shown.some(({ text }) => text.includes('is killed')));
  assert.deepEqual(
    shown.slice(0, 2).map(({ atUs }) => atUs),
    [250, 250],
  );
  const fold = lines.at(-1)!;
  assert.deepEqual([fold.kind, fold.kind === 'fold' && fold.count], ['fold', 201 - mostSentences]);
});

test('work that is done twice is seen in the ledger', () => {
  const processed = (offset: number) =>
    told(offset, 'bank', { name: 'processed', partition: 'payments-0', offset, entry: '42 EUR to Ada' });
  const lines = transcribe(narrated([processed(0), processed(1)]));
  assert.deepEqual(
    lines.map((line) => line.kind === 'sentence' && [line.level, line.text]),
    [
      ['step', 'bank does the work for payments-0@0: "42 EUR to Ada" is in the ledger.'],
      ['headline', 'bank does the work for payments-0@1: "42 EUR to Ada" is in the ledger twice now.'],
    ],
  );
});

test("Kafka's own topics and the traffic of connections are quiet", () => {
  const quietly: readonly Told<StoryEvent>[] = [
    { ...appended(1, 0), partition: '__cluster_metadata-0' } as Told<StoryEvent>,
    told(2, 'teller', { name: 'connected', to: 'broker-1:9092' }),
    told(2, 'teller', {
      name: 'request sent',
      to: 'broker-1:9092',
      api: 'Metadata',
      version: 12,
      correlationId: 1,
      sizeBytes: 30,
    }),
  ];
  assert.deepEqual(printed(quietly), ['           ▸ 2 quiet messages']);
});

test('what a story has heard under an earlier command is remembered', () => {
  const story = new Story();
  narrated(lostAnswer.slice(0, 3), story);
  const [sentence] = narrated([appended(500, 1)], story);
  assert.match(sentence?.text ?? '', /there twice now/);
});

test('who gives up on a record that never left knows that it is not stored', () => {
  const failed = told(5000, 'teller', {
    name: 'record failed',
    partition: 'payments-0',
    error: 'TimeoutException',
    because:
      '1 record(s) for payments-0 not acknowledged within delivery.timeout.ms=5000; whether the broker has them is not known',
    value: record.value,
  });
  const [accepted, sending] = lostAnswer;
  assert.match(
    printed([accepted!, failed]).join('\n'),
    /delivery\.timeout\.ms=5000\. It was never sent, so it is not stored\.$/m,
  );
  assert.match(
    printed([accepted!, sending!, failed]).join('\n'),
    /delivery\.timeout\.ms=5000\. Whether it was stored, it does not know\.$/m,
  );
});

test('what dies with a node depends on what it is', () => {
  const killed = (kind: string) =>
    printed([told(1, 'it', { name: 'node started', kind }), told(2, 'it', { name: 'node killed' })]).join('\n');
  assert.match(killed('broker'), /page cache/);
  assert.match(killed('producer'), /gathered die with it \(record accumulator\)/);
  assert.match(killed('consumer'), /in its memory alone/);
});

test('of what is repeated two are shown, and the others are counted by what they are', () => {
  const refused = (atMs: number) =>
    told(atMs, 'broker-1', {
      name: 'append refused',
      partition: 'payments-0',
      because: 'full',
      error: 'KAFKA_STORAGE_ERROR',
    });
  const again = (atMs: number) =>
    told(atMs, 'teller', { name: 'batch will be retried', partition: 'payments-0', because: 'full', backoffMs: 900 });
  const lines = printed([
    ...lostAnswer.slice(0, 2),
    ...[1, 2, 3, 4].flatMap((atMs) => [refused(20 * atMs), again(20 * atMs), sent(20 * atMs + 9, atMs + 1)]),
  ]);
  assert.equal(lines.filter((line) => line.includes('does not take')).length, 2);
  assert.equal(lines.filter((line) => line.includes('again (attempt')).length, 2);
  assert.match(lines.at(-1)!, /▸ 2 more refusals, \d more failed attempts, \d more steps, 1 quiet message$/);
  assert.match(
    lines.join('\n'),
    /900 ms \(retry\.backoff\.ms, doubled with each attempt up to retry\.backoff\.max\.ms, give or take a fifth\)/,
  );
});
