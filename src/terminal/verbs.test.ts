import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Outcome } from './outcome.ts';
import { createSession, type Session } from './session.ts';

/** Types the lines one after the other; each must be fine unless it begins with `!`. Returns what the last one said. */
async function type(...lines: readonly string[]): Promise<{ readonly session: Session; readonly said: string }> {
  const session = await createSession();
  let said = '';
  for (const line of lines) {
    const outcome = await session.execute(line.replace(/^!/, ''));
    said = text(outcome);
    assert.equal(outcome.ok, !line.startsWith('!'), `${line}\n${said}`);
  }
  return { session, said };
}

function text({ lines }: Outcome): string {
  return lines.map((line) => line.text).join('\n');
}

async function says(lines: readonly string[], expected: RegExp): Promise<void> {
  assert.match((await type(...lines)).said, expected);
}

const payment = [
  'create topic payments partitions=1',
  'create producer teller',
  'produce payments "42 EUR to Ada" key=ada as teller',
];

test('create and set: topics with settings and more partitions, clients that are started anew', async () => {
  await says(
    ['create topic payments partitions=2 retention.ms=1000', 'show topic payments'],
    /payments-1 .*\nretention.ms=1000 +\(not the default\)/,
  );
  await says(
    [...payment, 'set payments partitions=3 retention.ms=5000', 'show topic payments'],
    /payments-2 .*\nretention.ms=5000/,
  );
  await says([...payment, 'set teller acks=1', 'show settings of teller'], /^acks=1 +\(not the default\)/);
  await says(
    [...payment, 'set broker-1 log.retention.ms=60000', 'show settings of broker-1'],
    /log.retention.ms=60000 +\(not the default\)/,
  );
  await says(['!create topic payments cleanup.policy=wrong'], /must be one of compact, delete/);
  await says([...payment, '!create topic payments'], /TopicExistsException/);
  await says([...payment, '!create producer teller'], /There is a node teller already/);
});

test('a producer whose idempotence was switched off silently is told so', async () => {
  await says(['create producer teller acks=1'], /teller sends without idempotence/);
  const { said } = await type('create producer teller acks=1 enable.idempotence=false');
  assert.doesNotMatch(said, /without idempotence/);
});

test('a consumer that starts at the end is told what lies before it', async () => {
  await says(
    [...payment, 'create consumer clerk topics=payments'],
    /1 record of payments-0 lies before it. To read it: seek clerk payments-0 to earliest/,
  );
  await says(
    [...payment, 'create consumer clerk topics=payments', 'seek clerk payments-0 to earliest', 'poll as clerk'],
    /clerk receives 1 record of payments-0: "42 EUR to Ada"/,
  );
  await says(['!create consumer clerk'], /What does clerk read\? Say it with topics=payments/);
});

test('produce: many records are numbered and may be spread over time; a partition can be chosen; null is no value', async () => {
  await says(
    [...payment, 'produce payments "hello" count=3 as teller', 'show log of payments'],
    /1 {2}hello 1\n +2 {2}hello 2\n +3 {2}hello 3/,
  );
  const { session } = await type(...payment, 'produce payments "tick" count=5 rate=10/s as teller');
  assert.ok(session.run.nowUs > 400_000 && session.run.nowUs < 500_000, `${session.run.nowUs}`);
  await says(
    ['create topic payments partitions=3', 'produce payments "x" partition=2', 'show log of payments-2'],
    /0 {2}x/,
  );
  await says(['create topic payments partitions=3', 'produce payments-1 "x"', 'show log of payments-1'], /0 {2}x/);
  await says([...payment, 'produce payments null key=ada as teller', 'show log of payments'], /1 {2}ada: \(no value\)/);
});

test('produce fails when its time is over, and whoever asks hears what the client got', async () => {
  const lines = [
    'create producer teller delivery.timeout.ms=2000 request.timeout.ms=1000 linger.ms=0',
    'produce payments "one" as teller',
    'kill broker-1',
  ];
  await says(
    [...lines, '!produce payments "two" as teller'],
    /✗ teller gives up on "two" \(TimeoutException\).*Whether it was stored, it does not know/,
  );
  await says([...lines, '!produce payments "two" as teller', 'expect teller got TimeoutException'], /✓ teller got/);
  await says([...lines, '!expect teller got TimeoutException'], /it got acknowledgement/);
});

test('consume reads from any place up to the end, without a group', async () => {
  const many = [...payment, 'produce payments "more" count=4 as teller'];
  await says([...many, 'consume payments from=3'], /\n {5}3 {2}more 3\n {5}4 {2}more 4$/);
  await says([...many, 'consume payments from=1 max=2'], /\n {5}1 {2}more 1\n {5}2 {2}more 2$/);
  await says([...many, 'consume payments from=latest'], /payments has nothing to read there/);
  await says([...many, 'wait 1s', 'produce payments "late" as teller', 'consume payments from=1s'], /\n {5}5 {2}late$/);
  await says([...many, 'set payments partitions=2', 'consume payments max=1'], /payments-0 {7}0 {2}ada: 42 EUR to Ada/);
});

