import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { dataFolder } from '../../src/cluster/simulated-broker.ts';
import { createSession } from '../../src/terminal/session.ts';
import { rehearse } from '../.vitepress/lessons/rehearsal.ts';
import { tagsIn } from '../.vitepress/lessons/tags.ts';

/** Numbers of a text that its commands do not print: they are counted in the same run. */
const top = resolve(import.meta.dirname, '../..');
const textOf = (path: string) => readFileSync(join(top, path), 'utf8').replaceAll(/\s+/g, ' ');
const batch = 'docs/1-storage/2-a-batch-byte-by-byte.md';
const crash = 'docs/1-storage/6-after-the-crash.md';

test('1.6: so many batches as the text says had come to the disk whole, and so many of them behind the hole', async () => {
  const session = await createSession();
  const log = () =>
    session.run.cluster.brokers[0]!.node.platter.read(`${dataFolder}/payments-0/00000000000000000000.log`);
  let written = new Uint8Array();
  for (const { attributes } of tagsIn(readFileSync(join(top, crash), 'utf8'), ['Run'])) {
    await session.execute(attributes['line']!);
    if (attributes['line']!.startsWith('produce')) written = log().slice();
    if (attributes['line']!.startsWith('unplug')) break;
  }
  const left = log();
  const isWhole = batchesIn(written).map(
    ([start, end]) => end <= left.length && written.subarray(start, end).every((byte, at) => byte === left[start + at]),
  );
  const before = isWhole.indexOf(false);
  const whole = isWhole.filter(Boolean).length;
  assert.equal(isWhole.length, 100);
  assert.equal(before, 5);
  const said =
    /had brought (\d+) of the batches to the disk whole: the first (\w+), and behind a hole of zeros (\d+) more/;
  const [, all, first, more] = said.exec(textOf(crash)) ?? [];
  assert.deepEqual([all, first, more], [String(whole), 'five', String(whole - before)]);
  assert.match(textOf(crash), new RegExp(`The ${whole - before} whole ones behind are gone too`));
});

/** From where to where each batch of a log lies that is whole. */
function batchesIn(log: Uint8Array): readonly (readonly [number, number])[] {
  const view = new DataView(log.buffer, log.byteOffset, log.byteLength);
  const found: [number, number][] = [];
  for (let start = 0; start < log.length; start = found.at(-1)![1])
    found.push([start, start + 12 + view.getInt32(start + 8)]);
  return found;
}

test('1.2: so many bytes are sent and appended where the broker packs, as the text says', async () => {
  const { commands } = await rehearse(top, 'chapters/1-storage/packed-by-the-broker.experiment');
  const printed = commands.flatMap(({ lines }) => lines.map(({ text }) => text)).join(' ');
  const [, sent] = /sends 100 records, in one batch of (\d+) bytes/.exec(printed) ?? [];
  const [, appended] = /appends 100 records .* one batch of (\d+) bytes/.exec(printed) ?? [];
  const said = /([\d,]+) bytes were sent, and ([\d,]+) are appended/.exec(textOf(batch)) ?? [];
  assert.deepEqual(
    said.slice(1).map((each) => each.replaceAll(',', '')),
    [sent, appended],
  );
});

test('1.6: the table of what a flush buys says what its experiment expects, of every topic', () => {
  const experiment = readFileSync(join(top, 'chapters/1-storage/what-a-flush-buys.experiment'), 'utf8');
  const page = readFileSync(join(top, crash), 'utf8');
  const rows = [...page.matchAll(/^\| `([\w-]+)` +\| .* \| +(\d+) \| +(\d+) \|$/gm)];
  const table = rows.map(([, topic, flushes, left]) => ({ topic, flushes, left }));
  const expected = [...experiment.matchAll(/^expect flushes of ([\w-]+)-0 is (\d+)$/gm)].map(([, topic, flushes]) => {
    const left = new RegExp(`^expect end of ${topic}-0 is (\\d+)$`, 'm').exec(experiment)?.[1];
    return { topic, flushes, left };
  });
  const sorted = (all: typeof table) => [...all].sort((one, other) => (one.topic! < other.topic! ? -1 : 1));
  assert.equal(table.length, 4);
  assert.deepEqual(sorted(table), sorted(expected));
  const settings = /^create topic ([\w-]+) partitions=1 ?(.*)$/gm;
  for (const [, topic, setting] of experiment.matchAll(settings)) {
    const row = rows.find(([, name]) => name === topic)![0];
    assert.ok(row.includes(setting === '' ? 'the default' : `\`${setting}\``), row);
  }
});
