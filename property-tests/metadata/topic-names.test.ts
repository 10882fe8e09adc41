import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createTopic } from '../../src/metadata/changes/topics.ts';
import { MetadataDelta } from '../../src/metadata/delta.ts';
import { emptyImage, type MetadataImage } from '../../src/metadata/image.ts';
import { readMetadataRecord, writeMetadataRecord } from '../../src/metadata/records.ts';
import { type MetadataRules, metadataRules } from '../../src/metadata/rules.ts';
import { KafkaError } from '../../src/wire/errors.ts';
import { law } from '../law.ts';

/** A cluster of one broker. */
const oneBroker: MetadataImage = {
  ...emptyImage,
  brokers: new Map([
    [
      1,
      {
        id: 1,
        epoch: 0,
        incarnationId: '',
        listeners: [],
        rack: null,
        isFenced: false,
        isShuttingDown: false,
        directoryIds: [],
      },
    ],
  ]),
};

const names = fc.oneof(
  { weight: 6, arbitrary: fc.string({ unit: fc.constantFrom('a', 'b', '.', '_', '-'), maxLength: 4 }) },
  { weight: 1, arbitrary: fc.string({ maxLength: 6 }) },
  { weight: 1, arbitrary: fc.integer({ min: 247, max: 252 }).map((length) => 'n'.repeat(length)) },
);

/** Tries to make every topic, one after the other. */
function topicsMade(wanted: readonly string[], rules: MetadataRules): readonly string[] {
  let image = oneBroker;
  for (const name of wanted) {
    const topic = { name, partitions: 1, replicationFactor: 1, assignments: [], configuration: [] };
    const placement = { rules, start: 0, directoryOf: () => 'AAAAAAAAAAAAAAAAAAAAAA' };
    try {
      const id = `${String(image.topics.size).padStart(2, 'A')}AAAAAAAAAAAAAAAAAAAA`;
      const delta = new MetadataDelta(image, rules);
      for (const record of createTopic(image, topic, id, { partitions: 1, replicationFactor: 1 }, placement)) {
        delta.apply(readMetadataRecord(writeMetadataRecord(record)));
      }
      image = delta.image(image.offset + 2, 1);
    } catch (error) {
      if (!(error instanceof KafkaError)) throw error;
    }
  }
  return [...image.topics.keys()];
}

law(
  'every topic can have a folder, and a place of its own in the metrics',
  metadataRules,
  fc.array(names, { maxLength: 12 }),
  (wanted, rules) => {
    const made = topicsMade(wanted, rules);
    const inMetrics = made.map((name) => name.replaceAll('.', '_'));
    assert.equal(new Set(inMetrics).size, made.length, 'two topics count into one metric');
    for (const name of made) {
      assert.match(name, /^[a-zA-Z0-9._-]+$/);
      assert.ok(name !== '.' && name !== '..', 'the folder is the one above');
      assert.ok(name.length <= 249, "no room is left for what stands behind it in a folder's name");
    }
  },
).kills({
  'every name is allowed': { problemOfTopicName: () => undefined },
  'dots alone are a name like others': {
    problemOfTopicName: (name) => (name === '..' ? undefined : metadataRules.problemOfTopicName(name)),
  },
  'one character more': {
    problemOfTopicName: (name) => (name.length === 250 ? undefined : metadataRules.problemOfTopicName(name)),
  },
  'dots stay dots in metrics': { nameInMetrics: (topic) => topic },
  'only the first dot becomes an underscore': { nameInMetrics: (topic) => topic.replace('.', '_') },
});
