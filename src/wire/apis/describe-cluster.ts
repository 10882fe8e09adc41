import { defineApi } from '../definition.ts';
import { array, bool, errorCode, int32, int8, string, throttleTimeMs } from '../fields.ts';

/**
 * DescribeCluster (60): the cluster's id, its nodes, and its controller (KIP-700).
 *
 *   v1  controllers as well as brokers (KIP-919)
 *   v2  fenced brokers (KIP-1073)
 */
export const DescribeCluster = defineApi({
  key: 60,
  name: 'DescribeCluster',
  versions: [0, 2],
  flexibleFrom: 0,
  request: {
    includeClusterAuthorizedOperations: bool(),
    /** 1: brokers; 2: controllers. */
    endpointType: int8().since(1).default(1),
    includeFencedBrokers: bool().since(2),
  },
  response: {
    throttleTimeMs: throttleTimeMs(),
    errorCode: errorCode(),
    errorMessage: string().nullable().default(null),
    endpointType: int8().since(1).default(1),
    clusterId: string(),
    /** From a controller the active one; from a broker any live broker, which passes on what is for the controller. */
    controllerId: int32().default(-1),
    brokers: array({
      brokerId: int32(),
      host: string(),
      port: int32(),
      rack: string().nullable().default(null),
      isFenced: bool().since(2),
    }),
    /** A bit for each operation; the smallest integer where it was not asked for. */
    clusterAuthorizedOperations: int32().default(-0x8000_0000),
  },
});
