import { applyToClients, type ClientPicture } from './clients.ts';
import { applyToLedger, emptyLedger, type LedgerPicture } from './ledger.ts';
import { applyToLogs, type LogPicture } from './logs.ts';
import { labelOf, type MessageLabel, type Told } from './told.ts';

/**
 * All that the stage shows at one instant, as plain data: a fold over the events that were told up to there. The same events
 * give the same picture, so going back is folding fewer of them.
 */
export interface Picture {
  readonly nodes: readonly NodePicture[];
  /** One for each partition on each broker that has it. */
  readonly logs: readonly LogPicture[];
  readonly clients: readonly ClientPicture[];
  readonly inFlight: readonly MessagePicture[];
  /** Messages that got lost since the two nodes last spoke. */
  readonly lost: readonly MessagePicture[];
  /** Pairs of nodes that cannot reach each other. */
  readonly cuts: readonly Link[];
  /** Faults that wait for their moment, in words; one that is meant for three messages is there three times. */
  readonly armed: readonly string[];
  readonly ledger: LedgerPicture;
}

export type NodeState = 'running' | 'killed' | 'unplugged' | 'stopped' | 'paused' | 'failed';

export interface NodePicture {
  readonly name: string;
  readonly kind: NodeKind;
  readonly state: NodeState;
}

/** Those that only set things up are not drawn. */
export type NodeKind = 'broker' | 'producer' | 'consumer';

export interface MessagePicture {
  readonly message: number;
  readonly from: string;
  readonly to: string;
  readonly label: MessageLabel;
  readonly leftAtUs: number;
  readonly isQuiet: boolean;
}

export interface Link {
  readonly from: string;
  readonly to: string;
}

export const emptyPicture: Picture = {
  nodes: [],
  logs: [],
  clients: [],
  inFlight: [],
  lost: [],
  cuts: [],
  armed: [],
  ledger: emptyLedger,
};

/** The next picture. What an event does not touch is the same object as before; where it touches nothing, all of it. */
export function after(picture: Picture, event: Told): Picture {
  const next: Picture = {
    nodes: applyToNodes(picture.nodes, event),
    logs: applyToLogs(picture.logs, event),
    clients: applyToClients(picture.clients, event),
    ...applyToMessages(picture, event),
    cuts: applyToCuts(picture.cuts, event),
    armed: applyToArmed(picture.armed, event),
    ledger: applyToLedger(picture.ledger, event),
  };
  const parts = Object.keys(next) as (keyof Picture)[];
  return parts.some((part) => next[part] !== picture[part]) ? next : picture;
}

const stateAfter: Partial<Record<Told['name'], NodeState>> = {
  'node killed': 'killed',
  'node unplugged': 'unplugged',
  'node stopped': 'stopped',
  'broker stopped': 'stopped',
  'node paused': 'paused',
  'node failed': 'failed',
  'node resumed': 'running',
  'broker started': 'running',
};

function applyToNodes(nodes: readonly NodePicture[], event: Told): readonly NodePicture[] {
  const known = nodes.find((node) => node.name === event.node);
  const kind = kindOf(event, known?.kind);
  if (kind === undefined) return nodes;
  const state = event.name === 'node started' ? 'running' : (stateAfter[event.name] ?? known?.state ?? 'running');
  if (known !== undefined && known.kind === kind && known.state === state) return nodes;
  const next: NodePicture = { name: event.node, kind, state };
  return known === undefined ? [...nodes, next] : nodes.map((node) => (node === known ? next : node));
}

/** What a node is, as far as this event and those before say; undefined where nothing says that there is a node. */
function kindOf(event: Told, before: NodeKind | undefined): NodeKind | undefined {
  if (event.name === 'node started') return readKind(event.kind) ?? before;
  if (event.name === 'broker started') return 'broker';
  if (before !== undefined) return before;
  if (event.name === 'record accepted' || event.name === 'batch sent') return 'producer';
  if (event.name === 'records polled' || event.name === 'processed') return 'consumer';
  return before;
}

function readKind(kind: string): NodeKind | undefined {
  return kind === 'broker' || kind === 'producer' || kind === 'consumer' ? kind : undefined;
}

/** APIs by which a cluster keeps itself going. */
const quietApis = new Set(['ApiVersions', 'Metadata', 'Heartbeat', 'DescribeCluster', 'ListOffsets']);

/** Messages that are drawn only when they get lost; so are questions for records, since a consumer asks all the time. */
export function isQuiet({ api, kind }: MessageLabel): boolean {
  return quietApis.has(api) || (api === 'Fetch' && kind === 'request');
}

const mostInFlight = 60;

function applyToMessages(picture: Picture, event: Told): Pick<Picture, 'inFlight' | 'lost'> {
  const { inFlight, lost } = picture;
  if (event.name === 'message left') {
    const { message, from, to, atUs } = event;
    const label = labelOf(event);
    if (label === undefined || inFlight.length >= mostInFlight) return { inFlight, lost };
    const speaksAgain = ({ from: one, to: other }: Link) =>
      (one === from && other === to) || (one === to && other === from);
    return {
      inFlight: [...inFlight, { message, from, to, label, leftAtUs: atUs, isQuiet: isQuiet(label) }],
      lost: !isQuiet(label) && lost.some(speaksAgain) ? lost.filter((message) => !speaksAgain(message)) : lost,
    };
  }
  if (event.name === 'message arrived' || event.name === 'message lost') {
    const flying = inFlight.find(({ message }) => message === event.message);
    if (flying === undefined) return { inFlight, lost };
    return {
      inFlight: inFlight.filter((message) => message !== flying),
      lost: event.name === 'message lost' ? [...lost, flying] : lost,
    };
  }
  return { inFlight, lost };
}

function applyToCuts(cuts: readonly Link[], event: Told): readonly Link[] {
  if (event.name === 'link cut') return [...cuts, { from: event.from, to: event.to }];
  if (event.name === 'healed') return cuts.length === 0 ? cuts : [];
  return cuts;
}

function applyToArmed(armed: readonly string[], event: Told): readonly string[] {
  if (event.name === 'fault armed') return [...armed, ...Array<string>(timesOf(event.fault)).fill(event.fault)];
  if (event.name !== 'fault struck') return armed;
  const struck = armed.indexOf(event.fault);
  return struck < 0 ? armed : armed.filter((_, index) => index !== struck);
}

/** `drop next 3 Produce response` meets three messages. */
function timesOf(fault: string): number {
  return Math.min(mostInFlight, Number(/^\w+ next (\d+) /.exec(fault)?.[1] ?? 1));
}
