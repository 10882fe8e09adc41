import type { BrokerEvent } from '../broker/events.ts';
import type { DeliveryEvent } from '../delivery/events.ts';
import type { MetadataEvent } from '../metadata/events.ts';
import type { StorageEvent } from '../storage/events.ts';
import type { WireEvent } from '../wire/events.ts';
import type { NetworkEvent } from '../world/simulated/messages.ts';
import type { Told } from '../world/world.ts';

/** What is done to nodes, to the ways between them, and to their messages. The event's `node` is the one concerned. */
export type ClusterEvent =
  /** `kind` is `broker`, `producer`, `consumer` or `admin`. */
  | { readonly name: 'node started'; readonly kind: string }
  /** It could not start, or it failed; it says what to do. */
  | { readonly name: 'node failed'; readonly because: string }
  /** In good order. */
  | { readonly name: 'node stopped' }
  /** Its process ended at once; the page cache stays. */
  | { readonly name: 'node killed' }
  /** Its power is gone, and with it what was not flushed. */
  | { readonly name: 'node unplugged' }
  /** `forMs` is left out where nobody said how long. */
  | { readonly name: 'node paused'; readonly forMs?: number }
  | { readonly name: 'node resumed' }
  | { readonly name: 'link cut'; readonly from: string; readonly to: string; readonly oneway: boolean }
  | { readonly name: 'link slowed'; readonly from: string; readonly to: string; readonly delayMs: number }
  /** One message of `oneIn` is lost between the two. */
  | { readonly name: 'link made lossy'; readonly from: string; readonly to: string; readonly oneIn: number }
  /** Links, disk and clock are as they should be: of this node, or of all. */
  | { readonly name: 'healed' }
  /** A fault waits for its message; `fault` says which in words. */
  | { readonly name: 'fault armed'; readonly fault: string }
  /** It met `message`, or an operation of the disk. */
  | { readonly name: 'fault struck'; readonly fault: string; readonly message?: number }
  /** Held messages go on. */
  | { readonly name: 'messages released' }
  | { readonly name: 'disk damaged'; readonly how: string }
  | { readonly name: 'clock skewed'; readonly byMs: number };

/** Everything that can be told in a run: each room declares its own. */
export type RunEvent =
  | BrokerEvent
  | ClusterEvent
  | DeliveryEvent
  | MetadataEvent
  | NetworkEvent
  | StorageEvent
  | WireEvent;

/** As listeners get it. */
export type ToldRunEvent = Told<RunEvent>;
