import assert from 'node:assert/strict';
import { test } from 'node:test';
import { concatenate } from '../bytes/writer.ts';
import { Fetch } from '../wire/apis/fetch.ts';
import { Metadata } from '../wire/apis/metadata.ts';
import { Produce } from '../wire/apis/produce.ts';
import type { Api } from '../wire/definition.ts';
import { codeOf } from '../wire/errors.ts';
import { encodeFrame } from '../wire/framing.ts';
import { writeRequestHeader, writeResponseHeader } from '../wire/headers.ts';
import type { Message } from '../world/simulated/messages.ts';
import { MessageLabels } from './message-labels.ts';

const topicId = 'AAAAAAAAAAAAAAAAAAAAAQ';

function message(bytes: Uint8Array, isFromClient: boolean, connection = 1): Message {
  return { id: 1, connection, from: 'teller', to: 'broker-1', isFromClient, bytes, label: undefined };
}

function request(api: unknown, version: number, correlationId: number, body: Record<string, unknown>): Message {
  const known = api as Api;
  const parts = encodeFrame((writer) => {
    writeRequestHeader(writer, known, version, { correlationId, clientId: 'teller' });
    known.request.write(writer, version, body);
  });
  return message(concatenate(parts), true);
}

function response(api: unknown, version: number, correlationId: number, body: Record<string, unknown>): Message {
  const known = api as Api;
  const parts = encodeFrame((writer) => {
    writeResponseHeader(writer, known, version, correlationId);
    known.response.write(writer, version, body);
  });
  return message(concatenate(parts), false);
}

const produceRequest = (correlationId: number) =>
  request(Produce, 9, correlationId, {
    acks: -1,
    timeoutMs: 1000,
    topicData: [{ name: 'payments', partitionData: [0, 1, 2, 3].map((index) => ({ index, records: null })) }],
  });

const produceResponse = (correlationId: number, errorCode: number) =>
  response(Produce, 9, correlationId, {
    responses: [{ name: 'payments', partitionResponses: [{ index: 0, errorCode, baseOffset: 0, recordErrors: [] }] }],
  });

test('a request says what it is about, and an answer what its question was and what went wrong', () => {
  const labels = new MessageLabels(() => true);
  assert.deepEqual(labels.label(produceRequest(7)), {
    kind: 'request',
    api: 'Produce',
    apiKey: 0,
    version: 9,
    correlationId: 7,
    summary: 'payments-0, payments-1, payments-2 …',
  });
  assert.deepEqual(labels.label(produceResponse(7, codeOf('MESSAGE_TOO_LARGE'))), {
    kind: 'response',
    api: 'Produce',
    apiKey: 0,
    version: 9,
    correlationId: 7,
    summary: 'MESSAGE_TOO_LARGE',
  });
});

test('an answer to a question that nobody saw has no name, nor has one that came already, or on another connection', () => {
  const labels = new MessageLabels(() => true);
  assert.equal(labels.label(produceResponse(7, 0)), undefined);
  labels.label(produceRequest(7));
  assert.equal(labels.label({ ...produceResponse(7, 0), connection: 2 }), undefined);
  assert.notEqual(labels.label(produceResponse(7, 0)), undefined);
  assert.equal(labels.label(produceResponse(7, 0)), undefined);
});

test('topics that are asked for by id have the names that an earlier answer told', () => {
  const labels = new MessageLabels(() => true);
  labels.label(request(Metadata, 12, 1, { topics: null }));
  labels.label(
    response(Metadata, 12, 1, {
      brokers: [],
      controllerId: 1,
      clusterId: null,
      topics: [{ errorCode: 0, name: 'payments', topicId, isInternal: false, partitions: [] }],
    }),
  );
  const partition = { partition: 3, fetchOffset: 0, partitionMaxBytes: 1 };
  const fetch = request(Fetch, 16, 2, {
    maxWaitMs: 500,
    minBytes: 1,
    maxBytes: 1,
    isolationLevel: 0,
    sessionId: 0,
    sessionEpoch: -1,
    topics: [{ topicId, partitions: [partition] }],
    forgottenTopicsData: [],
    rackId: '',
  });
  assert.equal(labels.label(fetch)?.summary, 'payments-3');
});

test('what is not a whole frame of the protocol has no label', () => {
  const labels = new MessageLabels(() => true);
  const { bytes } = produceRequest(7);
  assert.equal(labels.label(message(bytes.subarray(0, bytes.length - 1), true)), undefined);
  assert.equal(labels.label(message(Uint8Array.of(0, 0, 0, 4, 127, 127, 0, 0), true)), undefined);
  assert.equal(labels.label(message(new TextEncoder().encode('GET / HTTP/1.1'), true)), undefined);
  assert.equal(labels.label(message(new Uint8Array(0), false)), undefined);
});

test('where nobody listens nothing is read but the header', () => {
  assert.equal(new MessageLabels(() => false).label(produceRequest(7))?.summary, '');
});
