import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { rules } from '../broker/rules.ts';
import { deliveryRules } from '../delivery/rules.ts';
import { apis } from '../wire/apis.ts';
import { kafkaErrors } from '../wire/errors.ts';
import { apiNames, slots } from './grammar/slots.ts';
import { namesThere } from './mistypings.ts';
import { ruleSource } from './rule-sources.ts';

/** The top of the project, from the source or from where it was compiled to. */
const top = ['../..', '../../..']
  .map((path) => resolve(import.meta.dirname, path))
  .find((path) => existsSync(resolve(path, 'src/cli.ts')))!;

test('every rule has its source, and the source has the rule', () => {
  for (const rule of [...Object.keys(rules), ...Object.keys(deliveryRules)]) {
    const path = ruleSource(rule);
    assert.ok(path !== undefined, `rule-sources.ts does not say where ${rule} stands`);
    assert.match(readFileSync(resolve(top, path), 'utf8'), new RegExp(`export (async )?function ${rule}\\b`), path);
  }
});

test("every API that can be typed is one of Kafka's", () => {
  const known = new Set(apis.map(({ name }) => name.toLowerCase()));
  for (const name of apiNames) assert.ok(known.has(name.replaceAll('-', '')), name);
});

test("the errors that are offered are Kafka's", () => {
  const known: readonly string[] = kafkaErrors.map(({ name }) => name);
  for (const name of slots.ERROR.candidates(namesThere)) assert.ok(known.includes(name), name);
});
