import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DecodeError } from '../bytes/reader.ts';
import { Writer } from '../bytes/writer.ts';
import { Heartbeat } from './apis/heartbeat.ts';
import { EncodeError } from './codec.ts';
import { Message } from './definition.ts';
import { array, bytes, int32, int64, type Shape, string, struct, uuid } from './fields.ts';

/** A message of the fields, flexible from version 1 on. */
function messageOf<S extends Shape>(fields: S): Message<S> {
  return new Message('Note', fields, [0, 2], 1);
}

function write<S extends Shape>(message: Message<S>, version: number, value: Parameters<Message<S>['write']>[2]) {
  const writer = new Writer();
  message.write(writer, version, value);
  return writer.toBytes();
}

test('a message is read back as it was written, in a flexible version and in one that is not', () => {
  const value = { groupId: 'billing', generationId: 3, memberId: 'clerk-1' };
  for (const version of [0, 4]) {
    const written = write(Heartbeat.request, version, value);
    assert.deepEqual(Heartbeat.request.decode(written, version), { ...value, groupInstanceId: null });
  }
});

test('what a version cannot carry is refused, unless it may be left out', () => {
  const message = messageOf({ place: int32().since(1), time: int32().since(1).default(7).ignorable() });
  assert.throws(() => write(message, 0, { place: 3 }), EncodeError);
  assert.deepEqual(message.decode(write(message, 0, { place: 0, time: 9 }), 0), { place: 0, time: 7 });
});

test('a field that is gone is refused too', () => {
  const message = messageOf({ old: string().until(0) });
  assert.equal(message.decode(write(message, 0, { old: 'here' }), 0).old, 'here');
  assert.throws(() => write(message, 1, { old: 'here' }), EncodeError);
});

test('null is read and written only where the version allows it', () => {
  const message = messageOf({ topics: array(string()).nullable(1) });
  assert.equal(message.decode(write(message, 1, { topics: null }), 1).topics, null);
  assert.throws(() => write(message, 0, { topics: null }), EncodeError);
  assert.throws(() => message.decode(Uint8Array.of(0xff, 0xff, 0xff, 0xff), 0), DecodeError);
});

test('a tagged field costs nothing at its default, and tags stand in order', () => {
  const message = messageOf({ last: int32().tagged(3, 1), first: int32().default(-1).tagged(0, 1) });
  assert.deepEqual([...write(message, 1, { last: 0, first: -1 })], [0]);
  assert.deepEqual([...write(message, 1, { last: 2, first: 1 })], [2, 0, 4, 0, 0, 0, 1, 3, 4, 0, 0, 0, 2]);
  assert.throws(() => message.decode(Uint8Array.of(1, 0, 5, 0, 0, 0, 1, 0), 1), DecodeError, 'longer than an int32');
});

test('tags that nobody knows are kept, and written again between the others', () => {
  const message = messageOf({ known: int32().tagged(5, 1) });
  const encoded = Uint8Array.of(3, 2, 1, 0xaa, 5, 4, 0, 0, 0, 1, 9, 0);
  const value = message.decode(encoded, 1);
  assert.equal(value.known, 1);
  assert.deepEqual(write(message, 1, value), encoded);
});

test('a structure that may be null says whether it is there: apart, with −1 or 1; in a tag, with 0 or 1', () => {
  const place = struct({ room: int32() }).nullable();
  const apart = messageOf({ place: place.default(null) });
  assert.deepEqual([...write(apart, 0, { place: null })], [0xff]);
  assert.deepEqual([...write(apart, 0, { place: { room: 2 } })], [1, 0, 0, 0, 2]);
  const tagged = messageOf({ place: place.default(null).tagged(0, 1) });
  assert.deepEqual([...write(tagged, 1, { place: { room: 2 } })], [1, 0, 6, 1, 0, 0, 0, 2, 0]);
  assert.deepEqual(tagged.decode(write(tagged, 1, { place: { room: 2 } }), 1), { place: { room: 2 } });
  assert.deepEqual(tagged.decode(write(tagged, 1, { place: null }), 1), { place: null });
});

test("'no limit' is Infinity where that is the default, and the largest integer on the wire", () => {
  const message = messageOf({ limit: int64().default(Infinity), offset: int64() });
  const written = write(message, 0, { limit: Infinity, offset: Infinity });
  assert.equal(Buffer.from(written).toString('hex'), '7fffffffffffffff'.repeat(2));
  assert.deepEqual(message.decode(written, 0), { limit: Infinity, offset: 0x8000_0000_0000_0000 });
  assert.deepEqual(message.decodeExactly(written, 0), { limit: 2n ** 63n - 1n, offset: 2n ** 63n - 1n });
});

test('a long byte string is not copied', () => {
  const message = messageOf({ value: bytes() });
  const value = new Uint8Array(1000);
  const writer = new Writer();
  message.write(writer, 0, { value });
  assert.ok(writer.parts().some((part) => part.buffer === value.buffer));
});

test('what has no form on the wire is refused', () => {
  assert.throws(() => write(messageOf({ name: string() }), 0, { name: 'x'.repeat(0x8000) }), EncodeError);
  assert.throws(() => write(messageOf({ id: uuid() }), 0, { id: 'not an id' }), EncodeError);
});

test('bytes behind the message are refused', () => {
  assert.throws(() => messageOf({ count: int32() }).decode(new Uint8Array(5), 0), DecodeError);
});

test('a version that the message does not have is a mistake of ours', () => {
  assert.throws(() => messageOf({}).decode(new Uint8Array(0), 3), RangeError);
});
