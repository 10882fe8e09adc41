import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import loadWabt from 'wabt';
import { crc32c, crc32cByTables, crc32cUsesWebAssembly } from './crc32c.ts';
import { crc32cModule } from './crc32c-module.ts';

test('the checksum of 123456789 is the one that every description of CRC-32C gives', () => {
  const digits = new TextEncoder().encode('123456789');
  assert.equal(crc32c(digits), 0xe3069283);
  assert.equal(crc32cByTables(digits), 0xe3069283);
});

test('this host runs the WebAssembly', () => {
  assert.ok(crc32cUsesWebAssembly);
});

test('WebAssembly and tables agree, whatever the length and however the bytes are split', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(300), (bytes, split) => {
      const whole = crc32cByTables(bytes);
      assert.equal(crc32c(bytes), whole);
      assert.equal(crc32c(bytes.subarray(split), crc32c(bytes.subarray(0, split))), whole);
    }),
  );
});

test('bytes beyond the size of the WebAssembly memory are checked piece by piece', () => {
  const bytes = Uint8Array.from({ length: 300_001 }, (_, index) => Math.imul(index, 2654435761) >>> 24);
  assert.equal(crc32c(bytes), crc32cByTables(bytes));
});

test('the committed module is what crc32c.wat compiles to', async () => {
  const source = [resolve(import.meta.dirname, 'crc32c.wat'), resolve('src/bytes/crc32c.wat')].find(existsSync)!;
  const wabt = await loadWabt();
  const compiled = wabt.parseWat('crc32c.wat', readFileSync(source, 'utf8')).toBinary({}).buffer;
  assert.equal(
    Buffer.from(crc32cModule()).toString('base64'),
    Buffer.from(compiled).toString('base64'),
    'put the second text into crc32c-module.ts',
  );
});
