import { Writer } from '../bytes/writer.ts';
import { servedApi } from '../broker/served.ts';
import { writeBatch } from '../records/write-batch.ts';
import { apis } from '../wire/apis.ts';
import type { Api } from '../wire/definition.ts';
import type { AnyField, Encodable, Shape } from '../wire/fields.ts';
import { writeRequestHeader } from '../wire/headers.ts';

/** A small generator of its own, so that a run can be had again from the seed that it printed. */
export function randomFrom(seed: number): (limit: number) => number {
  let state = seed >>> 0;
  return (limit) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}

/** A request as it travels. */
export function requestFrame<Request extends Shape, Response extends Shape>(
  api: Api<Request, Response>,
  version: number,
  body: Encodable<Request>,
): Uint8Array {
  return framed(request(api, version, body, 1));
}

/** The bytes behind their length. */
export function framed(body: Uint8Array, sizeBytes = body.length): Uint8Array {
  const frame = new Uint8Array(4 + body.length);
  frame.set(body, 4);
  new DataView(frame.buffer).setInt32(0, sizeBytes);
  return frame;
}

function request<Request extends Shape, Response extends Shape>(
  api: Api<Request, Response>,
  version: number,
  body: Encodable<Request>,
  correlationId: number,
): Uint8Array {
  const writer = new Writer();
  writeRequestHeader(writer, api, version, { correlationId, clientId: 'hostile' });
  api.request.write(writer, version, body);
  return writer.toBytes();
}

/** The topic that all of them are about, so that some do what they say. */
export const hostileTopic = 'loot';

const batch = writeBatch({ records: [{ timestamp: 1, key: null, value: new Uint8Array(50) }] });

/** What mutations start from: every API's request in every version, with nothing but defaults, and full with each number. */
const wellFormed = apis.flatMap((api: Api<Shape, Shape>) => {
  const [first, last] = api.versions;
  return Array.from({ length: last - first + 1 }, (_, index) => first + index).flatMap((version) => {
    const bodies = [{}, ...[0, 1, 2, -1].map((number) => full(api.request.fields, version, number))];
    const isServed = servedApi(api.key, version) !== undefined;
    return bodies.map((body, index) => ({ isServed, bytes: request(api, version, body, index) }));
  });
});
const understood = wellFormed.filter(({ isServed }) => isServed);

/** Every field that the version has, with something in it. */
function full(fields: Shape, version: number, number: number): Record<string, unknown> {
  const present = Object.entries(fields).filter(
    ([, { options }]) => version >= options.since && version <= options.until,
  );
  return Object.fromEntries(present.map(([name, field]) => [name, something(field, version, number)]));
}

function something({ options }: AnyField, version: number, number: number): unknown {
  switch (options.kind) {
    case 'bool':
      return number === 1;
    case 'string':
      return version >= options.nullableSince && number < 2 ? null : hostileTopic;
    case 'bytes':
    case 'records':
      return batch;
    case 'uuid':
      return options.default;
    case 'array':
      return [something(options.element!, version, number)];
    case 'struct':
      return full(options.fields!, version, number);
    default:
      return options.kind.startsWith('uint') ? Math.abs(number) : number;
  }
}

/**
 * One frame that no honest client would send: noise, or a request that was cut, padded, or changed in some bytes; nearly
 * always with its true length, so that the broker looks inside.
 */
export function hostileFrame(random: (limit: number) => number): Uint8Array {
  const start = random(10) === 0 ? wellFormed : understood;
  const body = random(10) === 0 ? noise(random) : mutated(start[random(start.length)]!.bytes, random);
  return framed(body, lengthFor(body.length, random));
}

function noise(random: (limit: number) => number): Uint8Array {
  return Uint8Array.from({ length: random(200) }, () => random(256));
}

function mutated(request: Uint8Array, random: (limit: number) => number): Uint8Array {
  const bytes = new Uint8Array(changedLength(request.length, random));
  bytes.set(request.subarray(0, bytes.length));
  // The first eight bytes say which API it is; changing them often would leave all others untried.
  for (let count = random(4); count > 0 && bytes.length > 8; count--) {
    bytes[(random(20) === 0 ? 0 : 8) + random(bytes.length - 8)] = extremes[random(extremes.length)] ?? random(256);
  }
  return bytes;
}

/** Cut, padded, or, more often, as it was. */
function changedLength(length: number, random: (limit: number) => number): number {
  switch (random(6)) {
    case 0:
      return random(length + 1);
    case 1:
      return length + random(20);
    default:
      return length;
  }
}

const extremes = [0, 1, 0x7f, 0x80, 0xff, undefined, undefined];

function lengthFor(bodyBytes: number, random: (limit: number) => number): number {
  switch (random(50)) {
    case 0:
      return -1 - random(2 ** 31);
    case 1:
      return 2 ** 31 - 1 - random(2 ** 20);
    case 2:
      return bodyBytes + random(100_000);
    case 3:
      return random(bodyBytes + 1);
    default:
      return bodyBytes;
  }
}