test('poll, process and the ledger; a loop does both by itself', async () => {
  const reading = [...payment, 'create consumer clerk topics=payments auto.offset.reset=earliest'];
  await says([...reading, 'poll as clerk', 'process as clerk', 'show ledger'], /^"42 EUR to Ada" once, by clerk$/);
  await says([...reading, 'process as clerk'], /clerk has polled nothing/);
  await says([...reading, 'poll', 'poll'], /clerk got nothing within 1 s/);
  await says(
    [...reading, 'poll', 'process', 'seek clerk payments-0 to 0', 'poll', 'process'],
    /is in the ledger twice now/,
  );
  const looping = [
    'create topic payments',
    'create consumer bank topics=payments loop=auto',
    ...payment.slice(1),
    'wait until quiet',
  ];
  await says([...looping, 'expect ledger holds "42 EUR to Ada" 1 times'], /✓/);
  await says([...looping, 'expect position of bank in payments-0 is 1'], /✓/);
});

test('stop and kill: what was written is there when it starts again', async () => {
  await says([...payment, 'stop broker-1', 'start broker-1', 'show log of payments'], /0 {2}ada: 42 EUR to Ada/);
  await says([...payment, 'kill broker-1', 'show log of payments'], /0 {2}ada: 42 EUR to Ada/);
  await says([...payment, 'kill broker-1', 'start broker-1'], /checks payments-0: 1 segment read, all of it whole/);
  await says([...payment, 'kill broker-1', '!kill broker-1'], /broker-1 is not running/);
  await says(
    [...payment, 'start broker-1 disk=empty']
      .slice(0, -1)
      .concat('kill broker-1', 'start broker-1 disk=empty', 'show topics'),
    /no topic yet/,
  );
});

test('unplug: what was not flushed may be gone, as chance has it; what was flushed never is', async () => {
  let lost = 0;
  for (let seed = 1; seed <= 12; seed++) {
    const cluster = `create cluster seed=${seed}`;
    const powerLoss = [...payment.slice(1), 'unplug broker-1', 'start broker-1', 'show log of payments'];
    const { said } = await type(cluster, 'create topic payments', ...powerLoss);
    if (said === 'payments-0 is empty.') lost++;
    await says([cluster, 'create topic payments flush.messages=1', ...powerLoss], /0 {2}ada: 42 EUR to Ada/);
  }
  assert.ok(lost > 0 && lost < 12, `lost in ${lost} of 12 runs`);
});

test('clients end and begin, too: what they remembered is gone', async () => {
  await says(
    [...payment, 'kill teller', '!produce payments "x" as teller'],
    /teller is not running; start teller starts it/,
  );
  await says([...payment, 'kill teller', 'start teller', 'produce payments "x" as teller'], /stored at offset 1/);
});

test('pause and resume: time passes without the one who stands still', async () => {
  await says([...payment, 'pause teller for 5s', 'produce payments "x" as teller'], /▶ teller goes on where it was/);
  const { session } = await type(
    ...payment,
    'pause broker-1',
    'produce payments "x" as teller &',
    'wait 2s',
    'resume broker-1',
    'wait until quiet',
  );
  assert.ok(session.run.nowUs > 2_000_000);
  await says([...payment, 'pause broker-1', 'show faults'], /broker-1 is paused/);
});

test('cut, slow and heal', async () => {
  await says([...payment, 'cut teller from broker-1', 'show faults'], /Nothing gets from teller to broker-1/);
  await says([...payment, 'cut teller from all oneway', 'heal', 'show faults'], /Nothing goes wrong/);
  const { session } = await type(
    ...payment,
    'slow broker-1 to teller by 200ms jitter=50ms',
    'produce payments "x" as teller',
  );
  assert.ok(session.run.nowUs > 200_000);
});

