import assert from 'node:assert/strict';
import { test } from 'node:test';
import { replaceTags, tagsIn } from './tags.ts';

test('a tag is found with its attributes, in either kind of quotes, and with what stands in it', () => {
  const text = `Now <Run line='produce payments "42 &lt; 43"' fails /> and\n<Predict ask="So?">\n\n**Yes.**\n</Predict>`;
  const [run, predict] = tagsIn(text, ['Run', 'Predict']);
  assert.deepEqual(run?.attributes, { line: 'produce payments "42 < 43"', fails: '' });
  assert.equal(run?.content, undefined);
  assert.equal(text.slice(run?.start, run?.end), `<Run line='produce payments "42 &lt; 43"' fails />`);
  assert.equal(predict?.content, '\n\n**Yes.**\n');
});

test('a > in an attribute does not end the tag', () => {
  assert.equal(
    tagsIn('<Run line="end of payments-0 >= 4" />', ['Run'])[0]?.attributes['line'],
    'end of payments-0 >= 4',
  );
});

test('what stands in code is text', () => {
  const text = 'Write `<Run line="help" />`, or\n\n```md\n<Run line="help" />\n```\n';
  assert.deepEqual(tagsIn(text, ['Run']), []);
});

test('a tag that is never closed is said', () => {
  assert.throws(() => tagsIn('<Predict ask="So?">', ['Predict']), /never closed/);
});

test('tags are replaced where they stand, and nothing else is touched', () => {
  const text = 'a <One /> b <Two>in</Two> c';
  assert.equal(
    replaceTags(text, tagsIn(text, ['One', 'Two']), ({ name }) => name),
    'a One b Two c',
  );
});
