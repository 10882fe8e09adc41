import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSession } from '../../../../src/terminal/session.ts';
import { asWritten, attempt, isReached, problemsIn, type Reached, reachedBy, usual } from './reach.ts';

async function tried(address: string): Promise<{ readonly reached: Reached; readonly holds: boolean | undefined }> {
  const session = await createSession();
  const problems: string[] = [];
  for (const line of attempt(address)) {
    problems.push(...problemsIn(line, await session.execute(line)));
    if (problems.length > 0) break;
  }
  const { events } = session.outcomeAnew(true, []).runs[0]!;
  return { reached: reachedBy(events, problems), holds: (await session.execute(isReached)).expectation?.holds };
}

test('each of the usual addresses fails in its own way, but for one', async () => {
  const kinds: string[] = [];
  for (const address of usual) {
    const { reached, holds } = await tried(address);
    kinds.push(reached.kind);
    assert.equal(holds ?? false, reached.kind === 'stored', address);
  }
  assert.deepEqual(kinds, ['own machine', 'refused', 'no such host', 'stored']);
});

test('the right machine and the wrong port are told apart; what makes no sense is refused with a reason', async () => {
  assert.equal((await tried('broker-1:9093')).reached.kind, 'wrong door');
  const { reached } = await tried('broker-1');
  assert.ok(reached.kind === 'refused' && /NAME:\/\/HOST:PORT/.test(reached.because), JSON.stringify(reached));
});

test('what is typed stays one word of the line', () => {
  assert.equal(asWritten(' PLAINTEXT://broker-1:9092 '), 'broker-1:9092');
  assert.equal(asWritten('broker-1:9092 acks=0 # "'), 'broker-1:9092acks=0');
});
