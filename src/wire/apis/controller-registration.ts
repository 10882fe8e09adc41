import { defineApi } from '../definition.ts';
import { array, bool, errorCode, int16, int32, string, throttleTimeMs, uint16, uuid } from '../fields.ts';

/** ControllerRegistration (70): a controller makes itself known to the active one (KIP-919). */
export const ControllerRegistration = defineApi({
  key: 70,
  name: 'ControllerRegistration',
  versions: [0, 0],
  flexibleFrom: 0,
  request: {
    controllerId: int32(),
    /** New with every start. */
    incarnationId: uuid(),
    /** From the days of ZooKeeper; always false now. */
    zkMigrationReady: bool(),
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
  },
  response: {
    throttleTimeMs: throttleTimeMs(),
    errorCode: errorCode(),
    errorMessage: string().nullable(),
  },
});
