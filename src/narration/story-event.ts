import type { BrokerEvent } from '../broker/events.ts';
import type { DeliveryEvent } from '../delivery/events.ts';
import type { MetadataEvent } from '../metadata/events.ts';
import type { StorageEvent } from '../storage/events.ts';
import type { WireEvent } from '../wire/events.ts';
import type { NetworkEvent } from '../world/simulated/messages.ts';

/** What was done to a node, or to the ways between nodes. */
export type ClusterEvent =
  | { readonly name: 'node started'; readonly kind: string }
  | { readonly name: 'node stopped' }
  | { readonly name: 'node killed' }
  | { readonly name: 'node unplugged' }
  | { readonly name: 'node paused'; readonly forMs?: number }
  | { readonly name: 'node resumed' }
  | { readonly name: 'link cut'; readonly from: string; readonly to: string }
  | { readonly name: 'link slowed'; readonly from: string; readonly to: string; readonly delayMs: number }
  | { readonly name: 'healed' }
  | { readonly name: 'fault armed'; readonly fault: string }
  | { readonly name: 'fault struck'; readonly fault: string }
  | { readonly name: 'disk damaged'; readonly how: string };

/** Everything that can be told in a run. Each room declares its own; a story is made of all of them. */
export type StoryEvent =
  | BrokerEvent
  | ClusterEvent
  | DeliveryEvent
  | MetadataEvent
  | NetworkEvent
  | StorageEvent
  | WireEvent;
