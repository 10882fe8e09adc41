import assert from 'node:assert/strict';
import { test } from 'node:test';
import { helpFor, helpOverview, verbs } from './index.ts';

test('the overview has every verb once', () => {
  const lines = helpOverview();
  for (const verb of verbs)
    assert.equal(lines.filter((line) => line.startsWith(`  ${verb} `.padEnd(12))).length, 1, verb);
});

test('help of a verb shows its forms, and one of them where it is named', () => {
  assert.deepEqual(helpFor('pause'), [
    'pause NODE [for TIME]',
    '  Freezes a node; it does not know that time passes.',
    '  For example: pause clerk for 60s',
  ]);
  assert.equal(helpFor('create', 'topic').filter((line) => line.startsWith('create')).length, 1);
  assert.equal(helpFor('create').filter((line) => line.startsWith('create')).length, 4);
});

test('help of what is no verb names the nearest', () => {
  assert.deepEqual(helpFor('craete'), ['There is no craete; the nearest is create: help create.']);
});

test('what is not built says so, alone and in the overview', () => {
  assert.ok(helpFor('elect').includes('  Elections are not built yet; chapter 2 will bring them.'));
  assert.ok(helpFor('begin').includes('  Transactions are not built yet; chapter 3 will bring them.'));
  const overview = helpOverview().join('\n');
  assert.match(overview, /^ {2}elect +not built yet: /m);
  assert.match(overview, /^ {2}show .*\btopics, .*\bgroups\*/m);
  assert.match(overview, /What has a \* is not built yet/);
});
