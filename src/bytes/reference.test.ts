import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { lacksReference, referenceFolder } from '../testing/reference.ts';
import { crc32c, crc32cByTables } from './crc32c.ts';
import { murmur2 } from './murmur2.ts';
import { Reader } from './reader.ts';
import { uuidFromText, uuidToText } from './uuid.ts';
import { Writer } from './writer.ts';

interface Hashing {
  readonly crc32c: readonly { bytes: string; crc32c: number }[];
  readonly murmur2: readonly { key: string; murmur2: number }[];
  readonly unsignedVarint: readonly { value: number; hex: string }[];
  readonly varint: readonly { value: number; hex: string }[];
  readonly varlong: readonly { value: string; hex: string }[];
  readonly uuid: readonly { text: string; hex: string }[];
}

const options = { skip: lacksReference };
const folder = referenceFolder();
const vectors: Hashing =
  folder === undefined ? ({} as Hashing) : JSON.parse(readFileSync(join(folder, 'hashing.json'), 'utf8'));

test("CRC-32C is Kafka's", options, () => {
  for (const { bytes, crc32c: expected } of vectors.crc32c) {
    assert.equal(crc32c(Buffer.from(bytes, 'hex')), expected);
    assert.equal(crc32cByTables(Buffer.from(bytes, 'hex')), expected);
  }
});

test("murmur2 is Kafka's", options, () => {
  for (const { key, murmur2: expected } of vectors.murmur2) assert.equal(murmur2(Buffer.from(key, 'hex')), expected);
});

test("varints are Kafka's", options, () => {
  for (const { value, hex } of vectors.unsignedVarint) {
    assert.equal(
      written((writer) => writer.unsignedVarint(value >>> 0)),
      hex,
    );
    assert.equal(reader(hex).unsignedVarint(), value >>> 0);
  }
  for (const { value, hex } of vectors.varint) {
    assert.equal(
      written((writer) => writer.varint(value)),
      hex,
    );
    assert.equal(reader(hex).varint(), value);
  }
});

test("varlongs are Kafka's, exactly as far as a number is exact", options, () => {
  const safe = vectors.varlong.filter(({ value }) => Number.isSafeInteger(Number(value)));
  assert.ok(safe.length > 0 && safe.length < vectors.varlong.length);
  for (const { value, hex } of safe) {
    assert.equal(
      written((writer) => writer.varlong(Number(value))),
      hex,
    );
    assert.equal(reader(hex).varlong(), Number(value));
  }
  for (const { value, hex } of vectors.varlong) assert.equal(reader(hex).varlong(), Number(BigInt(value)));
});

test("uuids are Kafka's", options, () => {
  for (const { text, hex } of vectors.uuid) {
    assert.equal(uuidToText(Buffer.from(hex, 'hex')), text);
    assert.equal(Buffer.from(uuidFromText(text)!).toString('hex'), hex);
  }
});

function written(write: (writer: Writer) => void): string {
  const writer = new Writer();
  write(writer);
  return Buffer.from(writer.toBytes()).toString('hex');
}

function reader(hex: string): Reader {
  return new Reader(Buffer.from(hex, 'hex'));
}
