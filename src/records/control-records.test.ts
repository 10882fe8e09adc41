import assert from 'node:assert/strict';
import { test } from 'node:test';
import { controlRecordKey, controlRecordType, transactionMarkerOf, writeTransactionMarker } from './control-records.ts';
import { RecordBatch } from './record-batch.ts';

const header = { producerId: 7, producerEpoch: 3, coordinatorEpoch: 12, timestamp: 1_700_000_000_000 };

test('a transaction marker says which transaction ends, and how', () => {
  for (const type of ['ABORT', 'COMMIT'] as const) {
    const batch = new RecordBatch(writeTransactionMarker({ ...header, type, baseOffset: 9 }));
    assert.ok(batch.isControlBatch && batch.isTransactional && batch.checkCrc());
    assert.deepEqual(
      [batch.producerId, batch.producerEpoch, batch.baseSequence, batch.lastSequence, batch.baseOffset],
      [7, 3, -1, -1, 9],
    );
    const [record] = [...batch.records()];
    assert.deepEqual(controlRecordType(record!), { version: 0, type });
    assert.deepEqual(transactionMarkerOf(record!), { type, coordinatorEpoch: 12 });
  }
});

test('other control records are no transaction markers, and unknown ones are no error', () => {
  const record = { offset: 0, timestamp: 0, value: null, headers: [] };
  assert.equal(transactionMarkerOf({ ...record, key: controlRecordKey('LEADER_CHANGE') }), undefined);
  assert.deepEqual(controlRecordType({ ...record, key: Uint8Array.of(0, 1, 0, 99) }), { version: 1, type: undefined });
});

test('a control record that cannot be one is refused', () => {
  const record = { offset: 0, timestamp: 0, value: null, headers: [] };
  for (const key of [null, new Uint8Array(), Uint8Array.of(0, 0, 0), Uint8Array.of(0xff, 0xff, 0, 0)])
    assert.throws(() => controlRecordType({ ...record, key }), { name: 'DecodeError' });
  const commit = { ...record, key: controlRecordKey('COMMIT') };
  for (const value of [null, Uint8Array.of(0, 0, 0), Uint8Array.of(0xff, 0xff, 0, 0, 0, 0)])
    assert.throws(() => transactionMarkerOf({ ...commit, value }), { name: 'DecodeError' });
});
