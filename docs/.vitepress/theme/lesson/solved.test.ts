import assert from 'node:assert/strict';
import { test } from 'node:test';
import { memoryOf } from './remembered.ts';
import { rememberSolved, wasSolved, whenSolved } from './solved.ts';

test('a solved exercise is kept, and the page hears of it until it no longer listens', () => {
  const kept = new Map<string, string>();
  const browser = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  } as Storage;
  const memory = (name: string) => memoryOf(`exercise ${name}`, () => browser);
  const page = new EventTarget();
  const heard: string[] = [];
  const stop = whenSolved('1-storage/one', () => heard.push('one'), page);
  whenSolved('1-storage/two', () => heard.push('two'), page);

  rememberSolved('1-storage/one', memory, page);
  assert.deepEqual(heard, ['one']);
  assert.equal(wasSolved('1-storage/one', memory), true);
  assert.equal(wasSolved('1-storage/two', memory), false);

  stop();
  rememberSolved('1-storage/one', memory, page);
  assert.deepEqual(heard, ['one']);
});
