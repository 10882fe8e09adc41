import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeText } from '../bytes/writer.ts';
import { previewText } from './preview.ts';

test('a text is shown as it is, or cut with an ellipsis where it is long', () => {
  assert.equal(previewText(null), null);
  assert.equal(previewText(encodeText('42 EUR to Ada')), '42 EUR to Ada');
  assert.equal(previewText(encodeText('x'.repeat(80))), 'x'.repeat(80));
  assert.equal(previewText(encodeText('x'.repeat(81))), `${'x'.repeat(79)}…`);
  assert.equal(previewText(encodeText('한'.repeat(1_000_000))), `${'한'.repeat(79)}…`);
  assert.equal(previewText(Uint8Array.of(0xff)), '\ufffd');
});
