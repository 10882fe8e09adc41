import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DecodeError, Reader } from '../bytes/reader.ts';
import { Writer } from '../bytes/writer.ts';
import { lacksReference } from '../testing/reference.ts';
import { findApi } from './apis.ts';
import { ApiVersions } from './apis/api-versions.ts';
import { Heartbeat } from './apis/heartbeat.ts';
import { codeOf } from './errors.ts';
import { readRequestHeader, readResponseHeader, writeRequestHeader, writeResponseHeader } from './headers.ts';
import { fromHex, readLines } from './testing/reference.ts';

function headerOf(apiKey: number, version: number): Reader {
  const writer = new Writer();
  writer.int16(apiKey);
  writer.int16(version);
  writer.int32(7);
  writer.int16(3);
  writer.text('ada');
  writer.unsignedVarint(0);
  return new Reader(writer.toBytes());
}

test("the client's name keeps its old form, and tagged fields follow only in flexible versions", () => {
  for (const [version, length] of [
    [3, 13],
    [4, 14],
  ] as const) {
    const writer = new Writer();
    writeRequestHeader(writer, Heartbeat, version, { correlationId: 7, clientId: 'ada' });
    const bytes = writer.toBytes();
    assert.equal(bytes.length, length);
    assert.deepEqual([...bytes.subarray(8, 13)], [0, 3, 0x61, 0x64, 0x61]);
    const reader = new Reader(bytes);
    const read = readRequestHeader(reader);
    assert.ok(read.outcome === 'known');
    assert.equal(read.header.clientId, 'ada');
    assert.equal(reader.remaining, 0);
  }
});

test('the answer to ApiVersions has no tagged fields in its header, in any version', () => {
  for (const [api, version, length] of [
    [Heartbeat, 3, 4],
    [Heartbeat, 4, 5],
    [ApiVersions, 2, 4],
    [ApiVersions, 4, 4],
  ] as const) {
    const writer = new Writer();
    writeResponseHeader(writer, api, version, 7);
    assert.equal(writer.lengthBytes, length);
    assert.equal(readResponseHeader(new Reader(writer.toBytes()), api, version), 7);
  }
});

test('what cannot be answered is unknown, and says why', () => {
  assert.deepEqual(readRequestHeader(headerOf(200, 0)), { outcome: 'unknown', because: 'there is no API 200' });
  assert.deepEqual(readRequestHeader(headerOf(12, 5)), {
    outcome: 'unknown',
    because: 'Heartbeat has versions 0 to 4, not 5',
  });
  assert.equal(readRequestHeader(headerOf(12, -1)).outcome, 'unknown');
  assert.throws(() => readRequestHeader(new Reader(Uint8Array.of(0, 12, 0))), DecodeError);
  assert.throws(() => readRequestHeader(new Reader(Uint8Array.of(0, 12, 0, 4, 0, 0, 0))), DecodeError);
});

test('ApiVersions of the future can be answered', () => {
  const read = readRequestHeader(headerOf(ApiVersions.key, 5));
  assert.ok(read.outcome === 'newer ApiVersions');
  assert.equal(read.header.correlationId, 7);
});

test('what Apache Kafka answers can be read, and what it does not answer is unknown', { skip: lacksReference }, () => {
  const exchanges = readLines('wire/api-versions.jsonl') as {
    requestVersion: number;
    requestHex: string;
    responseHex: string | null;
  }[];
  for (const { requestVersion, requestHex, responseHex } of exchanges) {
    const read = readRequestHeader(new Reader(fromHex(requestHex)));
    if (responseHex === null) {
      // A version that is defined, and that a broker does not serve because it may still change.
      const isUnstable = read.outcome === 'known' && read.api.name === 'InitProducerId' && read.version === 6;
      assert.ok(read.outcome === 'unknown' || isUnstable);
      continue;
    }
    const version = read.outcome === 'newer ApiVersions' ? 0 : requestVersion;
    const reader = new Reader(fromHex(responseHex));
    readResponseHeader(reader, ApiVersions, version);
    const answer = ApiVersions.response.read(reader, version);
    assert.equal(reader.remaining, 0);
    if (read.outcome !== 'newer ApiVersions') assert.equal(answer.errorCode, 0);
    else {
      assert.equal(answer.errorCode, codeOf('UNSUPPORTED_VERSION'));
      assert.deepEqual(answer.apiKeys, [{ apiKey: 18, minVersion: 0, maxVersion: 4 }]);
    }
  }
});

test('an API is found by its number', () => {
  assert.equal(findApi(12), Heartbeat);
  assert.equal(findApi(4), undefined);
});
