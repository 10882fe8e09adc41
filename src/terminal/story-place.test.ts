import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placeBehind } from './story-place.ts';
import { createSession } from './session.ts';

const story = ['create topic payments', 'kill broker-1', 'show cluster', 'start broker-1', 'show cluster'];

test('a line of the story is done wherever it was typed, and another one changes nothing', () => {
  assert.equal(placeBehind(story, 0, ' create topic payments '), 1);
  assert.equal(placeBehind(story, 1, 'wait 5s'), 1);
  assert.equal(placeBehind(story, 0, 'show cluster'), 3, 'what lies before it is left out');
});

test('a line that stands there twice is done again only where it is next', () => {
  assert.equal(placeBehind(story, 3, 'show cluster'), 3, 'the first one, entered again');
  assert.equal(placeBehind(story, 4, 'show cluster'), 5);
});

test('next goes on behind a line of the story that was typed', async () => {
  const session = await createSession({ story });
  await session.execute('create topic payments');
  assert.equal((await session.execute('next')).ran, 'kill broker-1');
  assert.equal((await session.execute('next')).ran, 'show cluster');
  await session.execute('show cluster');
  assert.equal((await session.execute('next')).ran, 'start broker-1');
  assert.equal((await session.execute('next')).ran, 'show cluster');
  assert.equal((await session.execute('next')).ran, undefined);
});

test('a line that is entered again leads nowhere; where it begins anew it leads back, and so does undo', async () => {
  const lines = ['create cluster seed=7', 'create topic payments', 'kill broker-1', 'start broker-1'];
  const session = await createSession({ story: lines });
  for (const line of lines.slice(0, 3)) assert.equal((await session.execute('next')).ran, line);
  await session.execute('create topic payments');
  assert.equal(session.storyAt, 3);
  await session.execute('create cluster seed=7');
  assert.equal((await session.execute('next')).ran, 'create topic payments');
  await session.execute('undo');
  assert.equal((await session.execute('next')).ran, 'create topic payments');
  await session.execute('next');
  await session.execute('next');
  const { hash } = session;
  const { isRefused, ran } = await session.execute('next');
  assert.deepEqual([isRefused, ran, session.hash], [true, undefined, hash], 'at its end it does nothing');
});
