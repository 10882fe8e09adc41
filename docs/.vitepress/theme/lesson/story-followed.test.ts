import assert from 'node:assert/strict';
import { test } from 'node:test';
import { followed } from './story-followed.ts';

const story = ['create topic payments', 'produce payments "a"', 'stop broker-1', 'produce payments "a"'];

test('a page is at its end when its last command has run, and not when one with the same text has', () => {
  assert.equal(followed(story, []), 0);
  assert.equal(followed(story, story.slice(0, 2)), 2);
  assert.equal(followed(story, story), 4);
});

test('other lines change nothing, nor does one that is entered again; undo takes back', () => {
  assert.equal(followed(story, ['create topic payments', 'show cluster', 'wait 1s']), 1);
  assert.equal(followed(story, [...story.slice(0, 3), 'create topic payments']), 3);
  const anew = ['create cluster brokers=1', ...story];
  assert.equal(followed(anew, [...anew.slice(0, 3), 'create cluster brokers=1']), 1);
  assert.equal(followed(story, [...story, 'undo']), 3);
  assert.equal(followed(story, ['undo', 'undo']), 0);
});