test('drop, delay, repeat, fail, hold and release meet the messages that they were meant for', async () => {
  await says(
    [...payment, 'drop next 2 produce request from teller', 'show faults'],
    /waits: drop next 2 produce request from teller \(2 left\)/,
  );
  await says(
    [...payment, 'drop next produce request from teller', 'produce payments "x" as teller'],
    /broker-1 never hears of the record/,
  );
  await says(
    [
      ...payment,
      'delay next produce response by 500ms',
      'produce payments "x" as teller',
      'expect teller got acknowledgement',
    ],
    /✓/,
  );
  await says(
    [
      ...payment,
      'repeat next produce request',
      'produce payments "x" as teller',
      'wait until quiet',
      'expect log of payments holds "x" 1 times',
    ],
    /✓/,
  );
  await says(
    [...payment, 'fail next produce request with NOT_LEADER_OR_FOLLOWER', 'produce payments "x" as teller'],
    /NOT_LEADER_OR_FOLLOWER/,
  );
  await says([...payment, '!fail next produce request with NO_SUCH_ERROR'], /Kafka has no error NO_SUCH_ERROR/);
  const held = [...payment, 'hold next produce request from teller', 'produce payments "x" as teller &', 'wait 100ms'];
  await says(
    [
      ...held,
      'expect log of payments-0 holds "x" 0 times',
      'release',
      'wait until quiet',
      'expect log of payments-0 holds "x"',
    ],
    /✓/,
  );
});

test('damage of disks and records', async () => {
  await says(
    [...payment, 'damage payments-0@0', 'show log of payments'],
    /0 to 0 {2}not to be believed: the checksum is wrong/,
  );
  await says([...payment, '!damage payments-0@7'], /There is no record payments-0@7/);
  await says([...payment, 'damage broker-1 disk=full', 'show faults'], /the disk of broker-1 is full/);
  await says([...payment, 'damage broker-1 disk=slow', 'heal broker-1', 'show faults'], /Nothing goes wrong/);
});

test('the next operation on a log goes wrong, and what waits is shown until it is healed', async () => {
  await says(
    [...payment, 'damage next 2 write of payments-0 how=torn', 'show faults'],
    /waits: damage next 2 write of payments-0 how=torn \(2 left\)/,
  );
  await says([...payment, 'damage next flush of payments-0', 'heal', 'show faults'], /Nothing goes wrong/);
  await says([...payment, '!damage next read of payments-0 how=torn'], /A read can be failed, not torn/);
  await says([...payment, '!damage next write of orders-0'], /There is no partition orders-0/);
  await says(
    [
      'create topic payments flush.messages=1',
      'produce payments "one"',
      'damage next write of payments-0 how=lost',
      'produce payments "two"',
      'unplug broker-1',
      'start broker-1',
      'expect log of payments-0 holds "one"',
      'expect log of payments-0 holds "two" 0 times',
    ],
    /✓/,
  );
});

test('skew moves the timestamps of records, and no timer', async () => {
  const { session } = await type(
    ...payment,
    'skew teller by -10s',
    'produce payments "x" as teller',
    'show bytes of payments-0@1',
  );
  assert.ok(session.run.nowUs < 1_000_000);
  await says([...payment, 'skew broker-1 by -10s'], /The clock of broker-1 is 10 s behind/);
});

test('delete topic and records', async () => {
  await says([...payment, 'delete topic payments', 'show topics'], /no topic yet/);
  await says(
    [...payment, 'produce payments "x" as teller', 'delete records payments-0 to 1', 'show log of payments'],
    /^ {5}1 {2}x$/,
  );
  await says([...payment, 'delete records payments-0 to 1', 'expect start of payments-0 is 1'], /✓/);
});

test('wait, wait until and step', async () => {
  const { session } = await type(...payment, 'wait 5s');
  assert.ok(session.run.nowUs >= 5_000_000);
  await says([...payment, 'produce payments "x" as teller &', 'wait until end of payments-0 is 2'], /It is \d+ ms now/);
  await says([...payment, '!wait until end of payments-0 is 2 within=1s'], /It has not become so within 1 s/);
  await says([...payment, 'produce payments "x" as teller &', 'step'], /teller sends "x" to payments-0/);
});

test('expect says what was found where something is not so', async () => {
  const wrong: Readonly<Record<string, RegExp>> = {
    'expect log of payments-0 holds "42 EUR to Ada" 2 times': /it is there once/,
    'expect log of payments-0 holds "nothing"': /it is not there/,
    'expect end of payments-0 >= 2': /it is 1/,
    'expect high-watermark of payments-0 < 1': /it is 1/,
    'expect ledger holds "42 EUR to Ada"': /it was never done/,
    'expect isr of payments-0 is broker-1': /Replicas are not built yet/,
    'expect lag of billing is 0': /Groups are not built yet/,
  };
  const { session } = await type(...payment);
  for (const [line, found] of Object.entries(wrong)) {
    const outcome = await session.execute(line);
    assert.ok(!outcome.ok, line);
    assert.match(text(outcome), found);
  }
  for (const line of [
    'expect leader of payments-0 is broker-1',
    'expect quiet',
    'expect last-stable-offset of payments-0 is 1',
  ]) {
    assert.ok((await session.execute(line)).ok, line);
  }
});

