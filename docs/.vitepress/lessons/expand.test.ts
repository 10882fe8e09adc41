import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { expandLesson } from './expand.ts';

/** A repository with one rule and one experiment. */
const top = mkdtempSync(join(tmpdir(), 'lesson-'));
after(() => rmSync(top, { recursive: true }));
mkdirSync(join(top, 'chapters', '1-storage'), { recursive: true });
writeFileSync(join(top, 'rule.ts'), 'export function rule() {\n  return 1;\n}\n');
const stored = [
  '# Stored.',
  'create cluster brokers=1 seed=7',
  'create topic payments partitions=1',
  'create producer teller linger.ms=20',
  'produce payments "42" count=50 rate=1000/s as teller',
  'expect writes of payments-0 <= 4',
];
const place = 'chapters/1-storage/stored.experiment';
writeFileSync(join(top, place), stored.join('\n'));
writeFileSync(join(top, 'chapters/1-storage/wrong.experiment'), `${stored.join('\n')}\nexpect end of payments-0 is 7`);

const expand = (text: string) => expandLesson(text, top);
const predict = (choices: string) =>
  `<Predict ask="How many?" after="create topic payments">${choices}</Predict>\n<Run line="create topic payments" />`;
const choice = (end: number, more = '') => `<Choice says="${end}" when="end of payments-0 is ${end}" ${more}></Choice>`;

test('a region becomes code, with the place where it stands', async () => {
  const { text, files } = await expand('<Region of="rule.ts" name="rule" />');
  assert.match(text, /<Region path="rule.ts" name="rule" :first="1" :last="3">\n\n```ts\nexport function rule/);
  assert.deepEqual(files, [join(top, 'rule.ts')]);
});

test('a region that an exercise of the page asks for knows it; of another page it fails the build', async () => {
  const repository = join(import.meta.dirname, '../../..');
  const asked =
    '<Region of="src/storage/rules/index-entries.ts" name="positionBefore" exercise="1-storage/look-up-an-offset" />';
  const { text } = await expandLesson(`${asked}\n<Exercise of="1-storage/look-up-an-offset" />`, repository);
  assert.match(text, /:exercise="{&quot;name&quot;:&quot;1-storage\/look-up-an-offset&quot;,&quot;title&quot;:/);
  assert.match(text, /&quot;place&quot;:&quot;exercise-look-up-an-offset&quot;}">\n\n```ts/);
  await assert.rejects(expandLesson(asked, repository), /look-up-an-offset, which is not on this page/);
});

test('a region that is not there fails the build', async () => {
  await assert.rejects(expand('<Region of="rule.ts" name="other" />'), /no parts called “other”/);
});

