import assert from 'node:assert/strict';
import { test } from 'node:test';
import { neighbour, peekPx, pixelsOf, settled } from './sheet-heights.ts';

const windowPx = 800;

test('the lowest height is the same in every window, the others grow with it', () => {
  assert.deepEqual(
    (['peek', 'half', 'full'] as const).map((height) => pixelsOf(height, windowPx)),
    [peekPx, 528, 752],
  );
});

test('a button goes one height on, and no further than there are', () => {
  assert.equal(neighbour('peek', 'higher'), 'half');
  assert.equal(neighbour('full', 'higher'), 'full');
  assert.equal(neighbour('peek', 'lower'), 'peek');
});

test('a sheet that is let go rests at the nearest height; a short but plain drag goes one on', () => {
  assert.equal(settled('peek', 470, windowPx), 'half');
  assert.equal(settled('peek', 740, windowPx), 'full');
  assert.equal(settled('half', 100, windowPx), 'peek');
  assert.equal(settled('peek', peekPx + 20, windowPx), 'peek', 'a finger trembles');
  assert.equal(settled('peek', peekPx + 60, windowPx), 'half');
  assert.equal(settled('half', 420, windowPx), 'peek');
});
