import type { Scene } from './film.ts';
import { type Box, type Layout, type Point, wayBetween } from './layout.ts';
import type { Link, MessagePicture } from './picture.ts';

/** Where the messages of a scene are, and the ways on which they travel. */
export interface Envelope {
  readonly message: MessagePicture;
  readonly isLost: boolean;
  readonly at: Point;
  /** Where it set out, as seen from where it is. */
  readonly origin: Point;
  readonly label: LabelPlace;
}

/** Where a text stands, and which end of it stands there. */
export interface LabelPlace extends Point {
  readonly anchor: 'start' | 'middle';
}

/** Where a lost message lies, as a share of the part of its way on which nothing stands. */
const lostAt = 0.5;

export function envelopesOf({ flying, picture }: Scene, layout: Layout): readonly Envelope[] {
  /** One without a way has been lost. */
  const place = (message: MessagePicture, way?: number): readonly Envelope[] => {
    const ends = endsOf(message, layout);
    if (ends === undefined) return [];
    const isLost = way === undefined;
    const clear = clearOf(ends, message, layout);
    const at = isLost ? between(clear.start, clear.end, lostAt) : between(ends.start, ends.end, way);
    const origin = { x: ends.start.x - at.x, y: ends.start.y - at.y };
    return [{ message, isLost, at, origin, label: labelOn(clear, message) }];
  };
  return [
    ...flying.flatMap((message) => place(message, message.way)),
    ...picture.lost.flatMap((message) => place(message)),
  ];
}

interface Ends {
  readonly start: Point;
  readonly end: Point;
}

/** Undefined where one of the two is not on the stage. */
function endsOf({ from, to, label }: MessagePicture, { boxes }: Layout): Ends | undefined {
  const boxOf = (name: string) => boxes.find(({ node }) => node.name === name);
  const [one, other] = [boxOf(from), boxOf(to)];
  return one && other && wayBetween(one, other, label.kind);
}

/** An upright way passes behind the clients that stand below; what is left of it is beside the broker. */
function clearOf(ends: Ends, { from, to }: MessagePicture, { boxes }: Layout): Ends {
  const { start, end } = ends;
  if (start.x !== end.x) return ends;
  const [top, bottom] = [Math.min(start.y, end.y), Math.max(start.y, end.y)];
  const passed = boxes.filter(
    ({ node, x, y, width }) =>
      node.name !== from && node.name !== to && x <= start.x && start.x <= x + width && top <= y && y < bottom,
  );
  const free = Math.max(top, ...passed.map(({ y, height }) => y + height));
  return start.y < end.y ? { start: { x: start.x, y: free }, end } : { start, end: { x: end.x, y: free } };
}

function between(start: Point, end: Point, way: number): Point {
  return { x: start.x + (end.x - start.x) * way, y: start.y + (end.y - start.y) * way };
}

/** In the middle of the way, clear of the boxes: above for what goes out, below for what comes back, beside an upright way. */
function labelOn({ start, end }: Ends, { label }: MessagePicture): LabelPlace {
  const middle = between(start, end, 0.5);
  if (start.x === end.x) return { x: middle.x + 20, y: middle.y + 4, anchor: 'start' };
  return { x: middle.x, y: middle.y + (label.kind === 'request' ? -18 : 26), anchor: 'middle' };
}

/** The ways between every client and every broker, there and back. */
export interface Way {
  readonly key: string;
  readonly isCut: boolean;
  readonly lanes: readonly Ends[];
}

export function waysOf({ boxes }: Layout, cuts: readonly Link[]): readonly Way[] {
  const [brokers, clients] = [boxes.filter(isBroker), boxes.filter((box) => !isBroker(box))];
  return clients.flatMap((client) =>
    brokers.map((broker) => ({
      key: `${client.node.name} ${broker.node.name}`,
      isCut: cuts.some((cut) => joins(cut, client.node.name, broker.node.name)),
      lanes: [wayBetween(client, broker, 'request'), wayBetween(client, broker, 'response')],
    })),
  );
}

function isBroker({ node }: Box): boolean {
  return node.kind === 'broker';
}

function joins({ from, to }: Link, one: string, other: string): boolean {
  return (from === one && to === other) || (from === other && to === one);
}
