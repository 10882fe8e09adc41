import type { Texts } from '../configuration/tables.ts';
import type { ErrorName } from '../wire/errors.ts';
import type { DiskFlaw, TrappedOperation } from '../world/simulated/disk-traps.ts';

/** Which messages a fault waits for: the next ones of this kind. What is left out may be anything. */
export interface MessageChoice {
  /** How many; one, if left out. */
  readonly count?: number;
  /** Kafka's name of the API, `EndTxn`, or as it is typed, `end-txn`. */
  readonly api?: string;
  readonly direction?: 'request' | 'response';
  /** Nodes. */
  readonly from?: string;
  readonly to?: string;
}

/** What befalls a message. */
export type MessageFault =
  | ({ readonly do: 'drop' | 'repeat' | 'hold' | 'break' } & MessageChoice)
  | ({ readonly do: 'delay'; readonly byMs: number } & MessageChoice)
  /** The request is not done; its answer is this error. */
  | ({ readonly do: 'fail'; readonly error: ErrorName } & MessageChoice);

/** What befalls a node. */
export type NodeFault =
  | { readonly do: 'kill' | 'stop' | 'resume'; readonly node: string }
  /** `unflushed`: whether chance lets some of what was not flushed survive, and tears it; it does, if left out. */
  | { readonly do: 'unplug'; readonly node: string; readonly unflushed?: 'nothing' | 'chance' }
  /**
   * With an empty disk it is a new machine that has the old one's name. `settings` are a broker's, as if its file of settings had
   * been changed before: they stay.
   */
  | { readonly do: 'start'; readonly node: string; readonly disk?: 'empty'; readonly settings?: Texts }
  | { readonly do: 'pause'; readonly node: string; readonly forMs?: number }
  | { readonly do: 'skew'; readonly node: string; readonly byMs: number }
  | { readonly do: 'damage disk'; readonly node: string; readonly how: DiskDamage }
  | DiskOperationFault
  /** Flips a byte within the batch that holds the record, on the disk; where no `node` is given, on each that has it. */
  | {
      readonly do: 'damage record';
      readonly partition: string;
      readonly offset: number;
      readonly node?: string;
    };

/**
 * What becomes of the next operations on a partition's `.log` files: one that `failed` says so, the others the disk says it has
 * done. What is left out: one, on each broker that has the partition, and it fails.
 */
export interface DiskOperationFault {
  readonly do: 'damage next';
  readonly operation: TrappedOperation;
  readonly partition: string;
  readonly node?: string;
  readonly how?: DiskFlaw;
  readonly count?: number;
}

export type DiskDamage = 'full' | 'slow' | 'failing' | 'lost';

/** What befalls the ways between nodes; `all` stands for every other node. */
export type LinkFault =
  | { readonly do: 'cut'; readonly from: string; readonly to: string; readonly oneway?: boolean }
  | {
      readonly do: 'slow';
      readonly from: string;
      readonly to: string;
      readonly byMs: number;
      readonly jitterMs?: number;
    }
  | { readonly do: 'lose'; readonly from: string; readonly to: string; readonly oneIn: number }
  | { readonly do: 'release' }
  /** Undoes cuts, slowness, loss, damage of disks, and skew: of a node, or everywhere. */
  | { readonly do: 'heal'; readonly node?: string };

/** Everything that can go wrong, as plain data: what a plan holds, what a prompt types, what fast-check shrinks. */
export type Fault = MessageFault | NodeFault | LinkFault;

/** This cannot go wrong now; the message says why. */
export class FaultError extends Error {
  override readonly name = 'FaultError';
}

export function isMessageFault(fault: Fault): fault is MessageFault {
  return ['drop', 'repeat', 'hold', 'break', 'delay', 'fail'].includes(fault.do);
}

/** As one would type it: `drop next 2 Produce response to teller`. */
export function faultInWords(fault: Fault): string {
  switch (fault.do) {
    case 'drop':
    case 'repeat':
    case 'hold':
    case 'break':
      return `${fault.do} next ${choiceInWords(fault)}`;
    case 'delay':
      return `delay next ${choiceInWords(fault)} by ${fault.byMs}ms`;
    case 'fail':
      return `fail next ${choiceInWords(fault)} with ${fault.error}`;
    case 'cut':
      return `cut ${fault.from} from ${fault.to}${fault.oneway ? ' oneway' : ''}`;
    case 'slow':
      return `slow ${fault.from} to ${fault.to} by ${fault.byMs}ms${fault.jitterMs ? ` jitter=${fault.jitterMs}ms` : ''}`;
    case 'lose':
      return `lose one of ${fault.oneIn} from ${fault.from} to ${fault.to}`;
    case 'release':
      return 'release';
    case 'heal':
      return fault.node === undefined ? 'heal' : `heal ${fault.node}`;
    default:
      return nodeFaultInWords(fault);
  }
}

function nodeFaultInWords(fault: NodeFault): string {
  switch (fault.do) {
    case 'kill':
    case 'stop':
    case 'resume':
    case 'unplug':
      return `${fault.do} ${fault.node}`;
    case 'start':
      return [`start ${fault.node}`, ...optionsOf(fault)].join(' ');
    case 'pause':
      return `pause ${fault.node}${fault.forMs === undefined ? '' : ` for ${fault.forMs}ms`}`;
    case 'skew':
      return `skew ${fault.node} by ${fault.byMs}ms`;
    case 'damage disk':
      return `damage ${fault.node} disk=${fault.how}`;
    case 'damage next':
      return diskFaultInWords(fault);
    case 'damage record':
      return `damage ${fault.partition}@${fault.offset}${fault.node === undefined ? '' : ` on ${fault.node}`}`;
  }
}

function diskFaultInWords({ operation, partition, node, how = 'failed', count = 1 }: DiskOperationFault): string {
  const words = ['damage next', count === 1 ? undefined : String(count), operation, 'of', partition];
  words.push(node === undefined ? undefined : `on ${node}`, how === 'failed' ? undefined : `how=${how}`);
  return words.filter((word) => word !== undefined).join(' ');
}

function optionsOf({ disk, settings = {} }: Extract<NodeFault, { do: 'start' }>): readonly string[] {
  const texts = Object.entries(settings).map(([key, value]) => `${key}=${value}`);
  return disk === undefined ? texts : [`disk=${disk}`, ...texts];
}

function choiceInWords({ count = 1, api = 'message', direction, from, to }: MessageChoice): string {
  const words = [count === 1 ? undefined : String(count), api, direction];
  words.push(from === undefined ? undefined : `from ${from}`, to === undefined ? undefined : `to ${to}`);
  return words.filter((word) => word !== undefined).join(' ');
}
