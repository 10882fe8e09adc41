import { crc32cModule } from './crc32c-module.ts';

/** What of WebAssembly is used here: TypeScript describes it only beside a page's whole DOM. */
interface Host {
  readonly WebAssembly: {
    readonly Module: new (bytes: Uint8Array) => object;
    readonly Instance: new (module: object) => { readonly exports: Exports };
  };
}

interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly update: (register: number, lengthBytes: number) => number;
}

type Update = (register: number, bytes: Uint8Array) => number;

/** Where crc32c.wat expects the bytes; before them stand its tables. */
const inputPosition = 16384;

const tables = slicingTables();
const webAssembly = withWebAssembly();
const update: Update = webAssembly ?? updateByTables;

/** Whether this host runs the WebAssembly: where a page forbids it, the tables stand in. */
export const crc32cUsesWebAssembly = webAssembly !== undefined;

/**
 * The CRC-32C (Castagnoli) of the bytes, 0 to 2^32 − 1: the checksum of record batches.
 *
 * @param initial the checksum of the bytes before these, to go on from there
 */
export function crc32c(bytes: Uint8Array, initial = 0): number {
  return ~update(~initial, bytes) >>> 0;
}

/** The same by tables alone, slower: what stands in for WebAssembly, and its check. */
export function crc32cByTables(bytes: Uint8Array, initial = 0): number {
  return ~updateByTables(~initial, bytes) >>> 0;
}

/**
 * The function of crc32c.wat: 2 GB a second, most of a broker's work with a batch. Its memory is scratch: what one call leaves
 * there, no other call reads.
 */
function withWebAssembly(): Update | undefined {
  const { WebAssembly } = globalThis as unknown as Host;
  try {
    const { memory, update } = new WebAssembly.Instance(new WebAssembly.Module(crc32cModule())).exports;
    const scratch = new Uint8Array(memory.buffer, inputPosition);
    return (register, bytes) => {
      if (bytes.length <= scratch.length) {
        scratch.set(bytes);
        return update(register, bytes.length);
      }
      for (let position = 0; position < bytes.length; position += scratch.length) {
        const piece = bytes.subarray(position, position + scratch.length);
        scratch.set(piece);
        register = update(register, piece.length);
      }
      return register;
    };
  } catch {
    return undefined;
  }
}

/** Eight bytes a turn: table k says what a byte does to the checksum when k more bytes of the turn follow it. */
function updateByTables(register: number, bytes: Uint8Array): number {
  let position = 0;
  for (; position + 8 <= bytes.length; position += 8) {
    register ^=
      bytes[position]! | (bytes[position + 1]! << 8) | (bytes[position + 2]! << 16) | (bytes[position + 3]! << 24);
    register =
      tables[0x700 + (register & 0xff)]! ^
      tables[0x600 + ((register >>> 8) & 0xff)]! ^
      tables[0x500 + ((register >>> 16) & 0xff)]! ^
      tables[0x400 + (register >>> 24)]! ^
      tables[0x300 + bytes[position + 4]!]! ^
      tables[0x200 + bytes[position + 5]!]! ^
      tables[0x100 + bytes[position + 6]!]! ^
      tables[bytes[position + 7]!]!;
  }
  for (; position < bytes.length; position++) {
    register = (register >>> 8) ^ tables[(register ^ bytes[position]!) & 0xff]!;
  }
  return register;
}

/** Eight tables of 256 words, one behind the other. */
function slicingTables(): Int32Array {
  const tables = new Int32Array(8 * 256);
  for (let byte = 0; byte < 256; byte++) {
    let value = byte;
    for (let bit = 0; bit < 8; bit++) value = (value >>> 1) ^ (value & 1 ? 0x82f63b78 : 0);
    tables[byte] = value;
  }
  for (let position = 256; position < tables.length; position++) {
    const value = tables[position - 256]!;
    tables[position] = (value >>> 8) ^ tables[value & 0xff]!;
  }
  return tables;
}
