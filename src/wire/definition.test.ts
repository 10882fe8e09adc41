import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Writer } from '../bytes/writer.ts';
import { Heartbeat } from './apis/heartbeat.ts';

test('a message is read back as it was written, in a flexible version and in one that is not', () => {
  const value = { groupId: 'billing', generationId: 3, memberId: 'clerk-1' };
  for (const version of [0, 4]) {
    const writer = new Writer();
    Heartbeat.request.write(writer, version, value);
    assert.deepEqual(Heartbeat.request.decode(writer.toBytes(), version), { ...value, groupInstanceId: null });
  }
});
