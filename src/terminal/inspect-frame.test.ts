import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Writer } from '../bytes/writer.ts';
import { findApi } from '../wire/apis.ts';
import { writeRequestHeader, writeResponseHeader } from '../wire/headers.ts';
import { fromHex, type ReferenceMessage, referenceMessages } from '../wire/testing/reference.ts';
import { lacksReference } from '../testing/reference.ts';
import { SimulatedCluster } from '../cluster/simulated.ts';
import type { NamedBytes } from './bytes-view.ts';
import { nameFrame } from './inspect-frame.ts';

const options = { skip: lacksReference };

/** Every byte has one name, and no byte two. */
function assertTiled(pieces: readonly NamedBytes[], frame: Uint8Array): void {
  let position = 0;
  for (const piece of pieces) {
    assert.equal(piece.position, position, `${piece.within} ${piece.name}`);
    assert.deepEqual(piece.bytes, frame.subarray(position, position + piece.bytes.length));
    position += piece.bytes.length;
  }
  assert.equal(position, frame.length);
}

for (const kind of ['request', 'response'] as const) {
  test(`every byte of every ${kind} of every API has a name`, options, () => {
    for (const line of referenceMessages(`${kind}s`)) {
      if (findApi(line.apiKey) === undefined) continue;
      const frame = framed(line, kind);
      const pieces = nameFrame(frame, { kind, apiKey: line.apiKey, version: line.version });
      assertTiled(pieces, frame);
      assert.ok(!pieces.some(({ name }) => name === 'rest'), `${line.api} ${line.version} ${line.fill}`);
    }
  });
}

function framed({ apiKey, version, hex }: ReferenceMessage, kind: 'request' | 'response'): Uint8Array {
  const api = findApi(apiKey)!;
  const writer = new Writer();
  if (kind === 'request') writeRequestHeader(writer, api, version, { correlationId: 7, clientId: 'teller' });
  else writeResponseHeader(writer, api, version, 7);
  writer.copy(fromHex(hex));
  const body = writer.toBytes();
  const frame = new Writer();
  frame.int32(body.length);
  frame.copy(body);
  return frame.toBytes();
}

test('a produce request says its record, down to the varints of the batch', async () => {
  const cluster = new SimulatedCluster({ seed: 7, keepsFrames: true });
  const ids = new Map<string, number>();
  cluster.simulation.trace.listen((event) => {
    const { name, message, label } = event as { name: string; message?: number; label?: { api: string; kind: string } };
    if (name === 'message left' && label !== undefined) ids.set(`${label.api} ${label.kind}`, message!);
  });
  await cluster.run(() => cluster.startBrokers());
  const teller = await cluster.producer('teller');
  await cluster.run(() => teller.send({ topic: 'payments', key: 'ada', value: '42 EUR' }));

  const request = cluster.messageFrames!.find(ids.get('Produce request')!)!;
  const pieces = nameFrame(request.bytes, request.label!);
  assertTiled(pieces, request.bytes);
  const said = (name: string) => pieces.find((piece) => piece.name === name)?.value;
  assert.equal(said('requestApiKey'), '0: Produce');
  assert.equal(said('clientId'), 'teller');
  assert.equal(said('acks'), '-1');
  assert.equal(said('CRC-32C'), 'right');
  assert.equal(said('key'), 'ada');
  assert.equal(said('value'), '42 EUR');
  assert.match(pieces.find(({ name }) => name === 'value')!.within, /records batch 0, record at offset 0$/);

  const response = cluster.messageFrames!.find(ids.get('Produce response')!)!;
  const answer = nameFrame(response.bytes, response.label!);
  assertTiled(answer, response.bytes);
  assert.equal(answer.find(({ name }) => name === 'errorCode')?.value, '0: NONE');
});

test('bytes that are no such message are one piece at the end, with the reason', () => {
  const frame = Uint8Array.from([0, 0, 0, 6, 0, 0, 0, 11, 0, 0]);
  const pieces = nameFrame(frame, { kind: 'request', apiKey: 0, version: 11 });
  assertTiled(pieces, frame);
  assert.match(pieces.at(-1)!.value, /^cannot be read/);
});
