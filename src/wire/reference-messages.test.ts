import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Reader } from '../bytes/reader.ts';
import { Writer } from '../bytes/writer.ts';
import { lacksReference } from '../testing/reference.ts';
import { apis, findApi } from './apis.ts';
import {
  readRequestHeader,
  readResponseHeader,
  RequestHeader,
  requestHeaderVersion,
  ResponseHeader,
  responseHeaderVersion,
  writeRequestHeader,
  writeResponseHeader,
} from './headers.ts';
import { assertRoundTrip } from './testing/compare-messages.ts';
import { messages } from './testing/messages.ts';
import { fromHex, type ReferenceMessage, referenceFiles, referenceMessages, toHex } from './testing/reference.ts';

const options = { skip: lacksReference };

for (const kind of ['request', 'response'] as const) {
  test(`every ${kind} of every API in every version and filling`, options, async (context) => {
    const lines = referenceMessages(`${kind}s`);
    for (const api of apis) {
      await context.test(api.name, () => {
        const ours = lines.filter(({ apiKey }) => apiKey === api.key);
        assert.deepEqual([...new Set(ours.map(({ version }) => version))], versionsOf(api.versions));
        for (const line of ours) saying(line, () => assertRoundTrip(api[kind], line));
      });
    }
  });
}

test('every header', options, () => {
  for (const line of referenceMessages('headers')) {
    const api = findApi(line.apiKey);
    if (api === undefined) continue;
    const [message, headerVersion] =
      line.kind === 'request'
        ? [RequestHeader, requestHeaderVersion(api, line.version)]
        : [ResponseHeader, responseHeaderVersion(api, line.version)];
    assert.equal(headerVersion, line.headerVersion);
    saying(line, () => assertRoundTrip(message, { ...line, version: headerVersion }));
  }
});

test('every filling of a header, and of a principal', options, () => {
  const ours = new Map(messages.map((message) => [message.name, message]));
  const lines = referenceMessages('records').filter(({ name }) => ours.has(name));
  for (const line of lines) saying(line, () => assertRoundTrip(ours.get(line.name)!, line));
  assert.deepEqual([...new Set(lines.map(({ name }) => name))].sort(), [
    'DefaultPrincipalData',
    'RequestHeader',
    'ResponseHeader',
  ]);
});

test('every frame of every conversation between Apache Kafka and its clients', options, async (context) => {
  for (const conversation of referenceFiles('wire/conversations', '.jsonl')) {
    await context.test(conversation, () => {
      for (const line of referenceMessages(`conversations/${conversation}`)) {
        if (findApi(line.apiKey) !== undefined) saying(line, () => assertFrame(line));
      }
    });
  }
});

/** The header as a broker or a client reads and writes it, and the body behind it. */
function assertFrame(line: ReferenceMessage): void {
  const { kind, version, headerHex, header } = line;
  const api = findApi(line.apiKey)!;
  const reader = new Reader(fromHex(headerHex! + line.hex));
  const writer = new Writer();
  if (kind === 'request') {
    const read = readRequestHeader(reader);
    assert.ok(read.outcome === 'known');
    assert.deepEqual(
      [read.api, read.version, read.header.correlationId, read.header.clientId],
      [api, version, header!.correlationId, header!.clientId],
    );
    writeRequestHeader(writer, api, version, read.header);
  } else {
    assert.equal(readResponseHeader(reader, api, version), header!.correlationId);
    writeResponseHeader(writer, api, version, header!.correlationId);
  }
  assert.equal(reader.position, headerHex!.length / 2);
  assert.equal(toHex(writer.toBytes()), headerHex);
  assertRoundTrip(kind === 'request' ? api.request : api.response, line);
}

function versionsOf([first, last]: readonly [number, number]): number[] {
  return Array.from({ length: last - first + 1 }, (_, more) => first + more);
}

/** Names the message in the failure. */
function saying({ api, name, kind, version, fill }: ReferenceMessage, check: () => void): void {
  try {
    check();
  } catch (error) {
    throw new Error(`${api ?? name} ${kind}, version ${version}, ${fill ?? 'recorded'}`, { cause: error });
  }
}
