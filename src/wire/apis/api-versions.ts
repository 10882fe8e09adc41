import { defineApi } from '../definition.ts';
import { array, bool, errorCode, int16, int64, string, throttleTimeMs } from '../fields.ts';

/**
 * ApiVersions (18): which APIs this node speaks, in which versions, and which features the cluster has switched on.
 * The first question on a connection.
 *
 * A client asks in the newest version that it knows, before it knows what the broker knows. So the answer's header
 * never has tagged fields, and to an unknown version the answer is version 0, with UNSUPPORTED_VERSION and the
 * versions of this API alone (KIP-511).
 *
 *   v1  the answer says for how long it was throttled (KIP-124)
 *   v2  the answer comes before the throttling, not after it (KIP-219)
 *   v3  flexible (KIP-482); the client's name and version (KIP-511); features (KIP-584)
 *   v4  features may begin at version 0; below, those have to be left out (KAFKA-17011)
 */
export const ApiVersions = defineApi({
  key: 18,
  name: 'ApiVersions',
  versions: [0, 4],
  flexibleFrom: 3,
  request: {
    clientSoftwareName: string().since(3).ignorable(),
    clientSoftwareVersion: string().since(3).ignorable(),
  },
  response: {
    errorCode: errorCode(),
    apiKeys: array({ apiKey: int16(), minVersion: int16(), maxVersion: int16() }),
    throttleTimeMs: throttleTimeMs().since(1),
    /** What this node could do. */
    supportedFeatures: array({ name: string(), minVersion: int16(), maxVersion: int16() }).tagged(0, 3).ignorable(),
    /** Grows with every change of the finalized features; −1: unknown. */
    finalizedFeaturesEpoch: int64().default(-1).tagged(1, 3).ignorable(),
    /** What the whole cluster has switched on. */
    finalizedFeatures: array({ name: string(), maxVersionLevel: int16(), minVersionLevel: int16() })
      .tagged(2, 3)
      .ignorable(),
    /** From the days of ZooKeeper; always false now. */
    zkMigrationReady: bool().tagged(3, 3).ignorable(),
  },
});
