import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { test } from 'node:test';
import { type Owner, settingsOf } from './tables.ts';

/** All code but this room's and the tests', and the table by which broker settings stand in for topics' settings. */
function codeThatReadsSettings(): string {
  const top = resolve(import.meta.dirname, '..');
  const files = readdirSync(top, { recursive: true, encoding: 'utf8' }).filter(
    (name) =>
      /\.(ts|js)$/.test(name) &&
      !/\.test\.(ts|js)$/.test(name) &&
      !name.startsWith(`configuration${sep}`) &&
      !name.includes(`testing${sep}`),
  );
  const standIns = readFileSync(join(import.meta.dirname, `layers.${import.meta.filename.slice(-2)}`), 'utf8');
  return files.map((name) => readFileSync(join(top, name), 'utf8')).join('\n') + standIns.replaceAll('under(', '');
}

test('what is said to have an effect is read somewhere', () => {
  const code = codeThatReadsSettings();
  const unread = (Object.keys(settingsOf) as Owner[]).flatMap((owner) =>
    [...settingsOf[owner]].flatMap(([key, { options }]) => {
      const reading = key.includes('.') ? `'${key}'` : new RegExp(`\\b${key}\\b`);
      const isRead = typeof reading === 'string' ? code.includes(reading) : reading.test(code);
      return options.hasEffect && !isRead ? [`${owner}: ${key}`] : [];
    }),
  );
  assert.deepEqual(unread, []);
});
