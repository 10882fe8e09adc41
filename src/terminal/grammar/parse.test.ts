import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { namesThere } from '../mistypings.ts';
import { forms } from './forms.ts';
import { type Command, format, noNames, type Parsed, type ParsedCommand, type Problem, parse } from './index.ts';
import { suggest } from './suggestions/suggest.ts';

function commandOf(line: string): ParsedCommand {
  const parsed = parse(line);
  assert.equal(parsed.kind, 'command', JSON.stringify(parsed));
  return parsed as ParsedCommand;
}

function problemOf(line: string, names = noNames): Problem {
  const parsed: Parsed = parse(line, names, suggest);
  assert.equal(parsed.kind, 'problem', JSON.stringify(parsed));
  return parsed as Problem;
}

test('the lines of the sample are commands', () => {
  const expected: Command[] = [
    { does: 'create cluster', brokers: 1, seed: 7, settings: {} },
    { does: 'create topic', topic: 'payments', partitions: 1, settings: {} },
    {
      does: 'create producer',
      new: 'teller',
      settings: { 'enable.idempotence': 'false', 'request.timeout.ms': '1000' },
    },
    { does: 'drop', api: 'produce', direction: 'response', receiver: 'teller' },
    { does: 'produce', place: 'payments', value: '42 EUR to Ada', producer: 'teller' },
    { does: 'expect', condition: { is: 'log holds', place: 'payments-0', value: '42 EUR to Ada', times: 2 } },
    { does: 'again set', name: 'teller', settings: { 'enable.idempotence': 'true' } },
  ];
  const lines = [
    'create cluster brokers=1 seed=7',
    'create topic payments partitions=1',
    'create producer teller enable.idempotence=false request.timeout.ms=1000',
    'drop next produce response to teller',
    'produce payments "42 EUR to Ada" as teller',
    'expect log of payments-0 holds "42 EUR to Ada" 2 times',
    'again set teller enable.idempotence=true',
  ];
  assert.deepEqual(
    lines.map((line) => commandOf(line).command),
    expected,
  );
});

test("every form's example is a command of that form, and is written again as a line that says the same", () => {
  for (const form of forms) {
    const { command, text } = commandOf(form.example);
    assert.equal(command.does, form.does, form.example);
    assert.deepEqual(commandOf(text).command, command, `${form.example} → ${text}`);
    assert.equal(format(command), text);
  }
});

test('an instant in front and & behind belong to no command', () => {
  const { command, atMs, background, text } = commandOf('at 5321ms produce payments "hello" as teller &');
  assert.deepEqual(command, { does: 'produce', place: 'payments', value: 'hello', producer: 'teller' });
  assert.deepEqual(
    { atMs, background, text },
    { atMs: 5321, background: true, text: 'produce payments "hello" as teller' },
  );
});

test('comments and empty lines say nothing; #4 is no comment', () => {
  for (const line of ['', '   ', '# A lost acknowledgement', '  # kill broker-1'])
    assert.equal(parse(line).kind, 'nothing');
  assert.deepEqual(commandOf('kill broker-1 # and see').command, { does: 'kill', node: 'broker-1' });
  assert.deepEqual(commandOf('goto #4').command, { does: 'goto command', number: 4 });
});

test('values: quoted as they are, bare as one word, and null without quotes is none', () => {
  const valueOf = (line: string) => (commandOf(line).command as { value: string | null }).value;
  assert.equal(valueOf('produce payments "say \\"42\\"\\n#1 & more"'), 'say "42"\n#1 & more');
  assert.equal(valueOf("produce payments '42 EUR'"), '42 EUR');
  assert.equal(valueOf('produce payments hello'), 'hello');
  assert.equal(valueOf('produce payments null key=ada'), null);
  assert.equal(valueOf('produce payments "null"'), 'null');
});

test('options may stand anywhere behind the verb, and optional parts in any order', () => {
  const said = { does: 'drop', count: 2, api: 'produce', direction: 'request', sender: 'teller', receiver: 'broker-1' };
  assert.deepEqual(commandOf('drop next 2 produce request from teller to broker-1').command, said);
  assert.deepEqual(commandOf('drop next 2 Produce request to broker-1 from teller').command, said);
  assert.deepEqual(
    commandOf('create partitions=3 topic payments').command,
    commandOf('create topic payments partitions=3').command,
  );
});

test('a place to read from: a word, an offset, an instant, or a time of the day on which the run begins', () => {
  const seek = (position: string) => commandOf(`seek clerk payments-0 to ${position}`);
  const places = ['earliest', '5', '30s', '9:00', '09:00:30', '9h'].map(
    (position) => (seek(position).command as { position: unknown }).position,
  );
  const nine = 9 * 3_600_000;
  assert.deepEqual(places, [
    'earliest',
    { offset: 5 },
    ...[30_000, nine, nine + 30_000, nine].map((atMs) => ({ atMs })),
  ]);
  const written = ['9:00', '09:00:30', '9h', '0:30', '1800s'].map((position) => seek(position).text.split(' ').at(-1));
  assert.deepEqual(written, ['9:00', '9:00:30', '9:00', '30m', '30m']);
  for (const position of ['24:00', '9:60', '9:0', '9:00:60'])
    assert.equal(parse(`seek clerk payments-0 to ${position}`).kind, 'problem', position);
});

