import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSession } from '../session.ts';
import { whyEvent } from '../why-answer.ts';

test('each flush of a log that began files one shortly behind the other is for these files, and no records went', async () => {
  const session = await createSession();
  for (const line of [
    'create cluster brokers=1 seed=7',
    'create topic payments partitions=1 internal.segment.bytes=500',
    'create producer teller batch.size=0',
    'produce payments "42 EUR to Ada" count=14 as teller',
    'wait 1s',
  ]) {
    await session.execute(line);
  }
  const { told } = session.run;
  const named = (name: string) => told.filter((event) => event.name === name && !isInternal(event));
  // The second file was begun while the flush for the first was under way.
  assert.equal(named('segment rolled').length, 2);
  assert.equal(named('records deleted').length, 0);
  const flushes = told.flatMap((event, index) => (event.name === 'flushed' && !isInternal(event) ? [index] : []));
  assert.equal(flushes.length, 2);
  for (const flush of flushes) assert.match(whyEvent(flush, session.run).says, /^A new segment was begun/);
});

function isInternal(event: object): boolean {
  return 'partition' in event && String(event.partition).startsWith('__');
}