test('a look at bytes, index, files and the timeline takes no time', async () => {
  const { session } = await type(
    ...payment,
    'produce payments "a text that is long enough" count=200 key=k linger.ms=0 as teller'.replace(' linger.ms=0', ''),
  );
  const { nowUs, hash } = session.run;
  for (const line of [
    'show bytes of payments-0@0',
    'show index of payments-0',
    'show files of broker-1',
    'show timeline',
    'show cluster',
    'show rules',
    'show history',
    'show faults',
    'show ledger',
  ]) {
    const outcome = await session.execute(line);
    assert.ok(outcome.ok && outcome.lines.length > 0, line);
  }
  assert.deepEqual([session.run.nowUs, session.run.hash], [nowUs, hash]);
  assert.match(text(await session.execute('show bytes of payments-0@0')), /CRC-32C +right[\s\S]*value +42 EUR to Ada/);
});

test('why shows the rule that decided, what it was asked, what it said, and where it stands', async () => {
  const twice = [...payment, 'drop next produce response to teller', 'produce payments "x" as teller'];
  const { said } = await type(...twice, 'why');
  assert.match(
    said,
    /^Why: broker-1 remembers the last five batches of producer 0, and one with sequence 1 is among them/,
  );
  assert.match(said, /rule +judgeSequence: .* broker-1 asked it at 30131 ms/);
  assert.match(said, /given +arriving\.firstSequence: 1\n/);
  assert.match(said, /said +\{ verdict: duplicate/);
  assert.match(said, /source +src\/storage\/rules\/sequence\.ts, judgeSequence/);
  assert.match(said, /You typed it: #\d+ drop next produce response to teller$/);
  await says([...payment, 'why payments-0@0'], /broker-1 knew nothing of producer 0[^]*rule +judgeSequence/);
  await says([...payment, '!why payments-0@9'], /no record payments-0@9/);
  await says([...payment, 'why leader of payments-0'], /broker-1 leads payments-0/);
});

test('a rule as an older Kafka had it: the broker no longer knows a batch again', async () => {
  await says(
    [
      'rule sequences old',
      ...payment,
      'drop next produce response to teller',
      'produce payments "x" as teller',
      'expect log of payments holds "x" 2 times',
    ],
    /✓/,
  );
  await says(['rule sequences old', 'show rules'], /sequences: old/);
  await says(['rule sequences old', 'rule sequences now', 'show rules'], /as Kafka has it now/);
});

test('every codec can be asked for, also the one that is loaded first', async () => {
  for (const codec of ['none', 'gzip', 'snappy', 'lz4', 'zstd']) {
    const lines = [`create producer teller compression.type=${codec}`, 'produce payments "hello" count=20 as teller'];
    await says([...lines, 'consume payments from=19'], /19 {2}hello 20$/);
  }
});

test('produce: a value is filled up to a size, which is not said again and again', async () => {
  const { session, said } = await type(...payment, 'produce payments "big" size=1000 as teller');
  assert.match(said, /appends "big…" to payments-0/);
  const appended = session.run.told.findLast((event) => event.name === 'appended');
  assert.ok(appended !== undefined && appended.sizeBytes > 1000 && appended.sizeBytes < 1100);
  await says([...payment, 'produce payments "longer" size=2 as teller', 'show log of payments-0'], /1 {2}longer$/);
});

test('show timestamps: what the clock of the one who sent said', async () => {
  await says(
    [...payment, 'skew teller by -30m', 'produce payments "late" as teller', 'show timestamps of payments-0'],
    /0 {2}00:00:00\.\d{3} {2}42 EUR to Ada\n +1 {2}2025-12-31 23:30:00\.\d{3} {2}late$/,
  );
  await says(['create topic payments', 'show timestamps of payments-0'], /payments-0 is empty/);
  await says(['!show timestamps of refunds'], /There is no topic refunds/);
});

test('show reads: how much of each file was read; segments are counted', async () => {
  const two = [
    'create topic payments partitions=1 segment.bytes=1048576',
    'create producer teller',
    'produce payments "big" count=120 size=10000 as teller',
  ];
  await says([...two, 'show reads of payments-0'], /0104\.log, \d+ bytes: never read$/);
  await says([...two, 'expect segments of payments-0 is 2'], /✓/);
  await says([...two, '!expect segments of payments-0 is 1'], /it is 2/);
  await says([...two, 'expect bytes-read of payments-0 is 0'], /✓/);
  const reading = [...two, 'create consumer clerk topics=payments', 'seek clerk payments-0 to 110', 'poll as clerk'];
  await says(
    [...reading, 'show reads of payments-0'],
    /0000\.log, \d+ bytes: never read\n.*0104\.log.*: read once, \d+/,
  );
  await says([...reading, 'expect bytes-read of payments-0 >= 100000'], /✓/);
  await says(['!expect segments of payments-0 is 1'], /There is no partition payments-0/);
});