test('times have units', () => {
  const waits = (time: string) => (commandOf(`wait ${time}`).command as { timeMs: number }).timeMs;
  assert.deepEqual(
    ['31ms', '5s', '1.5s', '2m', '1h', '0ms', '34 ms'].map(waits),
    [31, 5000, 1500, 120_000, 3_600_000, 0, 34],
  );
  assert.equal((commandOf('skew broker-1 by -10s').command as { shiftMs: number }).shiftMs, -10_000);
  for (const time of ['5', '-5s', '1.5ms', '5d', '99999h', ''])
    assert.equal(parse(`wait ${time}`).kind, 'problem', time);
});

test('a problem names the part that is wrong, what belongs there, and the form', () => {
  const { part, start, end, says, nearest, form } = problemOf('drop next produce answer to teller');
  assert.deepEqual({ part, start, end }, { part: 'answer', start: 18, end: 24 });
  assert.match(says, /Behind 'produce' comes which message: request or response, not 'answer'/);
  assert.equal(nearest, 'drop next produce response to teller');
  assert.equal(form, 'drop next [COUNT] API DIRECTION [from SENDER] [to RECEIVER]');
});

test('what is missing is said at the end of the line', () => {
  const { part, start, says } = problemOf('seek clerk payments-0 to');
  assert.deepEqual({ part, start }, { part: '', start: 24 });
  assert.match(says, /Behind 'to' comes earliest, latest, an offset, an instant or a time of day/);
  assert.match(problemOf('damage broker-1').says, /disk= is missing/);
  assert.match(problemOf('set payments').says, /setting is missing/);
  assert.match(problemOf('at 5s').says, /command is missing/);
});

test("options are checked with Kafka's own descriptions", () => {
  assert.match(problemOf('create producer teller acks=2').says, /acks=2: it must be one of/);
  assert.match(problemOf('create topic payments partitions=0').says, /partitions takes a number of at least 1/);
  assert.match(problemOf('create topic payments a.b=1').says, /create topic has no option 'a.b'/);
  assert.match(problemOf('produce payments "x" acks=all').says, /no option 'acks'; it is one of create producer/);
  assert.match(problemOf('poll max=1 max=2').says, /max is given twice/);
});

test('a quote that is never closed is pointed at', () => {
  const { part, says } = problemOf('produce payments "42 EUR');
  assert.equal(part, '"42 EUR');
  assert.match(says, /never closed/);
});

test('names of the cluster are checked where they are known, and believed where they are not', () => {
  assert.equal(parse('kill broker-7').kind, 'command');
  assert.match(problemOf('kill broker-7', namesThere).says, /There is no broker or client broker-7; there is broker-1/);
  assert.equal(problemOf('produce paymnets "x"', namesThere).nearest, 'produce payments "x"');
  assert.equal(parse('produce shipments "x"', namesThere).kind, 'command');
  assert.match(problemOf('consume shipments', namesThere).says, /There is no topic shipments/);
});

test('words that everybody says are understood, and said in ours', () => {
  const said = ['send payments hi', 'read payments', 'topics', 'log of payments-0', 'dump payments-0', 'ledger'];
  assert.deepEqual(
    said.map((line) => [commandOf(line).text, commandOf(line).translated]),
    [
      ['produce payments "hi"', true],
      ['consume payments', true],
      ['show topics', true],
      ['show log of payments-0', true],
      ['show log of payments-0', true],
      ['show ledger', true],
    ],
  );
  assert.equal(commandOf('show ledger').translated, false);
});

test('a line that is much too long is refused unread', () => {
  assert.match(problemOf('x'.repeat(100_000)).says, /at most 4000 characters/);
});

test('any text is a command, nothing, or a problem that points into the line', () => {
  const pieces = fc.constantFrom(
    ...['produce', 'payments', '"a b', "'", '=', 'acks=', 'at', '5s', '&', '#4', '--', 'broker-1', 'to', '\\', '"'],
    ...[
      'expect',
      'log',
      'of',
      'holds',
      'kafka-topics',
      '--create',
      '|',
      'echo',
      'again',
      'without',
      '@',
      '-0',
      '\u{1f600}',
    ],
  );
  const lines = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.array(pieces, { maxLength: 9 }).map((each) => each.join(' ')),
  );
  fc.assert(
    fc.property(lines, (line) => {
      const parsed = parse(line, namesThere, suggest);
      if (parsed.kind === 'problem') {
        assert.ok(parsed.start >= 0 && parsed.start <= parsed.end && parsed.end <= line.length);
        assert.equal(parsed.part, line.slice(parsed.start, parsed.end));
        if (parsed.nearest !== undefined) assert.equal(parse(parsed.nearest).kind, 'command', parsed.nearest);
      }
      if (parsed.kind === 'command') assert.deepEqual(commandOf(parsed.text).command, parsed.command);
    }),
    { numRuns: 500 },
  );
});

test('one slip of the fingers in any word of any example is answered with the example', () => {
  const examples = [...new Set(forms.map(({ example }) => example))];
  const slips: ((word: string) => string)[] = [
    (word) => word.slice(0, 2) + word.slice(3),
    (word) => word[0]! + word[2]! + word[1]! + word.slice(3),
    (word) => `${word}s`,
  ];
  for (const example of examples) {
    for (const word of example.split(' ').filter((each) => /^[a-z-]{4,}$/.test(each))) {
      for (const slip of slips) {
        const typed = example.replace(word, slip(word));
        const parsed = parse(typed, namesThere, suggest);
        if (parsed.kind === 'problem') assert.equal(parsed.nearest, commandOf(example).text, typed);
      }
    }
  }
});
