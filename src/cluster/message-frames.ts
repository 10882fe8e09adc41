import type { Message } from '../world/simulated/messages.ts';
import type { MessageLabel } from './message-labels.ts';

/** A message as it was sent. */
export interface KeptFrame {
  /** Its bytes from the first on; long ones are cut. */
  readonly bytes: Uint8Array;
  readonly sizeBytes: number;
  readonly label: MessageLabel | undefined;
}

const mostFrames = 2000;
const mostKeptBytes = 8 << 20;
/** Of one message. */
const longestKeptBytes = 128 << 10;

/** The bytes of the latest messages, for whoever wants to read one: copies, since what arrives belongs to the receiver. */
export class MessageFrames {
  readonly #frames = new Map<number, KeptFrame>();
  #keptBytes = 0;

  keep({ id, bytes }: Message, label: MessageLabel | undefined): void {
    const frame = { bytes: bytes.slice(0, longestKeptBytes), sizeBytes: bytes.length, label };
    this.#frames.set(id, frame);
    this.#keptBytes += frame.bytes.length;
    for (const [oldest, { bytes: forgotten }] of this.#frames) {
      if (this.#frames.size <= mostFrames && this.#keptBytes <= mostKeptBytes) return;
      this.#frames.delete(oldest);
      this.#keptBytes -= forgotten.length;
    }
  }

  /** Undefined for one that was never sent, or too long ago. */
  find(message: number): KeptFrame | undefined {
    return this.#frames.get(message);
  }
}
