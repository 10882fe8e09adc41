import assert from 'node:assert/strict';
import fc from 'fast-check';
import { metadataRules } from '../../src/metadata/rules.ts';
import { law } from '../law.ts';

/** How many ids one life of a broker hands out before it ends. */
const lives = fc.array(fc.integer({ min: 0, max: 2500 }), { minLength: 1, maxLength: 6 });

law('no producer id is given twice, also by a broker that came back', metadataRules, lives, (handedOut, rules) => {
  let inTheLog = 0;
  let largest = -1;
  for (const count of handedOut) {
    let [next, end] = [0, 0];
    for (let given = 0; given < count; given++) {
      if (next === end) {
        const block = rules.nextProducerIdBlock(inTheLog);
        inTheLog = block.nextProducerId;
        [next, end] = [block.first, block.first + block.count];
      }
      assert.ok(next > largest, `${next} was given before`);
      largest = next++;
    }
  }
}).kills({
  'the log remembers where the block began': {
    nextProducerIdBlock: (next) => ({ ...metadataRules.nextProducerIdBlock(next), nextProducerId: next }),
  },
  'blocks overlap by one': {
    nextProducerIdBlock: (next) => ({ first: next, count: 1001, nextProducerId: next + 1000 }),
  },
});
