import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { compressionCodecs } from '../bytes/compression/codec.ts';
import { loadZstdWriter } from '../bytes/compression/zstd/writer.ts';
import { noise, prose, repeated } from '../bytes/testing/contents.ts';
import { concatenate } from '../bytes/writer.ts';
import { apacheTool, lacksApacheKafka } from '../testing/apache.ts';
import { writeTransactionMarker } from './control-records.ts';
import { writeBatch } from './write-batch.ts';

/** Printable, so that the program's lines can be compared. */
const contents = {
  short: [text('once'), text('twice')],
  'many alike': Array.from({ length: 3000 }, (_, index) => text(`payment ${index} to Ada, 40 EUR`)),
  'several blocks': [prose(1, 60_000), repeated(text('abc'), 50_000), printable(noise(1, 150_000)), prose(2, 40)],
};

test('Apache Kafka reads what we write, with each codec', { skip: lacksApacheKafka }, async () => {
  await loadZstdWriter();
  const folder = mkdtempSync(join(tmpdir(), 'records-'));
  try {
    const files = compressionCodecs.flatMap((codec) =>
      Object.entries(contents).map(([name, values]) => {
        const records = values.map((value, index) => ({ timestamp: 1_700_000_000_000 + index, key: null, value }));
        const file = logFile(folder, `${codec} ${name}`, [writeBatch({ codec, records })]);
        return { file, codec, values };
      }),
    );
    const { output } = await dump(files.map(({ file }) => file));
    const dumps = output.split(/^Dumping /m).slice(1);
    assert.equal(dumps.length, files.length);
    files.forEach(({ file, codec, values }, index) => {
      const lines = dumps[index]!.trimEnd().split('\n');
      assert.equal(lines[0], file);
      assert.match(lines[2]!, new RegExp(`count: ${values.length} .* compresscodec: ${codec} crc: \\d+ isvalid: true`));
      const payloads = lines.slice(3).map((line) => line.replace(/^.* payload: /, ''));
      assert.deepEqual(
        payloads,
        values.map((value) => Buffer.from(value).toString()),
        file,
      );
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('Apache Kafka reads headers, nulls, sequences and markers as we write them', {
  skip: lacksApacheKafka,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'records-'));
  const producer = { producerId: 9, producerEpoch: 2, isTransactional: true };
  const headers = ['trace', 'empty', 'trace'].map((key) => ({ key, value: key === 'empty' ? null : text('x') }));
  try {
    const file = logFile(folder, 'all', [
      writeBatch({
        ...producer,
        baseSequence: 5,
        partitionLeaderEpoch: 3,
        records: [
          { timestamp: 1_700_000_000_000, key: text('k'), value: null, headers },
          { timestamp: 1_699_999_999_999, key: null, value: text('') },
        ],
      }),
      writeTransactionMarker({
        ...producer,
        type: 'ABORT',
        coordinatorEpoch: 4,
        timestamp: 1_700_000_000_001,
        baseOffset: 2,
      }),
    ]);
    const lines = (await dump([file])).output.trimEnd().split('\n').slice(2);
    assert.match(
      lines[0]!,
      /baseSequence: 5 lastSequence: 6 producerId: 9 producerEpoch: 2 partitionLeaderEpoch: 3 isTrans/,
    );
    assert.match(lines[0]!, /isTransactional: true isControl: false .* CreateTime: 1700000000000 .* isvalid: true/);
    assert.match(
      lines[1]!,
      /offset: 0 .* keySize: 1 valueSize: -1 sequence: 5 headerKeys: \[trace,empty,trace\] key: k/,
    );
    assert.match(
      lines[2]!,
      /offset: 1 CreateTime: 1699999999999 keySize: -1 valueSize: 0 sequence: 6 headerKeys: \[\]/,
    );
    assert.match(lines[3]!, /isTransactional: true isControl: true .* isvalid: true/);
    assert.match(lines[4]!, /endTxnMarker: ABORT coordinatorEpoch: 4/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

function dump(files: readonly string[]) {
  return apacheTool('kafka-dump-log', '--deep-iteration', '--print-data-log', '--files', files.join(','));
}

/** A file of the name that a segment has, in a folder of its own. */
function logFile(folder: string, name: string, batches: readonly Uint8Array[]): string {
  const path = join(folder, name.replaceAll(' ', '-'));
  mkdirSync(path);
  writeFileSync(join(path, '00000000000000000000.log'), concatenate(batches));
  return join(path, '00000000000000000000.log');
}

function text(value: string): Uint8Array {
  return new TextEncoder().encode(value);
}

function printable(bytes: Uint8Array): Uint8Array {
  return bytes.map((byte) => 33 + (byte % 90));
}