test('an experiment becomes its lines, a transcript, a picture and a link', async () => {
  const { text, files } = await expand(`<Experiment of="${place}" /><Picture of="${place}" says="The end." />`);
  assert.match(
    text,
    /<Experiment name="stored" says="Stored." link="v=1&amp;hash=[0-9a-f]{16}&amp;run=create\+cluster/,
  );
  assert.match(text, /<Picture says="The end." :scene="{.*&quot;picture&quot;:/);
  assert.deepEqual(files, [join(top, place)]);
  const { text: transcript } = await expand(`<Transcript of="${place}" command="create topic" />`);
  assert.match(transcript, /makes the topic payments/);
  assert.doesNotMatch(transcript, /create cluster/);
});

test('an experiment whose expectation does not hold fails the build', async () => {
  await assert.rejects(
    expand('<Transcript of="chapters/1-storage/wrong.experiment" />'),
    /no longer holds: expect end/,
  );
});

test('a transcript of a command that is not in the experiment fails the build', async () => {
  await assert.rejects(expand(`<Transcript of="${place}" command="kill" />`), /no command of stored begins with kill/);
});

test('what the text says that a command prints is looked for, and is not in the page', async () => {
  const lesson = (bytes: string) => `<Run line="create cluster brokers=1 seed=7" prints="broker-1 is up | ${bytes}" />`;
  const { text, problems } = await expand(lesson('quiet messages'));
  assert.equal(text, '<Run line="create cluster brokers=1 seed=7" />');
  assert.deepEqual(problems, []);
  const { problems: changed } = await expand(lesson('loud messages'));
  assert.match(changed.join(), /no longer prints “loud messages”, but:\n.*broker-1 is up/);
});

test('an exercise becomes its task, what a page must know of it, and what is said when it is solved', async () => {
  const repository = join(import.meta.dirname, '../../..');
  const { text, files } = await expandLesson(
    '<Exercise of="1-storage/look-up-an-offset">\n\nSo it is.\n</Exercise>',
    repository,
  );
  assert.match(text, /:card="{&quot;name&quot;:&quot;1-storage\/look-up-an-offset&quot;/);
  assert.match(text, /\n\nSomebody wants to read from an offset on\./);
  assert.match(text, /\n- `entries`: sorted by offset, and by position\n/);
  assert.match(text, /<template v-slot:solved>\n\nSo it is\.\n\n<\/template>/);
  assert.deepEqual(files.map((file) => file.slice(file.lastIndexOf('/') + 1)).sort(), [
    'check.ts',
    'exercise.ts',
    'solution.ts',
  ]);
});

test('an exercise of settings shows the price, and one of a run the instants of its sentences', async () => {
  const repository = join(import.meta.dirname, '../../..');
  const { text } = await expandLesson(
    '<Exercise of="1-storage/ten-writes" /> <Exercise of="1-storage/the-first-wrong-sentence" />',
    repository,
  );
  assert.match(text, /&quot;prices&quot;:\[&quot;writes&quot;,&quot;wait&quot;\]/);
  assert.match(text, /no record waits longer than 50 ms/);
  assert.match(text, /appends \\&quot;42 EUR to Ada\\&quot; to payments-0 at offset 0.&quot;,&quot;atUs&quot;:26737}/);
});

test('an exercise that is not there fails the build', async () => {
  await assert.rejects(expand('<Exercise of="1-storage/nothing" />'), /there is no exercise 1-storage\/nothing/);
});

test('the commands of a lesson are run in their order; what fails is said', async () => {
  const { problems } = await expand(
    '<Run line="create topic payments" />\n<Run line="expect end of payments-0 is 7" />',
  );
  assert.equal(problems.length, 1);
  assert.match(problems[0]!, /expect end of payments-0 is 7: .*it is 0/);
  const said = await expand('<Run line="expect end of payments-0 is 7" fails />\n<Run line="show cluster" fails />');
  assert.deepEqual(said.problems, ['show cluster is said to fail, and does not']);
});

test('the run decides which answer of a prediction is right', async () => {
  const right = predict(choice(0) + choice(1, 'belief="a"') + choice(2, 'belief="b"'));
  assert.deepEqual((await expand(right)).problems, []);
  const wrong = predict(choice(0, 'belief="a"') + choice(1) + choice(2, 'belief="b"'));
  assert.match(
    (await expand(wrong)).problems.join(),
    /The run gives end of payments-0 is 0, not end of payments-0 is 1/,
  );
});

test('a prediction has three answers, one of them without a belief, and a run behind it', async () => {
  await assert.rejects(expand(predict(choice(0) + choice(1, 'belief="a"'))), /2 answers, not three/);
  await assert.rejects(expand(predict(choice(0) + choice(1) + choice(2))), /has a belief/);
  const nowhere = predict(choice(0) + choice(1, 'belief="a"') + choice(2, 'belief="b"')).replace('<Run', '<Walk');
  await assert.rejects(expand(nowhere), /no <Run> below enters create topic payments/);
});

test('a question has one right answer of three', async () => {
  const question = (choices: string) => `<Question ask="So?">${choices}</Question>`;
  const wrong = '<Choice says="no" belief="a"></Choice>';
  const right = '<Choice says="yes"></Choice>';
  assert.deepEqual((await expand(question(right + wrong + wrong))).problems, []);
  await assert.rejects(expand(question(right + wrong)), /2 answers, not three/);
  await assert.rejects(expand(question(wrong + wrong + wrong)), /has a belief/);
});

test('a part of the lesson is named apart from what it says', async () => {
  assert.match(
    (await expand('## Predict: How many?')).text,
    /^## <span class="part">Predict<\/span> How many\? {#predict}$/,
  );
});
