import type { ToldRunEvent } from '../../../../src/cluster/events.ts';
import type { MessageLabel as LabelOfCluster } from '../../../../src/cluster/message-labels.ts';

/** What the stage is told: the events of the rooms of src/, as they are. Those that cannot be seen change nothing in it. */
export type Told = ToldRunEvent;

export type MessageLabel = Pick<LabelOfCluster, 'kind' | 'api' | 'summary'>;

/** The label of a message; the network carries it as somebody else's plain data. */
export function labelOf({ label }: { readonly label: object | undefined }): MessageLabel | undefined {
  return label !== undefined && 'api' in label && 'kind' in label ? (label as MessageLabel) : undefined;
}

/** Partitions of the cluster's own books, such as `__cluster_metadata-0`, are not drawn. */
export function isInternal(partition: string): boolean {
  return partition.startsWith('__');
}
