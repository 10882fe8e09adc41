import assert from 'node:assert/strict';
import { test } from 'node:test';
import { blocksOf } from './plain-markdown.ts';

test('paragraphs, code in a line, and lines of code', () => {
  assert.deepEqual(blocksOf('Begin with `let x`,\nthen go on.\n\n```ts\nlet x;\n\nlet y;\n```\n\n`x` first.\n'), [
    {
      pieces: [
        { text: 'Begin with ', isCode: false },
        { text: 'let x', isCode: true },
        { text: ', then go on.', isCode: false },
      ],
    },
    { code: 'let x;\n\nlet y;' },
    {
      pieces: [
        { text: 'x', isCode: true },
        { text: ' first.', isCode: false },
      ],
    },
  ]);
});
