import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import ts from 'typescript';
import { settingsOf } from '../src/configuration/tables.ts';
import { formsOf, glossary, termOf } from './glossary.ts';

const narration = join(import.meta.dirname, '..', 'src', 'narration');

test('no two terms share a form, and every form finds its term', () => {
  const forms = glossary.flatMap((term) => formsOf(term).map((form) => [form.toLowerCase(), term.term] as const));
  for (const [form, term] of forms) assert.equal(termOf(form.toUpperCase())?.term, term, form);
});

test('a term is explained in a sentence or two, by a page that is there', () => {
  for (const { term, text, introducedBy } of glossary) {
    assert.match(text, /^[A-Z].*\.$/, term);
    assert.ok(text.split(/[.:] /).length <= 3 && text.length <= 180, `${term} needs ${text.length} letters`);
    if (introducedBy === undefined) continue;
    const file = join(import.meta.dirname, `${introducedBy}.md`);
    assert.ok(existsSync(file), `${term}: there is no page ${introducedBy}`);
    const italics = [...readFileSync(file, 'utf8').matchAll(/(?<![\w*])_([^_\n]+)_(?!\w)/g)].map(([, words]) => words!);
    assert.ok(
      italics.some((words) => termOf(words)?.term === term),
      `${introducedBy} does not explain ${term}: it stands there nowhere in _italics_`,
    );
  }
});

test("every word of Kafka's that the narration puts in parentheses stands in the glossary", () => {
  const said = readdirSync(narration)
    .filter((name) => /^english.*\.ts$/.test(name))
    .flatMap((name) => textsOf(readFileSync(join(narration, name), 'utf8')))
    .flatMap((text) => [...text.matchAll(/\(([A-Za-z]+(?: [a-z]+){0,2})\)/g)].map(([, words]) => words!));
  assert.ok(said.includes('log end offset') && said.includes('segment'), 'the narration is where it was');
  for (const words of said.filter((each) => !isName(each))) {
    assert.ok(termOf(words) !== undefined, `the glossary has no term “${words}”`);
  }
});

/** Names of errors, of requests and of settings are Kafka's own: they are not explained but looked up. */
function isName(words: string): boolean {
  return /^[A-Z]/.test(words) || settingNames.has(words) || plainInParentheses.has(words);
}

const settingNames = new Set(Object.values(settingsOf).flatMap((settings) => [...settings.keys()]));

/** In parentheses, too, but no words of Kafka's. */
const plainInParentheses = new Set([
  'no value',
  'not the default',
  'no idempotence',
  'flush or close',
  'seek',
  'acks or retries',
]);

/** All texts of a file, in quotes or backquotes; what is put in when it runs is left out. */
function textsOf(source: string): readonly string[] {
  const texts: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) texts.push(node.text);
    if (ts.isTemplateExpression(node)) {
      texts.push(node.head.text, ...node.templateSpans.map(({ literal }) => literal.text));
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('narration.ts', source, ts.ScriptTarget.Latest));
  return texts;
}
