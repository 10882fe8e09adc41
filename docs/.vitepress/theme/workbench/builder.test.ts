import assert from 'node:assert/strict';
import { test } from 'node:test';
import { complete as completed, noNames, parse } from '../../../../src/terminal/grammar/index.ts';
import { asWord, build } from './builder.ts';

const names = {
  ...noNames,
  brokers: ['broker-1'],
  topics: ['payments'],
  partitions: ['payments-0'],
  producers: ['teller'],
};
const complete = (line: string) => Promise.resolve(completed(line, line.length, names));
const built = (...texts: readonly string[]) => build(texts, complete);

test('it begins with the verbs, without those that work only later and without the tools', async () => {
  const { parts, isWhole } = await built();
  const verbs = parts[0]!.choices.map(({ text }) => text);
  assert.ok(verbs.includes('kill') && verbs.includes('produce'));
  assert.ok(!verbs.includes('elect') && !verbs.some((verb) => verb.startsWith('kafka-')));
  assert.equal(isWhole, false);
});

test('a verb and a name are a command', async () => {
  const { line, isWhole, parts } = await built('kill', 'broker-1');
  assert.deepEqual([line, isWhole, parts.map(({ text }) => text)], ['kill broker-1', true, ['kill', 'broker-1']]);
});

test('what is written is taken where it is what is expected', async () => {
  assert.equal((await built('pause', 'broker-1', 'for')).parts.at(-1)?.expects, 'a time, as in 30s or 200ms');
  assert.equal((await built('pause', 'broker-1', 'for', '30s')).isWhole, true);
  const wrong = await built('pause', 'broker-1', 'for', 'ever');
  assert.deepEqual([wrong.isWhole, wrong.refused?.text, wrong.line], [false, 'ever', 'pause broker-1 for ']);
});

test('a setting is a key, and then its value', async () => {
  const open = await built('create', 'producer', 'teller', 'acks=');
  assert.ok(open.parts.at(-1)!.choices.some(({ text }) => text === 'all'));
  const whole = await built('create', 'producer', 'teller', 'acks=', 'all');
  assert.deepEqual([whole.line, whole.isWhole], ['create producer teller acks=all', true]);
  assert.equal((await built('produce', 'payments', 'hello', 'count=', 'many')).refused?.text, 'many');
});

test('a value with blanks is put into quotes', () => {
  assert.equal(asWord(' 42 EUR to Ada ', ''), '"42 EUR to Ada"');
  assert.equal(asWord('1000', 'count='), '1000');
});

test('whatever is chosen, what is whole can be parsed', async () => {
  const seen: string[] = [];
  async function follow(texts: readonly string[]): Promise<void> {
    const { parts, line, isWhole } = await built(...texts);
    if (isWhole) seen.push(line);
    const open = parts.at(-1);
    if (texts.length >= 4 || open === undefined || open.text !== '') return;
    for (const { text } of open.choices.slice(0, texts.length === 0 ? Infinity : 3)) await follow([...texts, text]);
  }
  await follow([]);
  assert.ok(seen.length > 60, `${seen.length}`);
  for (const line of seen) assert.equal(parse(line, names).kind, 'command', line);
});

test('of the kinds of request those that a reader meets come first, and none is left out', async () => {
  const requests = (await built('drop', 'next')).parts.at(-1)!.choices.map(({ text }) => text);
  assert.deepEqual(requests.slice(0, 3), ['produce', 'fetch', 'metadata']);
  assert.ok(requests.indexOf('vote') > requests.indexOf('heartbeat'));
  assert.equal(new Set(requests).size, requests.length);
});
