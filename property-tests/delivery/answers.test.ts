import assert from 'node:assert/strict';
import fc from 'fast-check';
import { deliveryRules } from '../../src/delivery/rules.ts';
import { kafkaErrors } from '../../src/wire/errors.ts';
import { law } from '../law.ts';

const answered = fc.record({
  error: fc.constantFrom(...kafkaErrors.map(({ name }) => name as string)),
  isRetriable: fc.boolean(),
  isIdempotent: fc.boolean(),
});
const refusals = ['OUT_OF_ORDER_SEQUENCE_NUMBER', 'INVALID_PRODUCER_EPOCH', 'UNKNOWN_PRODUCER_ID'];

law(
  'only a batch that is in the log is acknowledged, and only where trying again can help it is tried',
  deliveryRules,
  fc.oneof(
    answered,
    fc.record({
      error: fc.constantFrom('NONE', 'DUPLICATE_SEQUENCE_NUMBER', ...refusals),
      isRetriable: fc.boolean(),
      isIdempotent: fc.boolean(),
    }),
  ),
  (batch, rules) => {
    const verdict = rules.judgeAnswer(batch);
    const isWritten = batch.error === 'NONE' || batch.error === 'DUPLICATE_SEQUENCE_NUMBER';
    assert.equal(verdict === 'acknowledged', isWritten);
    if (isWritten) return;
    const isRefused = batch.isIdempotent && refusals.includes(batch.error);
    assert.equal(verdict.endsWith('refused'), isRefused, 'who numbers nothing cannot count anew');
    if (!isRefused) assert.equal(verdict, batch.isRetriable ? 'retriable' : 'fatal');
  },
  { runs: 500 },
).kills({
  'a duplicate is an error': {
    judgeAnswer: (batch) => (batch.error === 'NONE' ? 'acknowledged' : batch.isRetriable ? 'retriable' : 'fatal'),
  },
  'every answer is an acknowledgement': { judgeAnswer: () => 'acknowledged' },
  'sequences are mended that nobody has': {
    judgeAnswer: (batch) => deliveryRules.judgeAnswer({ ...batch, isIdempotent: true }),
  },
  'what is fatal is tried again': {
    judgeAnswer: (batch) => deliveryRules.judgeAnswer({ ...batch, isRetriable: true }),
  },
});
