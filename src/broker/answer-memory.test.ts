import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MemoryPool } from '../bytes/memory.ts';
import { AnswerMemory } from './answer-memory.ts';

const bytes = (lengthBytes: number) => Promise.resolve(new Uint8Array(lengthBytes));

test('all answers together read no more than there is, and again as much when it was given back', async () => {
  const memory = new AnswerMemory(new MemoryPool(0), 1000);
  const wishes: number[] = [];
  const readAll = (maxBytes: number) => {
    wishes.push(maxBytes);
    return bytes(maxBytes);
  };
  const [one, other] = [memory.hold(), memory.hold()];
  await one.read(700, readAll);
  await other.read(700, readAll);
  await other.read(700, readAll);
  assert.deepEqual(wishes, [700, 300, 0]);
  one.release();
  one.release();
  assert.equal(memory.leftBytes, 700);
  other.release();
  assert.equal(memory.leftBytes, 1000);
});

test('only what was really read is held, while it is read as much as was asked for', async () => {
  const memory = new AnswerMemory(new MemoryPool(0), 1000);
  const answer = memory.hold();
  const reading = answer.read(600, () => bytes(10));
  assert.equal(memory.leftBytes, 400);
  await reading;
  assert.equal(memory.leftBytes, 990);
  // One batch that is larger than all that was left, without which its reader could not go on.
  await answer.read(990, () => bytes(5000));
  assert.equal(memory.leftBytes, 0);
  await assert.rejects(answer.read(1, () => Promise.reject(new Error('the disk failed'))));
  answer.release();
  assert.equal(memory.leftBytes, 1000);
});

test('what one answer gave back, the next one reads into', async () => {
  const memory = new AnswerMemory(new MemoryPool(1000));
  const read = async () => {
    const answer = memory.hold();
    const { buffer } = await answer.read(100, async (maxBytes, from) => from.take(maxBytes).subarray(1));
    answer.release();
    return buffer;
  };
  assert.equal(await read(), await read());
});

test('after it was given back, the same answer may read more, and gives that back too', async () => {
  const memory = new AnswerMemory(new MemoryPool(0), 1000);
  const answer = memory.hold();
  for (const lengthBytes of [300, 500]) {
    await answer.read(lengthBytes, bytes);
    assert.equal(memory.leftBytes, 1000 - lengthBytes);
    answer.release();
    assert.equal(memory.leftBytes, 1000);
  }
});
