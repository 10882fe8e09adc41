import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ArrivedMemory } from './arrived-memory.ts';

const pieceBytes = 64 * 1024;

test('what has arrived and is dead does not pile up outside the heap', () => {
  const arrived = new ArrivedMemory();
  const before = process.memoryUsage().arrayBuffers;
  let peakBytes = 0;
  for (let piece = 0; piece < 4000; piece++) {
    arrived.note(new Uint8Array(pieceBytes));
    peakBytes = Math.max(peakBytes, process.memoryUsage().arrayBuffers - before);
  }
  assert.ok(peakBytes < 24 * 1024 * 1024, `${peakBytes} bytes lay outside the heap`);
  assert.equal('gc' in globalThis, process.execArgv.includes('--expose-gc'));
});
