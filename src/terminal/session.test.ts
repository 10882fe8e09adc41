import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Outcome } from './outcome.ts';
import { runPlan } from './experiment.ts';
import { runExperiment } from './experiment.ts';
import { createSession, type Session } from './session.ts';

/** A session in which these lines ran, each of them fine. */
async function after(...lines: readonly string[]): Promise<Session> {
  const session = await createSession();
  for (const line of lines) await fine(session, line);
  return session;
}

async function fine(session: Session, line: string): Promise<string> {
  const outcome = await session.execute(line);
  assert.ok(outcome.ok, `${line}\n${text(outcome)}`);
  return text(outcome);
}

async function refused(session: Session, line: string): Promise<string> {
  const outcome = await session.execute(line);
  assert.ok(outcome.isRefused, `${line} was not refused:\n${text(outcome)}`);
  return text(outcome);
}

function text({ lines }: Outcome): string {
  return lines.map((line) => line.text).join('\n');
}

const lostAnswer = [
  'create cluster brokers=1 seed=7',
  'create topic payments partitions=1',
  'create producer teller enable.idempotence=false request.timeout.ms=1000',
  'drop next produce response to teller',
  'produce payments "42 EUR to Ada" as teller',
  'expect log of payments-0 holds "42 EUR to Ada" 2 times',
];

test('a first command works: a topic and a client are made for it', async () => {
  const session = await after('produce payments "hello"');
  assert.equal(await fine(session, 'show log of payments'), '     0  hello');
  assert.match(await fine(session, 'show cluster'), /broker-1 +broker +running.*\nproducer +producer +running/);
});

test('the sample: a lost answer makes a producer without idempotence write twice, and the story says who knows what', async () => {
  const session = await createSession();
  for (const line of lostAnswer.slice(0, -2)) await fine(session, line);
  const said = await fine(session, lostAnswer.at(-2)!);
  assert.match(said, /✂ The answer of broker-1 to teller \(Produce\) is lost on the way, as you asked/);
  assert.match(said, /It cannot know whether the record was stored/);
  assert.match(said, /✗ .* It is there twice now/);
  assert.match(said, /The same run with idempotence: again set teller enable.idempotence=true/);
  assert.ok(said.split('\n').length <= 9, said);
  assert.equal(await fine(session, lostAnswer.at(-1)!), '✓ log of payments-0 holds "42 EUR to Ada" 2 times');
});

test('again set: the same failure with idempotence has one copy, and the first difference is shown', async () => {
  const session = await after(...lostAnswer);
  const before = session.hash;
  const outcome = await session.execute('again set teller enable.idempotence=true');
  const said = text(outcome);
  assert.match(said, /as it was +broker-1 appends "42 EUR to Ada" to payments-0 at offset 1\. It is there twice/);
  assert.match(said, /changed +broker-1 recognises the batch/);
  assert.match(said, /payments-0: 2 records as it was, 1 record with the change/);
  assert.match(said, /holds "42 EUR to Ada" 2 times: held, now does not hold/);
  assert.deepEqual(
    outcome.runs.map(({ name }) => name),
    ['as it was', 'teller enable.idempotence=true'],
  );
  assert.equal(outcome.runs[1]!.events.filter(({ name }) => name === 'duplicate recognised').length, 1);
  assert.equal(session.hash, before, 'the prompt stays in the run as it was');
});

