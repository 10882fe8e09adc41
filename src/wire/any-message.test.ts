import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DecodeError } from '../bytes/reader.ts';
import { Writer } from '../bytes/writer.ts';
import { Heartbeat } from './apis/heartbeat.ts';
import { JoinGroup } from './apis/join-group.ts';
import { assertAnyMessage } from './testing/any-message.ts';
import { messages } from './testing/messages.ts';

test('any message is read as it was written; any bytes are decoded or refused', async (context) => {
  for (const message of messages) await context.test(message.name, () => assertAnyMessage(message, 20));
});

test('a length that cannot be true is refused before memory is taken for it', () => {
  const writer = new Writer();
  JoinGroup.request.write(writer, 0, {
    groupId: 'clerks',
    sessionTimeoutMs: 45000,
    memberId: '',
    protocolType: 'consumer',
    protocols: [],
  });
  const bytes = writer.toBytes();
  for (const count of [2_147_483_647, 1_000_000, -2, -2_147_483_648]) {
    new DataView(bytes.buffer, bytes.byteOffset).setInt32(bytes.length - 4, count);
    assert.throws(() => JoinGroup.request.decode(bytes, 0), DecodeError);
  }
});

test('a message that is nothing but millions of small values is refused before they are read', () => {
  const heartbeat = { groupId: 'clerks', generationId: 1, memberId: 'ada' };
  const writer = new Writer();
  Heartbeat.request.write(writer, 4, heartbeat);
  const withoutTags = writer.toBytes().subarray(0, -1);
  const withTags = (count: number) => {
    const more = new Writer(3 * count);
    more.copy(withoutTags);
    more.unsignedVarint(count);
    for (let tag = 0; tag < count; tag++) {
      more.unsignedVarint(5);
      more.unsignedVarint(0);
    }
    return more.toBytes();
  };
  assert.doesNotThrow(() => Heartbeat.request.decode(withTags(1000), 4));
  assert.throws(() => Heartbeat.request.decode(withTags(1_000_000), 4), /more values/);

  const protocols = Array.from({ length: 1_000_000 }, () => ({ name: '', metadata: new Uint8Array(0) }));
  const join = new Writer();
  JoinGroup.request.write(join, 6, { ...heartbeat, sessionTimeoutMs: 1, protocolType: '', protocols });
  assert.throws(() => JoinGroup.request.decode(join.toBytes(), 6), /more values/);
});
