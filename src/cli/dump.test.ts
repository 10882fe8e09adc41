import assert from 'node:assert/strict';
import { chmodSync, copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import { commandLine, withFolder } from '../testing/broker-process.ts';
import { runProgram } from '../testing/program.ts';
import { lacksReference, referenceFolder } from '../testing/reference.ts';
import { createNodeWorld } from '../world/node/world.ts';
import { type Content, filesBelow, showFile } from './dump/contents.ts';
import {
  abortedIn,
  asProducer,
  asReference,
  indexEntries,
  withoutMarkerVersion,
} from './testing/reference-contents.ts';

const logs = lacksReference ? '' : join(referenceFolder()!, 'kafka-logs');
const folders = lacksReference
  ? []
  : readdirSync(logs, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));

test("Apache Kafka's log folders are beside the repository", { skip: lacksReference }, () => {
  assert.ok(folders.length > 20);
});

for (const folder of folders.filter((name) => name !== 'log-dir')) {
  test(`dump agrees with Apache Kafka about all that is in ${folder}`, async () => {
    const expected = JSON.parse(readFileSync(join(logs, folder, 'what.json'), 'utf8'));
    const contents = await contentsOf(join(logs, folder), expected.topic);
    const files = contents.filter((content) => 'sizeBytes' in content && content.kind !== 'batch');
    assert.deepEqual(
      files.map(({ file, ...rest }) => ({ name: basename(file), size: (rest as { sizeBytes: number }).sizeBytes })),
      sorted(expected.files).map(({ name, size }) => ({ name, size })),
    );
    const found = new Map(files.map((content) => [basename(content.file), content]));
    const batches = (name: string) =>
      contents.flatMap((content) => (content.kind === 'batch' && basename(content.file) === name ? [content] : []));

    for (const segment of expected.segments) {
      assert.deepEqual(batches(segment.file).map(asReference), segment.batches.map(withoutMarkerVersion), segment.file);
      const beside = (kind: string) => found.get(segment.file.replace(/log$/, kind));
      assert.deepEqual(indexEntries(beside('index')), segment.offsetIndex);
      assert.deepEqual(indexEntries(beside('timeindex')), segment.timeIndex);
      assert.deepEqual(abortedIn(beside('txnindex')), segment.abortedTransactions);
    }
    for (const { file, offset, producers } of expected.producerSnapshots) {
      const snapshot = found.get(file);
      assert.ok(snapshot?.kind === 'producer snapshot');
      assert.equal(snapshot.offset, offset);
      assert.deepEqual(snapshot.producers.map(asProducer), producers);
    }
    for (const { file, batches: snapshot } of expected.checkpoints ?? []) {
      assert.deepEqual(batches(file).map(asReference), snapshot.map(withoutMarkerVersion), file);
    }
    const epochs = found.get('leader-epoch-checkpoint');
    assert.deepEqual(epochs?.kind === 'leader epochs' ? epochs.epochs : [], expected.leaderEpochs);
    const state = found.get('quorum-state');
    assert.deepEqual(state?.kind === 'quorum state' ? state.state : undefined, expected.quorumState);
    const partition = found.get('partition.metadata');
    assert.equal(partition?.kind === 'partition metadata' ? partition.topicId : undefined, expected.topicId);
    assert.deepEqual(
      contents.filter(({ kind }) => kind === 'flaw'),
      [],
    );
  });
}

