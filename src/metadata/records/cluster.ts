import { array, bool, float64, int16, int32, int64, int8, string } from '../../wire/fields.ts';
import { defineMetadataRecord } from './definition.ts';

/** A feature has a new level. The first record of every log and snapshot is the one of `metadata.version`. */
export const FeatureLevelRecord = defineMetadataRecord({
  number: 12,
  name: 'FeatureLevelRecord',
  versions: [0, 0],
  fields: {
    name: string(),
    /** 0: switched off. */
    featureLevel: int16(),
  },
});

/** A setting has a new value. */
export const ConfigRecord = defineMetadataRecord({
  number: 4,
  name: 'ConfigRecord',
  versions: [0, 0],
  fields: {
    /** 2: topic, 4: broker, 16: client metrics, 32: group. */
    resourceType: int8(),
    /** Empty for all brokers. */
    resourceName: string(),
    name: string(),
    /** Null: back to the default. */
    value: string().nullable(),
  },
});

/** How much clients may use (KIP-546). */
export const ClientQuotaRecord = defineMetadataRecord({
  number: 14,
  name: 'ClientQuotaRecord',
  versions: [0, 0],
  fields: {
    entity: array({
      /** `user`, `client-id` or `ip`. */
      entityType: string(),
      /** Null: all that have no quota of their own. */
      entityName: string().nullable(),
    }),
    key: string(),
    value: float64(),
    /** True: the quota was taken away, `value` means nothing. */
    remove: bool(),
  },
});

/** A broker was given a block of producer ids (KIP-730). */
export const ProducerIdsRecord = defineMetadataRecord({
  number: 15,
  name: 'ProducerIdsRecord',
  versions: [0, 0],
  fields: {
    brokerId: int32(),
    brokerEpoch: int64().default(-1),
    /** Where the next block begins. */
    nextProducerId: int64(),
  },
});

/** Nothing happened: written while the cluster rests, so that followers see how far they are behind (KIP-835). */
export const NoOpRecord = defineMetadataRecord({ number: 20, name: 'NoOpRecord', versions: [0, 0], fields: {} });

/** From the days of ZooKeeper: how far the move to KRaft had come. Folders that have gone through it still hold it. */
export const ZkMigrationStateRecord = defineMetadataRecord({
  number: 21,
  name: 'ZkMigrationStateRecord',
  versions: [0, 0],
  fields: { zkMigrationState: int8() },
});
