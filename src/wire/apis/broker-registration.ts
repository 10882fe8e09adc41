import { defineApi } from '../definition.ts';
import { array, bool, errorCode, int16, int32, int64, string, throttleTimeMs, uint16, uuid } from '../fields.ts';

/**
 * BrokerRegistration (62): a broker makes itself known to the controller when it starts (KIP-631).
 *
 *   v1  from ZooKeeper to KRaft (KIP-866)
 *   v2  log folders (KIP-858)
 *   v3  the epoch before a clean shutdown (KIP-966)
 *   v4  features may begin at version 0; below, those have to be left out (KAFKA-17011)
 */
export const BrokerRegistration = defineApi({
  key: 62,
  name: 'BrokerRegistration',
  versions: [0, 4],
  flexibleFrom: 0,
  request: {
    brokerId: int32(),
    clusterId: string(),
    /** New with every start. */
    incarnationId: uuid(),
    listeners: array({
      name: string(),
      host: string(),
      port: uint16(),
      /** 0: PLAINTEXT, 1: SSL, 2: SASL_PLAINTEXT, 3: SASL_SSL. */
      securityProtocol: int16(),
    }),
    features: array({
      name: string(),
      minSupportedVersion: int16(),
      maxSupportedVersion: int16(),
    }),
    rack: string().nullable(),
    /** From the days of ZooKeeper; always false now. */
    isMigratingZkBroker: bool().since(1),
    /** Only those that work. */
    logDirs: array(uuid()).since(2).ignorable(),
    /** −1: it did not shut down cleanly, so its logs may have lost their ends. */
    previousBrokerEpoch: int64().since(3).default(-1).ignorable(),
  },
  response: {
    throttleTimeMs: throttleTimeMs(),
    errorCode: errorCode(),
    /** The offset of the registration in the metadata log; −1: refused. */
    brokerEpoch: int64().default(-1),
  },
});
