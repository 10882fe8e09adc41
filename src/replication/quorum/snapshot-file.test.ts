import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { DecodeError } from '../../bytes/reader.ts';
import { featureRecords } from '../../metadata/changes/nodes.ts';
import { initialFeatureLevels } from '../../metadata/features.ts';
import { writeMetadataRecord } from '../../metadata/records.ts';
import { batchesIn } from '../../records/batches.ts';
import { lacksReference, referenceFolder } from '../../testing/reference.ts';
import { parseSnapshotName, readSnapshot, writeSnapshot } from './snapshot-file.ts';

const bootstrap = () =>
  writeSnapshot(
    featureRecords().map((record) => writeMetadataRecord(record)),
    1795344210565,
  );

function levelsIn(bytes: Uint8Array) {
  return readSnapshot(bytes).map((record) => {
    assert.ok(record.type === 'FeatureLevelRecord');
    return [record.data.name, record.data.featureLevel];
  });
}

test('the records of a snapshot are read back', () => {
  assert.deepEqual(levelsIn(bootstrap()), initialFeatureLevels);
});

test("a new cluster's bootstrap.checkpoint is Apache Kafka's, but for the instants", { skip: lacksReference }, () => {
  const theirs = new Uint8Array(readFileSync(join(referenceFolder()!, 'kafka-logs/log-dir/bootstrap.checkpoint')));
  assert.deepEqual(levelsIn(theirs), initialFeatureLevels);
  assert.deepEqual(withoutInstants(bootstrap()), withoutInstants(theirs));
});

test('a snapshot that is not whole, or not as it was written, is refused', () => {
  const whole = bootstrap();
  const flipped = whole.slice();
  flipped[200]! ^= 1;
  for (const bytes of [new Uint8Array(0), whole.subarray(0, 300), whole.subarray(0, 336), flipped]) {
    assert.throws(() => readSnapshot(bytes), DecodeError);
  }
});

test('a snapshot is known by its name', () => {
  assert.deepEqual(parseSnapshotName('00000000000000000162-0000000002.checkpoint'), { endOffset: 162, epoch: 2 });
  assert.equal(parseSnapshotName('00000000000000000162-0000000002.checkpoint.deleted'), undefined);
  assert.equal(parseSnapshotName('bootstrap.checkpoint'), undefined);
});

/** Every batch's bytes, with timestamps and the checksum over them blanked. */
function withoutInstants(bytes: Uint8Array): readonly Uint8Array[] {
  return batchesIn(bytes.slice()).batches.map((batch) => {
    batch.bytes.fill(0, 17, 21);
    batch.bytes.fill(0, 27, 43);
    return batch.bytes;
  });
}
