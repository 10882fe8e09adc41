import { DecodeError, type Reader } from '../bytes/reader.ts';
import type { Writer } from '../bytes/writer.ts';

/** How a message is encoded: its version, and whether lengths are compact and tagged fields follow (KIP-482). */
export interface Encoding {
  readonly version: number;
  readonly flexible: boolean;
  /** What a 64-bit integer is decoded to; only the tests against reference messages ask for `bigint`. */
  readonly int64: 'number' | 'bigint';
}

/** Reads and writes one kind of value in one version of a message. */
export interface Codec<Value> {
  /** No value takes fewer bytes: it bounds how long an array can be before memory is taken for it. */
  readonly minimumBytes: number;
  /** How much of the message's allowance a value takes, without what its arrays hold. */
  readonly weight: number;
  read(reader: Reader, allowance: Allowance): Value;
  write(writer: Writer, value: Value): void;
}

/** A value that the version to be written cannot carry, or that the protocol has no form for. */
export class EncodeError extends Error {
  override readonly name = 'EncodeError';
}

/**
 * How many values one message may still hold. A value may take a hundred times the memory of its bytes on the wire, so the
 * limit on a frame's size does not bound what decoding it takes.
 */
export class Allowance {
  #left: number;

  constructor(values: number) {
    this.#left = values;
  }

  spend(values: number): void {
    this.#left -= values;
    if (this.#left < 0) throw new DecodeError('the message holds more values than any message that makes sense');
  }
}
