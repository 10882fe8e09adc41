import assert from 'node:assert/strict';
import { test } from 'node:test';
import { memoryOf } from './remembered.ts';

function storage(): Storage {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  } as Storage;
}

test('what is kept is there again, on its page only', () => {
  const browser = storage();
  memoryOf('one.md', () => browser).keep('chose', '2');
  assert.equal(memoryOf('one.md', () => browser).read('chose'), '2');
  assert.equal(memoryOf('other.md', () => browser).read('chose'), undefined);
});

test('where storage is switched off, it lasts as long as the page', () => {
  const memory = memoryOf('one.md', () => {
    throw new Error('storage is switched off');
  });
  assert.equal(memory.read('chose'), undefined);
  memory.keep('chose', '2');
  assert.equal(memory.read('chose'), '2');
  memory.forget('chose');
  assert.equal(memory.read('chose'), undefined);
});

test('what is forgotten is gone from the browser too', () => {
  const browser = storage();
  memoryOf('one.md', () => browser).keep('chose', '2');
  memoryOf('one.md', () => browser).forget('chose');
  assert.equal(memoryOf('one.md', () => browser).read('chose'), undefined);
});
