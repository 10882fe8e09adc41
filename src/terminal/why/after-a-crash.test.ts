import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSession } from '../session.ts';

async function whyEndAfterPowerLoss(seed: number): Promise<string> {
  const session = await createSession({ seed });
  const lines = [
    'create topic payments partitions=1',
    'create producer teller batch.size=0',
    'produce payments "42 EUR to Ada, for the analytical engine, second instalment" count=100 as teller',
    'unplug broker-1',
    'start broker-1',
  ];
  for (const line of lines) assert.ok((await session.execute(line)).ok, line);
  return (await session.execute('why end of payments-0')).lines.map(({ text }) => text).join('\n');
}

test('why a log ends where it does: what was torn was cut off, by the rule that found it so', async () => {
  const answer = await whyEndAfterPowerLoss(84);
  assert.match(answer, /payments-0 ends at 5: the batch that was to follow is not whole/);
  assert.match(answer, /rule {4}validPrefix.*\n.*given {3}file: 7070 bytes\n.*nextOffset: 5/);
});

test('why a log ends where it does: its files reached so far', async () => {
  assert.match(await whyEndAfterPowerLoss(1), /payments-0 ends at 0: so far its files reached/);
});
