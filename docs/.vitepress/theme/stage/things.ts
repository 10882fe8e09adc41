import type { Subject } from '../../../../src/terminal/inspect-sheet.ts';
import type { Words } from '../words/english.ts';
import { belowName, cellHeight, type Box, cellsOf, type Layout, type Strip } from './layout.ts';
import type { LogsLayout } from './logs-layout.ts';
import type { Picture } from './picture.ts';
import type { Envelope } from './traffic.ts';

/** Something on the stage that can be opened: where it is, and what it is called. */
export interface Thing {
  /** The same thing has the same key in the next picture. */
  readonly key: string;
  readonly subject: Subject;
  readonly name: string;
  /** Where it is hit. */
  readonly place: Place;
  /** All of it, where that is more. */
  readonly around?: Place;
}

export interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Of a stage at one instant, in the order in which one reads it: each node, its records, and what is under way. */
export function thingsOn(
  layout: Layout,
  envelopes: readonly Envelope[],
  { clients }: Picture,
  words: Words,
): readonly Thing[] {
  const nodes = layout.boxes.flatMap((box) => {
    const client = clients.find(({ name }) => name === box.node.name);
    const name = words.picture.node(box.node.name, box.node.kind, box.node.state);
    const more =
      client?.sending === undefined ? '' : `, ${client.sending.value ?? ''} ${words.sending(client.sending)}`;
    const node: Thing = {
      key: `node ${box.node.name}`,
      subject: { is: 'node', node: box.node.name },
      name: `${name}${more}`,
      place: headOf(box),
      around: { x: box.x, y: box.y, width: box.width, height: box.height },
    };
    return [node, ...box.strips.flatMap((strip) => cellsIn(strip, words))];
  });
  return [...nodes, ...envelopes.map((envelope) => messageOf(envelope, words))];
}

/** What stands above a broker's logs, so that it covers none of their cells; of a client all of it. */
function headOf({ x, y, width, height, strips }: Box): Place {
  const first = strips[0];
  return { x, y, width, height: first === undefined ? height : first.y - aboveStrip - y };
}

/** The partition's name stands above the line of its strip. */
const aboveStrip = 12;

export function thingsInLogs({ rows }: LogsLayout, words: Words): readonly Thing[] {
  return rows.flatMap(({ strip }) => cellsIn(strip, words));
}

function cellsIn(strip: Strip, words: Words): readonly Thing[] {
  const { log, x, y } = strip;
  const { first, places } = cellsOf(strip);
  return places.map((place, index) => {
    const cell = log.cells[first + index]!;
    const record = `${log.partition}@${cell.offset}`;
    return {
      key: `record ${record} ${log.broker}`,
      subject: { is: 'record', record, broker: log.broker },
      name: words.stage.record(record, log.broker, cell.value),
      place: { x: x + place.x, y: y + belowName, width: place.width, height: cellHeight },
    };
  });
}

const envelopeWidth = 28;
const envelopeHeight = 19;

function messageOf({ message, isLost, at }: Envelope, words: Words): Thing {
  return {
    key: `message ${message.message}`,
    subject: { is: 'message', message: message.message },
    name: isLost ? words.picture.lost(message) : words.picture.message(message),
    place: {
      x: at.x - envelopeWidth / 2,
      y: at.y - envelopeHeight / 2,
      width: envelopeWidth,
      height: envelopeHeight,
    },
  };
}

/** As large as a finger or a pointer needs it, around its middle. */
export function atLeast({ x, y, width, height }: Place, least: number): Place {
  const wider = Math.max(0, least - width);
  const higher = Math.max(0, least - height);
  return { x: x - wider / 2, y: y - higher / 2, width: width + wider, height: height + higher };
}

export type Direction = 'left' | 'right' | 'up' | 'down';

/** How much more it counts to be aside than to be far. */
const asideWeight = 3;

/** The thing that one comes to from another in a direction; undefined where there is none. */
export function neighbour(things: readonly Thing[], from: Thing, direction: Direction): Thing | undefined {
  let nearest: { readonly thing: Thing; readonly cost: number } | undefined;
  for (const thing of things) {
    const { ahead, aside } = wayFrom(middleOf(from.place), middleOf(thing.place), direction);
    if (thing.key === from.key || ahead < 1) continue;
    const cost = ahead + asideWeight * aside;
    if (cost < (nearest?.cost ?? Infinity)) nearest = { thing, cost };
  }
  return nearest?.thing;
}

function wayFrom(from: Point, to: Point, direction: Direction): { readonly ahead: number; readonly aside: number } {
  const [across, down] = [to.x - from.x, to.y - from.y];
  if (direction === 'left' || direction === 'right') {
    return { ahead: direction === 'right' ? across : -across, aside: Math.abs(down) };
  }
  return { ahead: direction === 'down' ? down : -down, aside: Math.abs(across) };
}

interface Point {
  readonly x: number;
  readonly y: number;
}

function middleOf({ x, y, width, height }: Place): Point {
  return { x: x + width / 2, y: y + height / 2 };
}
