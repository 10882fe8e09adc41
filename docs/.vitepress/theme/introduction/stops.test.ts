import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { createSession } from '../../../../src/terminal/session.ts';
import { instantsOf, oneRecord, stops } from './stops.ts';

test('the record comes to its stops in the order that the exercise asks for', async () => {
  const session = await createSession();
  for (const line of oneRecord) {
    const { ok, lines } = await session.execute(line);
    assert.ok(ok, `${line}: ${lines.map(({ text }) => text).join(' ')}`);
  }
  const { events } = session.outcomeAnew(true, []).runs[0]!;
  const order = stops.map(({ isReachedBy }) => events.findIndex(isReachedBy));
  assert.ok(
    order.every((place, stop) => place >= 0 && place > (order[stop - 1] ?? -1)),
    String(order),
  );
  const instants = instantsOf(events);
  assert.ok(instants.every((atUs, stop) => (atUs ?? -1) >= (instants[stop - 1] ?? 0)));
});

test('the run of the exercise is the run of the page', () => {
  const page = readFileSync(join(import.meta.dirname, '..', '..', '..', 'what-kafka-is.md'), 'utf8');
  const lines = [...page.matchAll(/<Run line=(["'])(.*?)\1/g)].map(([, , line]) => line);
  assert.deepEqual(lines, oneRecord);
});
