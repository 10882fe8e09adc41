import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { concatenate } from '../bytes/writer.ts';
import { encodeFrame, FrameError, FrameSplitter } from './framing.ts';

const framed = (bytes: Uint8Array) => concatenate(encodeFrame((writer) => writer.attach(bytes)));

/** Cuts a stream into chunks of these lengths, again and again. */
function* cut(stream: Uint8Array, lengths: readonly number[]): Generator<Uint8Array> {
  for (let position = 0, turn = 0; position < stream.length; turn++) {
    const end = position + lengths[turn % lengths.length]!;
    yield stream.subarray(position, end);
    position = end;
  }
}

function split(splitter: FrameSplitter, chunks: Iterable<Uint8Array>): Uint8Array[] {
  const frames: Uint8Array[] = [];
  for (const chunk of chunks) splitter.split(chunk, (frame) => frames.push(frame));
  return frames;
}

test('frames come out as they went in, however the stream is cut into chunks', () => {
  const frame = fc.uint8Array({ maxLength: 60 });
  const lengths = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(fc.array(frame, { maxLength: 12 }), lengths, (frames, chunkLengths) => {
      const stream = concatenate([...frames.map(framed), new Uint8Array(0)]);
      assert.deepEqual(split(new FrameSplitter(), cut(stream, chunkLengths)), frames);
    }),
  );
});

test('a frame within a chunk is a view over it; one that spans chunks is not', () => {
  const stream = concatenate([framed(Uint8Array.of(1, 2)), framed(Uint8Array.of(3, 4, 5))]);
  const splitter = new FrameSplitter();
  const [within] = split(splitter, [stream.subarray(0, 11)]);
  const [spanning] = split(splitter, [stream.subarray(11)]);
  assert.equal(within!.buffer, stream.buffer);
  assert.notEqual(spanning!.buffer, stream.buffer);
  assert.deepEqual(spanning, Uint8Array.of(3, 4, 5));
});

test('a length costs nothing, only what arrives does', () => {
  const splitter = new FrameSplitter();
  const sizeBytes = 100 * 1024 * 1024;
  const chunk = new Uint8Array(1024);
  split(splitter, [Uint8Array.of(sizeBytes >>> 24, sizeBytes >>> 16, sizeBytes >>> 8, sizeBytes)]);
  assert.equal(splitter.heldBytes, 0);
  for (let arrivedBytes = chunk.length; arrivedBytes <= 512 * 1024; arrivedBytes += chunk.length) {
    assert.deepEqual(split(splitter, [chunk]), []);
    assert.ok(splitter.heldBytes <= 4 * arrivedBytes, `${splitter.heldBytes} held of ${arrivedBytes}`);
  }
});

test('a length that cannot be true is an error that names it, after the frames before it', () => {
  for (const [length, message] of [
    [[0xff, 0xff, 0xff, 0xfe], /cannot be negative: -2/],
    [[0, 0, 0, 101], /101 bytes is larger than the limit of 100/],
  ] as const) {
    const frames: Uint8Array[] = [];
    const stream = concatenate([framed(Uint8Array.of(7)), Uint8Array.from(length)]);
    assert.throws(
      () => new FrameSplitter(100).split(stream, (frame) => frames.push(frame)),
      (error) => error instanceof FrameError && message.test(error.message),
    );
    assert.deepEqual(frames, [Uint8Array.of(7)]);
  }
});

test('what is long goes into a frame without being copied', () => {
  const records = new Uint8Array(2000);
  const parts = encodeFrame((writer) => {
    writer.int16(1);
    writer.attach(records);
    writer.int8(2);
  });
  assert.equal(parts[1], records);
  assert.deepEqual([...parts[0]!], [0, 0, 0x07, 0xd3, 0, 1]);
});
