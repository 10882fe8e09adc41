import type { DescribeCluster } from '../../wire/apis/describe-cluster.ts';
import { codeOf, type ErrorName } from '../../wire/errors.ts';
import type { Handler } from '../handler.ts';
import { allClusterOperations, clientEndpoint, operationsNotAsked } from '../topic-descriptions.ts';

const brokers = 1;
const controllers = 2;

/** Tells the cluster's id and its brokers. Its controllers are told by a controller's own listener. */
export const onDescribeCluster: Handler<typeof DescribeCluster> = (
  request,
  { identity, controller },
  { listenerName },
) => {
  const { endpointType, includeFencedBrokers, includeClusterAuthorizedOperations } = request;
  if (endpointType !== brokers) {
    const error: ErrorName = endpointType === controllers ? 'MISMATCHED_ENDPOINT_TYPE' : 'UNSUPPORTED_ENDPOINT_TYPE';
    const errorMessage = `a broker's listener tells brokers (type ${brokers}), not endpoints of type ${endpointType}`;
    return { errorCode: codeOf(error), errorMessage, endpointType: brokers, clusterId: '', brokers: [] };
  }
  const shown = [...controller.image.brokers.values()].filter((broker) => includeFencedBrokers || !broker.isFenced);
  return {
    errorCode: 0,
    endpointType,
    clusterId: identity.clusterId,
    controllerId: identity.nodeId,
    brokers: shown.flatMap((broker) => {
      const endpoint = clientEndpoint(broker, listenerName);
      if (endpoint === undefined) return [];
      const { host, port } = endpoint;
      return [{ brokerId: broker.id, host, port, rack: broker.rack, isFenced: broker.isFenced }];
    }),
    clusterAuthorizedOperations: includeClusterAuthorizedOperations ? allClusterOperations : operationsNotAsked,
  };
};
