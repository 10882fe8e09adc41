import assert from 'node:assert/strict';
import { test } from 'node:test';
import ts from 'typescript';
import { librariesOf } from '../../../../typescript-for-pages.ts';
import { languageOf } from './language.ts';

const language = languageOf(ts, librariesOf('es2023'));
const head = 'export interface Entry { readonly offset: number }\n';
const rule = (body: string) => `${head}export function find(entries: readonly Entry[]): number {\n  ${body}\n}\n`;

test('a text without a mistake has no problems, whatever was there before', () => {
  assert.deepEqual(language.problems(rule('return entries.findLast((each) => each.offset > 1)?.offset ?? 0;')), []);
  assert.equal(language.problems(rule('return entries.length + unknown;')).length, 1);
  assert.deepEqual(language.problems(rule('return entries.toSorted().length;')), []);
});

test('a wrong type can be run, a text that cannot be read cannot', () => {
  const text = rule("return 'none';");
  const [wrong] = language.problems(text);
  assert.equal(wrong!.isUnreadable, false);
  assert.equal(text.slice(wrong!.from, wrong!.to), 'return');
  assert.ok(language.problems(rule('return ((;')).every(({ isUnreadable }) => isUnreadable));
});

test('there is no page and no operating system', () => {
  for (const name of ['document', 'process', 'fetch', 'require']) {
    assert.match(language.problems(rule(`${name}; return 0;`))[0]!.says, new RegExp(`Cannot find name '${name}'`));
  }
  assert.deepEqual(language.problems(rule('console.log(entries); return new TextEncoder().encode("").length;')), []);
});

test('what can stand behind a point is suggested', () => {
  const text = rule('return entries[0]!.o');
  const position = text.indexOf('.o\n') + 2;
  const found = language.suggestions(text, position);
  assert.deepEqual(found, { from: position - 1, suggestions: [{ name: 'offset', kind: 'property' }] });
});

test('a word has a type, and what its comment says', () => {
  const text = rule('return entries.length;');
  const hover = language.hover(text, text.indexOf('length') + 1);
  assert.equal(text.slice(hover!.from, hover!.to), 'length');
  assert.match(hover!.type, /ReadonlyArray<Entry>\.length: number/);
  assert.match(hover!.says, /length of the array/);
  assert.equal(language.hover(text, 0), undefined);
});

test('types are taken away, and nothing else', () => {
  assert.equal(
    language.javaScript(rule('return entries[0]!.offset as number;')),
    'export function find(entries) {\n    return entries[0].offset;\n}\n',
  );
});
