import assert from 'node:assert/strict';
import fc from 'fast-check';
import { directoriesFailed, directoryOf } from '../../src/metadata/changes/directories.ts';
import { registerBroker, unfenceBroker } from '../../src/metadata/changes/nodes.ts';
import { emptyImage, type MetadataImage } from '../../src/metadata/image.ts';
import { metadataRules } from '../../src/metadata/rules.ts';
import { reservedDirectories } from '../../src/metadata/rules/directories.ts';
import { applied, directoryId, topicIdOf } from '../../src/metadata/testing/images.ts';
import { law } from '../law.ts';

const ids: readonly string[] = ['a3Aog4GSTJ-UmUsxymlbKQ', 'ec0_LfMxRH-UEgLX6uByUA', directoryId];
const { migrating, unassigned, lost } = reservedDirectories;

/** Where each of a broker's partitions lies, and which of its folders work. */
const plans = fc.record({
  places: fc.array(fc.constantFrom(...ids, migrating, unassigned, lost), { maxLength: 8 }),
  online: fc.subarray([...ids], { minLength: 1 }),
});

const led = { replicas: [1], isr: [1], removingReplicas: [], addingReplicas: [], leader: 1 };

/** One broker that leads partitions in all of its folders. */
function clusterWith(places: readonly string[]): MetadataImage {
  const life = { nodeId: 1, incarnationId: topicIdOf(9), listeners: [], rack: null, directoryIds: ids };
  const topicId = topicIdOf(1);
  return applied(emptyImage, [
    { type: 'FeatureLevelRecord', data: { name: 'eligible.leader.replicas.version', featureLevel: 1 } },
    ...registerBroker(life, 1),
    { type: 'BrokerRegistrationChangeRecord', data: { brokerId: 1, brokerEpoch: 1, fenced: -1 } },
    { type: 'TopicRecord', data: { name: 'payments', topicId } },
    ...places.map((directory, partitionId) => ({
      type: 'PartitionRecord' as const,
      data: { topicId, partitionId, ...led, directories: [directory] },
    })),
  ]);
}

const partitionsOf = (image: MetadataImage) => image.topics.get('payments')!.partitions;

law(
  'a broker leads nothing that lies in a folder which does not work, all else as before, and all of it again when the folder is back',
  metadataRules,
  plans,
  ({ places, online }, rules) => {
    const before = clusterWith(places);
    const failed = applied(before, directoriesFailed(before, 1, online, rules));
    assert.deepEqual(failed.brokers.get(1)!.directoryIds, online);
    for (const [index, partition] of partitionsOf(failed).entries()) {
      const place = directoryOf(partition, 1);
      assert.equal(place, places[index]);
      const isKnownToFail =
        online.length < ids.length && (place === lost || (isReal(place) && !online.includes(place)));
      if (!isKnownToFail) assert.deepEqual(partition, partitionsOf(before)[index], 'a partition that lies elsewhere');
      else {
        assert.equal(partition.leader, -1, 'it is led where nobody can serve it');
        assert.deepEqual([partition.inSyncReplicas, partition.eligibleLeaderReplicas], [[], [1]]);
      }
    }
    assert.deepEqual(directoriesFailed(failed, 1, online, rules), [], 'said twice');

    const life = { nodeId: 1, incarnationId: topicIdOf(8), listeners: [], rack: null, directoryIds: ids };
    const registered = applied(failed, registerBroker(life, failed.offset + 1));
    const back = applied(registered, unfenceBroker(registered, 1, rules));
    for (const partition of partitionsOf(back)) {
      assert.equal(partition.leader, directoryOf(partition, 1) === lost ? -1 : 1, 'who leads afterwards');
    }
  },
).kills({
  'every folder is believed to work': { isDirectoryOnline: () => true },
  'one folder that fails takes all with it': {
    isDirectoryOnline: (_, onlineIds) => onlineIds.length === ids.length,
  },
  'what is not placed yet is lost': { isDirectoryOnline: (id, onlineIds) => onlineIds.includes(id) },
  'what is lost is somewhere': {
    isDirectoryOnline: (id, onlineIds) => id === lost || metadataRules.isDirectoryOnline(id, onlineIds),
  },
});

function isReal(directory: string): boolean {
  return directory !== migrating && directory !== unassigned;
}
