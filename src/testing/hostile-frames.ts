import { Writer } from '../bytes/writer.ts';
import { apis } from '../wire/apis.ts';
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

/** Every API's request in every version with nothing but defaults: what mutations start from. */
const wellFormed: readonly Uint8Array[] = apis.flatMap((api) => {
  const [first, last] = api.versions;
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const writer = new Writer();
    writeRequestHeader(writer, api, first + index, { correlationId: index, clientId: 'hostile' });
    api.request.write(writer, first + index, {});
    return writer.toBytes();
  });
});

/**
 * One frame that no honest client would send: noise, or a request that was cut, padded, or changed in some bytes; its length
 * as it should be, or not. In one of four the frame itself is whole, so that the broker looks inside.
 */
export function hostileFrame(random: (limit: number) => number): Uint8Array {
  const body = random(4) === 0 ? noise(random) : mutated(wellFormed[random(wellFormed.length)]!, random);
  const frame = new Uint8Array(4 + body.length);
  frame.set(body, 4);
  new DataView(frame.buffer).setInt32(0, lengthFor(body.length, random));
  return frame;
}

function noise(random: (limit: number) => number): Uint8Array {
  return Uint8Array.from({ length: random(200) }, () => random(256));
}

function mutated(request: Uint8Array, random: (limit: number) => number): Uint8Array {
  const length = random(3) === 0 ? random(request.length + 1) : request.length + random(20);
  const bytes = new Uint8Array(length);
  bytes.set(request.subarray(0, length));
  // The first eight bytes say which API it is; changing them often would leave all others untried.
  for (let count = random(6); count > 0 && length > 8; count--) {
    bytes[(random(20) === 0 ? 0 : 8) + random(length - 8)] = extremes[random(extremes.length)] ?? random(256);
  }
  return bytes;
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
