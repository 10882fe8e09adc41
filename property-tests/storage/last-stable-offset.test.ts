import assert from 'node:assert/strict';
import fc from 'fast-check';
import { storageRules } from '../../src/storage/rules.ts';
import { law } from '../law.ts';

law(
  'the last stable offset stands before every open transaction, and never behind the high watermark',
  storageRules,
  fc.tuple(fc.nat(30), fc.option(fc.nat(40), { nil: undefined })),
  ([highWatermark, firstUnstable], rules) => {
    const stable = rules.lastStableOffset(highWatermark, firstUnstable);
    assert.ok(stable <= highWatermark, 'what could be taken back is read');
    if (firstUnstable !== undefined) assert.ok(stable <= firstUnstable, 'an open transaction is read');
    assert.ok(stable === highWatermark || stable === firstUnstable, 'decided records are kept back');
  },
).kills({
  'transactions are not looked at': { lastStableOffset: (highWatermark) => highWatermark },
  'the high watermark is not looked at': { lastStableOffset: (highWatermark, first) => first ?? highWatermark },
  'the first record of a transaction is shown': {
    lastStableOffset: (highWatermark, first) => Math.min(highWatermark, (first ?? highWatermark) + 1),
  },
});
