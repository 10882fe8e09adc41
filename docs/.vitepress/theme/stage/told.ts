import type { BrokerEvent } from '../../../../src/broker/events.ts';
import type { DeliveryEvent } from '../../../../src/delivery/events.ts';
import type { StorageEvent } from '../../../../src/storage/events.ts';

/**
 * What the stage is told: the events of the rooms of src/, as they are. Those that cannot be seen change nothing in the
 * picture.
 */
export type Told = { readonly node: string; readonly atUs: number } & (
  | NetworkEvent
  | NodeEvent
  | StorageEvent
  | BrokerEvent
  | DeliveryEvent
);

export interface MessageLabel {
  readonly kind: 'request' | 'response';
  readonly api: string;
  readonly summary: string;
}

type NetworkEvent =
  | {
      readonly name: 'message left';
      /** Counts up in a run. */
      readonly message: number;
      readonly from: string;
      readonly to: string;
      readonly label?: MessageLabel;
    }
  | { readonly name: 'message arrived'; readonly message: number }
  | { readonly name: 'message lost'; readonly message: number; readonly because: string };

type NodeEvent =
  | { readonly name: 'node started'; readonly kind: string }
  | { readonly name: 'node killed' | 'node unplugged' | 'node stopped' | 'node resumed' }
  | { readonly name: 'node paused'; readonly forMs?: number }
  | { readonly name: 'link cut'; readonly from: string; readonly to: string }
  | { readonly name: 'link slowed'; readonly from: string; readonly to: string; readonly delayMs: number }
  | { readonly name: 'healed' }
  | { readonly name: 'fault armed' | 'fault struck'; readonly fault: string }
  | { readonly name: 'disk damaged'; readonly how: string };

/** Partitions of the cluster's own books, such as `__cluster_metadata-0`, are not drawn. */
export function isInternal(partition: string): boolean {
  return partition.startsWith('__');
}
