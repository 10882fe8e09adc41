import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Paper } from './paper.ts';

/** Without what only colours it, and without links. */
const [escape, bell] = [27, 7].map((code) => String.fromCharCode(code));
const signs = new RegExp(`${escape}\\[\\d*m|${escape}\\]8;;[^${bell}]*${bell}`, 'g');
const plain = (written: string) => written.replaceAll(signs, '');

test('a line that was typed is cut between words, and goes on under its first', () => {
  const paper = new Paper(10);
  assert.equal(
    plain(paper.addTyped('create consumer bank auto.offset.reset=earliest', 30)),
    '> create consumer bank\n  auto.offset.reset=earliest\n',
  );
});

test('what can be unfolded moves to the left before it is cut', () => {
  const paper = new Paper(10);
  const folded = { text: `${' '.repeat(11)}▸ 26 quiet messages`, tone: 'detail', folded: ['one'] } as const;
  assert.equal(plain(paper.add(folded, 40)), `${' '.repeat(11)}▸ 26 quiet messages\n`);
  assert.equal(plain(paper.add(folded, 24)), '     ▸ 26 quiet messages\n');
  assert.equal(plain(paper.add(folded, 14)), '▸ 26 quiet\n  messages\n');
});

test('what is copied has its lines whole, and what is unfolded', () => {
  const paper = new Paper(10);
  paper.addTyped('produce payments "42 EUR to Ada" as teller', 20);
  paper.add({ text: '  31 ms  teller sends "42 EUR to Ada" to payments-0.', tone: 'story', folded: [] }, 20);
  paper.add({ text: '         ▸ 1 quiet message', tone: 'detail', folded: ['  32 ms  teller is told.'] }, 20);
  paper.toggle(2);
  assert.equal(
    paper.text(),
    [
      '> produce payments "42 EUR to Ada" as teller',
      '  31 ms  teller sends "42 EUR to Ada" to payments-0.',
      '         ▾ 1 quiet message',
      '  32 ms  teller is told.',
    ].join('\n'),
  );
});

test('an answer is as high as all that was printed behind its line', () => {
  const paper = new Paper(10);
  paper.addTyped('help', 80);
  paper.addTyped('show index of payments-0', 80);
  paper.add({ text: 'one\ntwo', tone: 'answer', folded: [] }, 80);
  assert.equal(paper.latestRows(80), 3);
});
