import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { createAdmin, createProducer } from '../index.ts';
import { startBrokerProcess, withFolder } from '../testing/broker-process.ts';
import { lacks, runProgram } from '../testing/program.ts';

const skip = lacks('strace') || (await cannotTrace());
const recordCount = 5;

interface Case {
  readonly name: string;
  /** Settings of the broker, and of the topic. */
  readonly broker: Readonly<Record<string, number>>;
  readonly topic: Readonly<Record<string, string>>;
  /** Whether an acknowledgement means that the record is on the disk. */
  readonly flushes: boolean;
}

const cases: readonly Case[] = [
  { name: 'log.flush.interval.messages=1', broker: { 'log.flush.interval.messages': 1 }, topic: {}, flushes: true },
  { name: 'the topic setting flush.messages=1', broker: {}, topic: { 'flush.messages': '1' }, flushes: true },
  { name: "Kafka's defaults", broker: {}, topic: {}, flushes: false },
];

for (const { name, broker: settings, topic, flushes } of cases) {
  const what = flushes ? 'every record is on the disk before it is acknowledged' : 'the disk is not waited for';
  test(`with ${name} ${what}`, { skip }, () =>
    withFolder(async (folder) => {
      const trace = join(folder, 'trace');
      const calls = 'trace=write,writev,sendmsg,pwrite64,pwritev,pwritev2,fdatasync,fsync';
      const strace = ['strace', '-D', '-f', '-yy', '-o', trace, '-e', calls];
      const broker = await startBrokerProcess(join(folder, 'data'), settings, strace);
      try {
        await sendOneByOne(broker.bootstrap, topic);
      } finally {
        await broker.stop();
      }
      const acknowledgements = acknowledgementsIn(readFileSync(trace, 'utf8').split('\n'));
      assert.deepEqual(acknowledgements, Array<boolean>(recordCount).fill(flushes));
    }),
  );
}

async function sendOneByOne(bootstrap: string, configs: Readonly<Record<string, string>>): Promise<void> {
  const servers = { 'bootstrap.servers': bootstrap };
  const admin = createAdmin(servers);
  await admin.createTopics([{ name: 'payments', configs }]);
  await admin.close();
  const producer = await createProducer({ ...servers, acks: 'all' });
  for (let number = 0; number < recordCount; number++)
    await producer.send({ topic: 'payments', value: `${number} EUR` });
  await producer.close();
}

/** For every write into the segment: whether it was flushed, to the end of the call, before anything was sent to a client. */
function acknowledgementsIn(lines: readonly string[]): boolean[] {
  const found: boolean[] = [];
  let state: 'nothing written' | 'written' | 'flushing' | 'flushed' = 'nothing written';
  let flusher = '';
  for (const line of lines) {
    const thread = line.split(' ', 1)[0]!;
    const ofSegment = /payments-0\/0{20}\.log>/.test(line);
    if (ofSegment && / p?write/.test(line)) {
      state = 'written';
    } else if (ofSegment && / f(data)?sync\(/.test(line) && state === 'written') {
      state = line.endsWith('= 0') ? 'flushed' : 'flushing';
      flusher = thread;
    } else if (state === 'flushing' && thread === flusher && /sync resumed>.*= 0$/.test(line)) {
      state = 'flushed';
    } else if (/ (write|writev|sendmsg)\(\d+<TCP/.test(line) && state !== 'nothing written') {
      found.push(state === 'flushed');
      state = 'nothing written';
    }
  }
  return found;
}

/** Some systems forbid to trace even one's own processes. */
async function cannotTrace(): Promise<string | false> {
  const { status } = await runProgram('strace', ['-o', '/dev/null', 'true'], { mayFail: true });
  return status === 0 ? false : 'system calls may not be traced here';
}