test('again without a command, with another rule, and with nothing changed', async () => {
  const session = await after(...lostAnswer);
  assert.match(await fine(session, 'again without #4'), /2 records as it was, 1 record/);
  assert.match(await fine(session, 'again'), /The same run, event for event/);
  const idempotent = await after(...lostAnswer.slice(0, 2), 'create producer teller', ...lostAnswer.slice(3, 5));
  assert.match(await fine(idempotent, 'again rule sequences old'), /1 record as it was, 2 records with the change/);
  assert.match(await refused(session, 'again without #9'), /no command #9/);
  assert.match(
    await refused(session, 'again set nobody acks=1'),
    /Nothing in this run is called nobody|There is no broker/,
  );
});

test('what was typed is the whole of what happened: plan, stamped history and link give the same run', async () => {
  const session = await after(
    ...lostAnswer,
    'produce payments "more" count=3 as teller &',
    'wait 20ms',
    'kill broker-1',
    'start broker-1',
  );
  const { hash } = await runPlan(session.plan);
  assert.equal(hash, session.hash);
  const stamped = await runExperiment(session.experiment);
  assert.equal(stamped.hash, session.hash);
  assert.equal(
    (await runPlan(session.plan, { loop: { settleBy: async () => new Promise(setImmediate), settlesAlways: true } }))
      .hash,
    session.hash,
  );
});

test('a plan with another seed is another run', async () => {
  const { plan, hash } = await after('produce payments "hello"');
  assert.notEqual((await runPlan({ ...plan, seed: 8 })).hash, hash);
});

test('undo takes the last command back, and its own undoing goes further', async () => {
  const session = await after('produce payments "one"');
  const { hash } = session;
  await fine(session, 'produce payments "two"');
  assert.match(await fine(session, 'undo'), /Taken back: produce payments "two"/);
  assert.equal(session.hash, hash);
  await fine(session, 'undo');
  assert.match(await fine(session, 'show topics'), /no topic yet/);
  assert.match(await refused(session, 'undo'), /nothing to undo/);
});

test('goto a command, and from there into another future', async () => {
  const session = await after(...lostAnswer);
  await fine(session, 'goto #3');
  await fine(session, 'produce payments "42 EUR to Ada" as teller');
  await fine(session, 'expect log of payments-0 holds "42 EUR to Ada" 1 times');
  assert.equal(session.entries.length, 5);
  assert.equal((await runPlan(session.plan)).hash, session.hash);
});

test('goto an instant in the middle of a command: what goes on then can be disturbed', async () => {
  const session = await after(...lostAnswer);
  assert.match(await fine(session, 'goto 500ms'), /Back at 500 ms/);
  assert.match(await fine(session, 'show log of payments'), /^ +0 {2}42 EUR to Ada$/);
  await fine(session, 'kill teller');
  await fine(session, 'wait 5s');
  await fine(session, 'expect log of payments-0 holds "42 EUR to Ada" 1 times');
  assert.deepEqual(session.plan.commands.slice(-3, -1), ['at 500ms kill teller', 'wait 5s']);
  assert.equal((await runPlan(session.plan)).hash, session.hash);
});

test('reset forgets everything, and undo remembers it', async () => {
  const session = await after('produce payments "hello"');
  const { hash } = session;
  await fine(session, 'reset');
  assert.match(await fine(session, 'show topics'), /no topic yet/);
  await fine(session, 'undo');
  assert.equal(session.hash, hash);
});

test('a new cluster begins a new history', async () => {
  const session = await after('produce payments "hello"', 'create cluster seed=3');
  assert.deepEqual(session.plan.commands, ['create cluster seed=3']);
  assert.match(await fine(session, 'show topics'), /no topic yet/);
});

test('what crosses to a page is plain data, and portions of a run fit together', async () => {
  const session = await createSession();
  const events: unknown[] = [];
  for (const line of lostAnswer.slice(1)) {
    const outcome = await session.execute(line);
    assert.deepEqual(structuredClone(outcome), outcome);
    const [run] = outcome.runs;
    if (events.length === 0) events.push(...session.run.told.slice(0, run!.kept));
    assert.equal(run!.kept, events.length, line);
    events.push(...run!.events);
    for (const { event } of run!.story) assert.ok(event >= run!.kept && event < events.length);
  }
  assert.deepEqual(events, session.run.told);
});

test('errors name what was meant and the form; nothing of them is remembered', async () => {
  const session = await after('produce payments "hello"');
  assert.match(await refused(session, 'kill broker 1'), /Did you mean: kill broker-1\nThe form is: kill NODE/);
  assert.match(
    await refused(session, 'produce paymets "x"'),
    /There is no topic paymets.*\nDid you mean: produce payments "x"/,
  );
  assert.match(await refused(session, 'create topic payments partitions=0'), /takes a number of at least 1/);
  assert.equal(session.entries.length, 1);
});

test('what later chapters bring is understood, and says that it is not built yet', async () => {
  const session = await after('produce payments "hello"', 'create consumer clerk topics=payments');
  const later: Readonly<Record<string, RegExp>> = {
    'create cluster brokers=3': /Clusters of more than one broker are not built yet/,
    'create topic orders replicas=3': /Replicas on more than one broker are not built yet/,
    'create consumer other topics=payments group=billing': /Groups are not built yet/,
    'create consumer other topics=payments loop=at-least-once': /Committed offsets are not built yet/,
    'begin transaction as producer': /Transactions are not built yet/,
    'commit offsets as clerk': /Committed offsets are not built yet/,
    'elect broker-1 for payments-0': /Elections are not built yet/,
    'verdict at-least-once': /Verdicts are not built yet/,
    'trial at-least-once': /Trials are not built yet/,
    'start broker-1 address=new': /New addresses are not built yet/,
    'show groups': /Groups are not built yet/,
  };
  for (const [line, says] of Object.entries(later)) assert.match(await refused(session, line), says);
  assert.equal(session.entries.length, 2);
});

test('the words of others are understood, and said in ours', async () => {
  const session = await createSession();
  assert.match(
    await fine(session, 'kafka-topics.sh --bootstrap-server localhost:9092 --create --topic payments --partitions 2'),
    /^= create topic payments partitions=2\n--bootstrap-server is ignored/,
  );
  assert.match(await fine(session, 'send payments hello'), /^= produce payments "hello"/);
  assert.match(await fine(session, 'topics'), /^= show topics\npayments +2 partitions, 1 record/);
});

test('next goes through the story of a page, run through an experiment, link and hint say how to go on', async () => {
  const session = await createSession({
    story: ['# first', 'produce payments "hello"', 'expect log of payments holds "hello"'],
    experiments: { names: () => ['sample'], read: (name) => (name === 'sample' ? lostAnswer.join('\n') : undefined) },
  });
  for (const _ of ['# first', 'produce', 'expect']) await fine(session, 'next');
  assert.match(await refused(session, 'next'), /at its end/);
  assert.match(await fine(session, 'hint'), /Try: drop next produce response to producer/);
  assert.match(await fine(session, 'link'), /^#v=1&hash=[0-9a-f]{16}&run=produce\+payments\+%22hello%22;expect/);
  assert.match(await refused(session, 'run nothing'), /no experiment nothing; there is sample/);
  const said = await fine(session, 'run sample');
  assert.match(said, /^> create cluster brokers=1 seed=7\n/);
  assert.match(said, /✓ log of payments-0 holds/);
  assert.match(await refused(session, 'save mine'), /nothing can be kept/);
});
