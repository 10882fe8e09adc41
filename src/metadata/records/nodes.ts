import { array, bool, int16, int32, int64, int8, string, uint16, uuid } from '../../wire/fields.ts';
import { defineMetadataRecord } from './definition.ts';

const endPoint = {
  name: string(),
  host: string(),
  port: uint16(),
  /** 0: PLAINTEXT, 1: SSL, 2: SASL_PLAINTEXT, 3: SASL_SSL. */
  securityProtocol: int16(),
};

const feature = { name: string(), minSupportedVersion: int16(), maxSupportedVersion: int16() };

/**
 * A broker has registered; it stays fenced until its heartbeats show that it has caught up.
 *
 *   v1  whether it is about to shut down (KIP-841)
 *   v2  from ZooKeeper to KRaft (KIP-866)
 *   v3  log folders (KIP-858)
 *   v4  log folders that take no new partitions (KIP-1066)
 */
export const RegisterBrokerRecord = defineMetadataRecord({
  number: 0,
  name: 'RegisterBrokerRecord',
  versions: [0, 4],
  fields: {
    brokerId: int32(),
    /** From the days of ZooKeeper; always false now. */
    isMigratingZkBroker: bool().since(2),
    /** New with every start of the broker. */
    incarnationId: uuid(),
    /** The offset of this record. */
    brokerEpoch: int64(),
    endPoints: array(endPoint),
    features: array(feature),
    rack: string().nullable(),
    fenced: bool().default(true),
    inControlledShutdown: bool().since(1),
    logDirs: array(uuid()).tagged(0, 3),
    /** Null: not known yet. */
    cordonedLogDirs: array(uuid()).nullable().default(null).tagged(1, 4),
  },
});

/** A broker was removed for good. */
export const UnregisterBrokerRecord = defineMetadataRecord({
  number: 1,
  name: 'UnregisterBrokerRecord',
  versions: [0, 0],
  fields: { brokerId: int32(), brokerEpoch: int64() },
});

/** A broker's heartbeats stopped. In its place BrokerRegistrationChangeRecord is written now. */
export const FenceBrokerRecord = defineMetadataRecord({
  number: 7,
  name: 'FenceBrokerRecord',
  versions: [0, 0],
  fields: { id: int32(), epoch: int64() },
});

/** A broker has caught up. In its place BrokerRegistrationChangeRecord is written now. */
export const UnfenceBrokerRecord = defineMetadataRecord({
  number: 8,
  name: 'UnfenceBrokerRecord',
  versions: [0, 0],
  fields: { id: int32(), epoch: int64() },
});

/**
 * What changed about a registered broker.
 *
 *   v1  it is about to shut down (KIP-841)
 *   v2  log folders (KIP-858)
 *   v3  log folders that take no new partitions (KIP-1066)
 */
export const BrokerRegistrationChangeRecord = defineMetadataRecord({
  number: 17,
  name: 'BrokerRegistrationChangeRecord',
  versions: [0, 3],
  fields: {
    brokerId: int32(),
    brokerEpoch: int64(),
    /** −1: unfenced; 0: unchanged; 1: fenced. */
    fenced: int8().tagged(0),
    /** 0: unchanged; 1: about to shut down. */
    inControlledShutdown: int8().tagged(1, 1),
    /** Those that work; empty: unchanged. */
    logDirs: array(uuid()).tagged(2, 2),
    /** Null: unchanged. */
    cordonedLogDirs: array(uuid()).nullable().default(null).tagged(3, 3),
  },
});

/** A controller has registered (KIP-919). */
export const RegisterControllerRecord = defineMetadataRecord({
  number: 27,
  name: 'RegisterControllerRecord',
  versions: [0, 0],
  fields: {
    controllerId: int32(),
    /** New with every start of the controller. */
    incarnationId: uuid(),
    /** From the days of ZooKeeper; always false now. */
    zkMigrationReady: bool(),
    endPoints: array(endPoint),
    features: array(feature),
  },
});
