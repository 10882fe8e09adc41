import type { LogPicture } from './logs.ts';
import type { NodePicture, Picture } from './picture.ts';

/** Where things stand on the stage, in pixels. Pure geometry: the same picture in the same width, the same places. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
}

export interface Box {
  readonly node: NodePicture;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly strips: readonly Strip[];
  /** Says only what it must. */
  readonly isDense: boolean;
}

/** A log, drawn in its broker's box. */
export interface Strip {
  readonly log: LogPicture;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** No cell is narrower. */
  readonly leastCell: number;
}

const margin = 4;
const padding = 16;
const rowGap = 20;
/** Brokers without a log yet keep the room that their first one will take, so that nothing jumps. */
const fewestStrips = 1;

/** Below this width clients stand above the brokers, not beside them. */
export const narrowBelow = 560;

/** Less air where there is little room. */
interface Sizes {
  readonly head: number;
  readonly stripHeight: number;
  /** Of the last strip in a box: below it stands no other one's name. */
  readonly lastStripHeight: number;
  readonly clientHeight: number;
  /** How far a message flies between the rows of a narrow stage. */
  readonly upright: number;
  readonly isDense: boolean;
}

const usualSizes: Sizes = {
  head: 68,
  stripHeight: 74,
  lastStripHeight: 74,
  clientHeight: 112,
  upright: 48,
  isDense: false,
};
const smallSizes: Sizes = {
  head: 66,
  stripHeight: 70,
  lastStripHeight: 64,
  clientHeight: 106,
  upright: 48,
  isDense: false,
};
const denseSizes: Sizes = {
  head: 48,
  stripHeight: 68,
  lastStripHeight: 60,
  clientHeight: 58,
  upright: 34,
  isDense: true,
};

export interface ArrangeOptions {
  /** One of several stages: in little room, smaller still. */
  readonly isCompact?: boolean;
  /** No cell is narrower: a finger needs more than a pointer. */
  readonly leastCell?: number;
}

export function arrange(
  picture: Pick<Picture, 'nodes' | 'logs'>,
  width: number,
  { isCompact = false, leastCell = offsetCell }: ArrangeOptions = {},
): Layout {
  const brokers = picture.nodes.filter(({ kind }) => kind === 'broker');
  const consumers = picture.nodes.filter(({ kind }) => kind === 'consumer');
  const producers = picture.nodes.filter(({ kind }) => kind === 'producer');
  const columns = { brokers, consumers, producers, logs: picture.logs, leastCell };
  return width < narrowBelow ? narrow(columns, width, isCompact ? denseSizes : smallSizes) : wide(columns, width);
}

/** What the brokers' boxes hold. */
interface Held {
  readonly logs: readonly LogPicture[];
  readonly leastCell: number;
}

interface Columns extends Held {
  readonly brokers: readonly NodePicture[];
  readonly consumers: readonly NodePicture[];
  readonly producers: readonly NodePicture[];
}

/** Producers left, brokers in the middle, consumers right: a record travels as one reads. Nobody there leaves room. */
function wide({ brokers, consumers, producers, ...held }: Columns, width: number): Layout {
  const side = Math.round(Math.min(200, Math.max(136, width * 0.2)));
  const flight = Math.round(Math.max(44, width * 0.098));
  const brokersFrom = producers.length === 0 && consumers.length > 0 ? margin : margin + side + flight;
  const brokersTo = consumers.length === 0 && producers.length > 0 ? width - margin : width - margin - side - flight;
  const middle = column(brokers, { x: brokersFrom, width: brokersTo - brokersFrom }, held);
  const left = column(producers, { x: margin, width: side }, held);
  const right = column(consumers, { x: width - margin - side, width: side }, held);
  const height = Math.max(...[middle, left, right].map(bottomOf)) + margin;
  return { width, height, boxes: [left, middle, right].flatMap((boxes) => centred(boxes, height)) };
}

/** Clients above, each with a half of the width; brokers below them. */
function narrow({ brokers, consumers, producers, ...held }: Columns, width: number, sizes: Sizes): Layout {
  const gap = 16;
  const half = (width - gap) / 2;
  const left = column(producers, { x: 0, width: half, top: 0, sizes }, held);
  const right = column(consumers, { x: half + gap, width: half, top: 0, sizes }, held);
  const above = Math.max(bottomOf(left), bottomOf(right));
  const below = above === 0 ? 2 : above + sizes.upright;
  const boxes = column(brokers, { x: 0, width, top: below, sizes }, held);
  return { width, height: Math.max(bottomOf(boxes), below) + 2, boxes: [...left, ...right, ...boxes] };
}

