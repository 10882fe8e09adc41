import { MetadataDelta } from '../delta.ts';
import { emptyImage, type MetadataImage } from '../image.ts';
import { type MetadataRecordToWrite, readMetadataRecord, writeMetadataRecord } from '../records.ts';
import { registerBroker, unfenceBroker } from '../changes/nodes.ts';
import { metadataRules } from '../rules.ts';

/** The image with records applied, as they are read from a log. */
export function applied(image: MetadataImage, records: readonly MetadataRecordToWrite[]): MetadataImage {
  const delta = new MetadataDelta(image, metadataRules);
  for (const record of records) delta.apply(readMetadataRecord(writeMetadataRecord(record)));
  return delta.image(image.offset + records.length, 1);
}

export const directoryId = 'vtCdZBai1Yh5GCChWBaOsQ';

/** A cluster with these brokers, all in touch. */
export function clusterOf(...brokers: readonly number[]): MetadataImage {
  return brokers.reduce((image, nodeId) => {
    const life = {
      nodeId,
      incarnationId: 'ec0_LfMxRH-UEgLX6uByUA',
      listeners: [],
      rack: null,
      directoryIds: [directoryId],
    };
    const registered = applied(image, registerBroker(life, image.offset + 1));
    return applied(registered, unfenceBroker(registered, nodeId, metadataRules));
  }, emptyImage);
}

/** Ids that differ as their numbers do. */
export function topicIdOf(number: number): string {
  return `${String(number).padStart(2, 'A')}AAAAAAAAAAAAAAAAAAAA`;
}
