import assert from 'node:assert/strict';
import fc from 'fast-check';
import { storageRules } from '../../src/storage/rules.ts';
import { law } from '../law.ts';

const operation = fc.constantFrom('read' as const, 'write' as const);
const refusal = fc.constantFrom(
  'missing' as const,
  'full' as const,
  'failed' as const,
  'denied' as const,
  'locked' as const,
);

law(
  'a folder is given up when its disk failed, and not because it is full, or because a file was deleted while it was read',
  storageRules,
  fc.tuple(operation, refusal),
  ([operation, refusedWith], rules) => {
    const goesOffline = rules.takesFolderOffline(operation, refusedWith);
    if (refusedWith === 'full') assert.equal(goesOffline, false, 'readers of a full disk were turned away');
    else if (operation === 'write') assert.equal(goesOffline, true, 'nobody knows what is on the disk, and it goes on');
    else assert.equal(goesOffline, refusedWith !== 'missing', 'a read');
  },
).kills({
  'a full disk is given up, as Apache Kafka does': {
    takesFolderOffline: (_, refusedWith) => refusedWith !== 'missing',
  },
  'a read that failed is of no concern': {
    takesFolderOffline: (operation, refusedWith) => operation === 'write' && refusedWith !== 'full',
  },
  'a deleted segment is taken for a broken disk': { takesFolderOffline: (_, refusedWith) => refusedWith !== 'full' },
  'only what the disk itself calls a failure counts': {
    takesFolderOffline: (_, refusedWith) => refusedWith === 'failed',
  },
  'it goes on whatever happens': { takesFolderOffline: () => false },
});
