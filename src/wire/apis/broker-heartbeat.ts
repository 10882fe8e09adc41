import { defineApi } from '../definition.ts';
import { array, bool, errorCode, int32, int64, throttleTimeMs, uuid } from '../fields.ts';

/**
 * BrokerHeartbeat (63): a broker says that it is alive and how far it has read the metadata log; the controller says
 * whether it may serve (KIP-631).
 *
 *   v1  log folders that have failed (KIP-858)
 *   v2  log folders that take no new partitions (KIP-1066)
 */
export const BrokerHeartbeat = defineApi({
  key: 63,
  name: 'BrokerHeartbeat',
  versions: [0, 2],
  flexibleFrom: 0,
  request: {
    brokerId: int32(),
    brokerEpoch: int64().default(-1),
    currentMetadataOffset: int64(),
    /** True until the broker is ready to serve. */
    wantFence: bool(),
    /** The controller first moves its leaderships away. */
    wantShutDown: bool(),
    offlineLogDirs: array(uuid()).tagged(0, 1),
    /** Null: not known yet. */
    cordonedLogDirs: array(uuid()).nullable().default(null).tagged(1, 2),
  },
  response: {
    throttleTimeMs: throttleTimeMs(),
    errorCode: errorCode(),
    /** Whether it has read about as far as the controller. */
    isCaughtUp: bool().default(false),
    /** Whether clients are kept away from it. */
    isFenced: bool().default(true),
    /** Whether it may go now. */
    shouldShutDown: bool(),
  },
});
