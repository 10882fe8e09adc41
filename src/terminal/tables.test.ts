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

test('every rule has its source, and the source has the rule, with inputs of these names', () => {
  for (const rule of [...Object.keys(rules), ...Object.keys(deliveryRules)]) {
    const source = ruleSource(rule);
    assert.ok(source !== undefined, `rule-sources.ts does not say where ${rule} stands`);
    const text = readFileSync(resolve(top, source.file), 'utf8');
    const [, signature] = new RegExp(`export function ${rule}\\b(?:<[^(]*>)?\\(([^]*?)\\n?\\): `).exec(text) ?? [];
    assert.ok(signature !== undefined, `${source.file} has no ${rule}`);
    const inputs = inputsIn(signature);
    assert.equal(inputs.length, source.inputs.length, `${rule}(${signature})`);
    // One that is taken apart at once has no name of its own.
    for (const [index, name] of inputs.entries()) if (name !== '{') assert.equal(source.inputs[index], name, rule);
  }
});

/** The names of the parameters; `{` for one that is taken apart. */
function inputsIn(signature: string): readonly string[] {
  const withoutParts = signature.replace(/\{[^}]*\}: \w+/g, '{: ').replace(/\{ readonly [^}]*\}/g, 'object');
  return withoutParts
    .replace(/\([^)]*\) =>/g, '')
    .split(/,\s*/)
    .map((parameter) => parameter.trim().split(':')[0]!)
    .filter((name) => name !== '');
}

test("every API that can be typed is one of Kafka's", () => {
  const known = new Set(apis.map(({ name }) => name.toLowerCase()));
  for (const name of apiNames) assert.ok(known.has(name.replaceAll('-', '')), name);
});

test("the errors that are offered are Kafka's", () => {
  const known: readonly string[] = kafkaErrors.map(({ name }) => name);
  for (const name of slots.ERROR.candidates(namesThere)) assert.ok(known.includes(name), name);
});
