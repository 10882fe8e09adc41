import { Writer } from '../bytes/writer.ts';
import { type Memory, freshMemory } from '../bytes/memory.ts';

/**
 * On a connection every request and response is a frame: its length in bytes, an int32, then so many bytes. A stream of
 * bytes arrives in chunks that know nothing of that; here it becomes frames again.
 */

/** Kafka's default of `socket.request.max.bytes`: 100 MiB. */
export const defaultMaxFrameBytes = 104_857_600;

const lengthBytes = 4;

/** How much more than what has arrived of a frame may be taken for it: so that a declared length alone costs nothing. */
const growth = 4;

/** A length that no frame can have. Nothing that follows on the connection can be understood: close it. */
export class FrameError extends Error {
  override readonly name = 'FrameError';
  readonly declaredBytes: number;
  readonly maxBytes: number;

  constructor(declaredBytes: number, maxBytes: number) {
    super(
      declaredBytes < 0
        ? `a frame's length cannot be negative: ${declaredBytes}`
        : `a frame of ${declaredBytes} bytes is larger than the limit of ${maxBytes}`,
    );
    this.declaredBytes = declaredBytes;
    this.maxBytes = maxBytes;
  }
}

/**
 * Splits the chunks of one direction of one connection into frames. A frame that lies within a chunk is a view over it; one
 * that spans chunks is copied, once where they are large, into memory of its own, which grows with what really arrives.
 */
export class FrameSplitter {
  readonly #maxBytes: number;
  readonly #pool: Memory;
  /** The frame that has begun: its declared length, what has arrived of it, and where that is kept. */
  #sizeBytes = 0;
  #arrivedBytes = 0;
  #memory: Uint8Array | undefined;
  /** The length that has begun, byte by byte, where a chunk ended within it. */
  #length = 0;
  #lengthBytesRead = 0;

  /** @param pool who is done with a frame may give its memory back there */
  constructor(maxBytes = defaultMaxFrameBytes, pool = freshMemory) {
    this.#maxBytes = maxBytes;
    this.#pool = pool;
  }

  /** Memory taken for a frame that is not complete: at most four times what has arrived of it. */
  get heldBytes(): number {
    return this.#memory?.length ?? 0;
  }

  /**
   * Delivers every frame that the chunk completes, without its length, in order. Throws `FrameError` when a length cannot
   * be true, after the frames before it were delivered; after that, or when `deliver` throws, the splitter is of no more use.
   */
  split(chunk: Uint8Array, deliver: (frame: Uint8Array) => void): void {
    let position = 0;
    while (position < chunk.length) {
      if (this.#memory !== undefined) {
        position += this.#keep(chunk.subarray(position));
        if (this.#arrivedBytes === this.#sizeBytes) deliver(this.#takeKept());
        continue;
      }
      position = this.#readLength(chunk, position);
      if (this.#lengthBytesRead < lengthBytes) return;
      this.#beginFrame();
      const end = position + this.#sizeBytes;
      if (end <= chunk.length) {
        deliver(chunk.subarray(position, end));
        position = end;
      } else this.#memory = this.#pool.take(this.#justified(chunk.length - position));
    }
  }

  #readLength(chunk: Uint8Array, from: number): number {
    let position = from;
    while (this.#lengthBytesRead < lengthBytes && position < chunk.length) {
      this.#length = (this.#length << 8) | chunk[position++]!;
      this.#lengthBytesRead++;
    }
    return position;
  }

  #beginFrame(): void {
    if (this.#length < 0 || this.#length > this.#maxBytes) throw new FrameError(this.#length, this.#maxBytes);
    this.#sizeBytes = this.#length;
    this.#arrivedBytes = 0;
    this.#length = 0;
    this.#lengthBytesRead = 0;
  }

  /** Copies what belongs to the frame that has begun, and returns how much that was. */
  #keep(bytes: Uint8Array): number {
    const part = bytes.subarray(0, this.#sizeBytes - this.#arrivedBytes);
    const arrivedBytes = this.#arrivedBytes + part.length;
    if (arrivedBytes > this.heldBytes) {
      const larger = this.#pool.take(this.#justified(arrivedBytes));
      larger.set(this.#memory!.subarray(0, this.#arrivedBytes));
      this.#pool.give(this.#memory!);
      this.#memory = larger;
    }
    this.#memory!.set(part, this.#arrivedBytes);
    this.#arrivedBytes = arrivedBytes;
    return part.length;
  }

  #takeKept(): Uint8Array {
    const frame = this.#memory!.subarray(0, this.#sizeBytes);
    this.#memory = undefined;
    return frame;
  }

  #justified(arrivedBytes: number): number {
    return Math.min(this.#sizeBytes, growth * arrivedBytes);
  }
}

/** A frame around what `write` writes: parts to be sent one behind the other, of which the long ones were not copied. */
export function encodeFrame(write: (writer: Writer) => void, expectedBytes = 256): Uint8Array[] {
  const writer = new Writer(expectedBytes);
  writer.int32(0);
  write(writer);
  const sizeBytes = writer.lengthBytes - lengthBytes;
  const parts = writer.parts();
  const first = parts[0]!;
  new DataView(first.buffer, first.byteOffset, lengthBytes).setInt32(0, sizeBytes);
  return parts;
}
