import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { lacksReference, referenceFolder } from '../testing/reference.ts';
import { DataFolderError, formatMetaProperties, parseMetaProperties } from './meta-properties.ts';

const identity = { clusterId: 'MkU3OEVBNTcwNTJENDM2Qg', nodeId: 1, directoryId: 'wXFeNcQ7bUT3llyppkGxyw' };

test('what is written is read back', () => {
  assert.deepEqual(parseMetaProperties(formatMetaProperties(identity, 0), 'meta.properties'), identity);
});

test('the date stands as Java writes it, leap days too', () => {
  const line = (wallMs: number) => formatMetaProperties(identity, wallMs).split('\n')[1];
  const dates: [string, string][] = [
    ['1970-01-01T00:00:00Z', '#Thu Jan 01 00:00:00 UTC 1970'],
    ['2000-02-29T23:59:59Z', '#Tue Feb 29 23:59:59 UTC 2000'],
    ['2000-03-01T00:00:00Z', '#Wed Mar 01 00:00:00 UTC 2000'],
    ['2100-02-28T12:30:00Z', '#Sun Feb 28 12:30:00 UTC 2100'],
    ['2100-03-01T12:30:00Z', '#Mon Mar 01 12:30:00 UTC 2100'],
    ['2026-12-31T00:00:00Z', '#Thu Dec 31 00:00:00 UTC 2026'],
  ];
  for (const [instant, expected] of dates) assert.equal(line(Date.parse(instant)), expected);
});

test('a file of Apache Kafka is read, and written again byte for byte', { skip: lacksReference }, () => {
  const text = readFileSync(join(referenceFolder()!, 'kafka-logs/log-dir/meta.properties'), 'utf8');
  const [, dateLine] = text.split('\n');
  const wallMs = Date.parse(dateLine!.slice(1));
  assert.equal(formatMetaProperties(parseMetaProperties(text, ''), wallMs), text);
});

test('a file that says too little, or is of another time, is refused with what to do', () => {
  const refused: [string, RegExp][] = [
    ['', /no version/],
    ['version=0\nbroker.id=1\n', /version 0/],
    ['version=1\nnode.id=1\n', /cluster\.id/],
    ['version=1\ncluster.id=x\nnode.id=one\n', /node\.id/],
  ];
  for (const [text, message] of refused) {
    assert.throws(
      () => parseMetaProperties(text, '/data/meta.properties'),
      (error) => error instanceof DataFolderError && message.test(error.message) && error.message.startsWith('/data'),
    );
  }
});