function column(
  nodes: readonly NodePicture[],
  { x, width, top = margin, sizes = usualSizes }: { x: number; width: number; top?: number; sizes?: Sizes },
  held: Held,
): readonly Box[] {
  let y = top;
  return nodes.map((node) => {
    const box = boxOf(node, { x, y, width, sizes }, held);
    y += box.height + rowGap;
    return box;
  });
}

function boxOf(
  node: NodePicture,
  { x, y, width, sizes }: { x: number; y: number; width: number; sizes: Sizes },
  { logs, leastCell }: Held,
): Box {
  const { head, stripHeight, lastStripHeight, clientHeight } = sizes;
  if (node.kind !== 'broker') return { node, x, y, width, height: clientHeight, strips: [], isDense: sizes.isDense };
  const own = logs.filter(({ broker }) => broker === node.name);
  const rows = Math.max(own.length, fewestStrips);
  const strips = own.map((log, index) => ({
    log,
    x: x + padding,
    y: y + head + index * stripHeight,
    width: width - 2 * padding,
    leastCell,
  }));
  return {
    node,
    x,
    y,
    width,
    height: head + (rows - 1) * stripHeight + lastStripHeight,
    strips,
    isDense: sizes.isDense,
  };
}

function bottomOf(boxes: readonly Box[]): number {
  const last = boxes.at(-1);
  return last === undefined ? 0 : last.y + last.height;
}

/** A short column stands in the middle of the height, so that messages fly level. */
function centred(boxes: readonly Box[], height: number): readonly Box[] {
  const first = boxes[0];
  if (first === undefined) return boxes;
  const down = Math.round((height - first.y - bottomOf(boxes)) / 2);
  return boxes.map((box) => ({
    ...box,
    y: box.y + down,
    strips: box.strips.map((strip) => ({ ...strip, y: strip.y + down })),
  }));
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Requests and responses keep to their own side of the way, so that those that meet do not cover each other. */
const lane = 13;

/** The ends of the way between two boxes: edge to edge, level or upright, whichever their places ask for. */
export function wayBetween(from: Box, to: Box, kind: 'request' | 'response'): { start: Point; end: Point } {
  const aside = kind === 'request' ? -lane : lane;
  const level = from.x + from.width <= to.x || to.x + to.width <= from.x;
  if (level) {
    const top = Math.max(from.y, to.y);
    const bottom = Math.min(from.y + from.height, to.y + to.height);
    const shared = bottom > top ? (top + bottom) / 2 : undefined;
    const right = from.x < to.x;
    return {
      start: { x: right ? from.x + from.width : from.x, y: (shared ?? middleOf(from).y) + aside },
      end: { x: right ? to.x : to.x + to.width, y: (shared ?? middleOf(to).y) + aside },
    };
  }
  const down = from.y < to.y;
  const x = (from.width < to.width ? middleOf(from).x : middleOf(to).x) + aside * 1.6;
  return {
    start: { x, y: down ? from.y + from.height : from.y },
    end: { x, y: down ? to.y : to.y + to.height },
  };
}

function middleOf({ x, y, width, height }: Box): Point {
  return { x: x + width / 2, y: y + height / 2 };
}

/** The cells of a strip that fit: the last ones, each with room for its value or only for its offset. */
export interface CellPlace {
  readonly x: number;
  readonly width: number;
}

const widestCell = 172;
const valueCell = 80;
const offsetCell = 34;
export const cellHeight = 42;
/** Cells begin so far below the line on which the partition's name stands. */
export const belowName = 8;

export function cellsOf({ log, width, leastCell }: Pick<Strip, 'log' | 'width' | 'leastCell'>): {
  first: number;
  places: readonly CellPlace[];
  free: CellPlace;
} {
  const count = withoutHole(log.cells);
  const free = 26;
  const room = width - free;
  const each = count * valueCell <= room ? Math.min(widestCell, room / Math.max(count, 1)) : leastCell;
  const shown = Math.min(count, Math.floor(room / each));
  const places = Array.from({ length: shown }, (_, index) => ({ x: index * each, width: each }));
  return { first: log.cells.length - shown, places, free: { x: shown * each, width: free } };
}

/** How many of the last cells follow one another: of a large batch only its ends are told, and a strip leaves none out. */
function withoutHole(cells: Strip['log']['cells']): number {
  const hole = cells.findLastIndex(({ offset }, index) => index > 0 && cells[index - 1]!.offset !== offset - 1);
  return cells.length - Math.max(0, hole);
}