test('dump agrees with Apache Kafka about the files beside its partitions', { skip: lacksReference }, async () => {
  const expected = JSON.parse(readFileSync(join(logs, 'log-dir', 'what.json'), 'utf8'));
  const contents = await contentsOf(join(logs, 'log-dir'), undefined);
  const found = new Map(contents.map((content) => [basename(content.file), content]));
  for (const name of [...found.keys()].filter((name) => name.endsWith('-checkpoint'))) {
    const checkpoint = found.get(name);
    assert.deepEqual(checkpoint?.kind === 'offsets' && checkpoint.offsets, expected[name].entries, name);
  }
  const properties = found.get('meta.properties');
  assert.deepEqual(properties?.kind === 'meta properties' && properties.properties, expected['meta.properties']);
  const shutdown = found.get('.kafka_cleanshutdown');
  assert.equal(
    shutdown?.kind === 'clean shutdown' && shutdown.brokerEpoch,
    expected['.kafka_cleanshutdown'].brokerEpoch,
  );
  const bootstrap = contents.flatMap((content) => (content.kind === 'batch' ? [asReference(content)] : []));
  assert.deepEqual(bootstrap, expected['bootstrap.checkpoint'].batches.map(withoutMarkerVersion));
});

test(
  'dump prints a line for every file, batch and record, and says with its exit status what is damaged',
  { skip: lacksReference },
  () =>
    withFolder(async (folder) => {
      const partition = join(folder, 'none-0');
      mkdirSync(partition);
      for (const name of readdirSync(join(logs, 'none'))) copyFileSync(join(logs, 'none', name), join(partition, name));
      const sound = await runDump(folder);
      assert.equal(sound.status, 0);
      assert.match(sound.output, /none-0\/0{20}\.log: batches from offset 0 on, \d+ bytes\n {2}batch 0 at byte 0, /);
      assert.equal(sound.output.match(/^ {4}\d+ {2}\d{4}-/gm)?.length, 200);

      const segment = join(partition, '00000000000000000000.log');
      const bytes = readFileSync(segment);
      bytes[bytes.length - 1]! ^= 1;
      writeFileSync(segment, Buffer.concat([bytes, Buffer.from('torn')]));
      const damaged = await runDump(segment);
      assert.equal(damaged.status, 1);
      assert.match(damaged.output, /CRC \d+ IS WRONG/);
      assert.match(damaged.output, /from byte \d+ on it cannot be read: 4 bytes are less than the header of a batch/);

      writeFileSync(join(partition, 'leader-epoch-checkpoint'), 'nonsense');
      const wrong = await runDump('--json', join(partition, 'leader-epoch-checkpoint'));
      assert.equal(wrong.status, 1);
      assert.equal(JSON.parse(wrong.output).kind, 'flaw');
      assert.equal(
        (await runDump(join(folder, 'missing'))).errors,
        `kafka-on-trial: ${join(folder, 'missing')} does not exist\n`,
      );
    }),
);

test('dump needs no right to write', { skip: lacksReference }, () =>
  withFolder(async (folder) => {
    const snapshot = join(folder, '00000000000000000050-0000000001.checkpoint');
    copyFileSync(join(logs, 'metadata', '00000000000000000050-0000000001.checkpoint'), snapshot);
    chmodSync(snapshot, 0o444);
    chmodSync(folder, 0o555);
    // To the superuser everything may be written, whatever it says.
    const nobody = process.getuid?.() === 0 ? { userId: 65_534 } : {};
    const shown = await runProgram(process.execPath, [...commandLine, 'dump', snapshot], nobody);
    assert.match(shown.output, /SNAPSHOT_FOOTER/);
    chmodSync(folder, 0o755);
  }),
);

function runDump(...parameters: string[]) {
  return runProgram(process.execPath, [...commandLine, 'dump', ...parameters], { mayFail: true });
}

async function contentsOf(folder: string, topic: string | undefined): Promise<Content[]> {
  const { disk } = createNodeWorld({ node: 'reader' });
  const contents: Content[] = [];
  for (const file of filesBelow(disk, folder).filter((path) => basename(path) !== 'what.json')) {
    await showFile(disk, file, topic, async (content) => void contents.push(content));
  }
  return contents;
}

function sorted(files: { name: string; size: number }[]) {
  return [...files].sort((one, other) => (one.name < other.name ? -1 : 1));
}
