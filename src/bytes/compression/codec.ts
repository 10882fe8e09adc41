import type { Memory } from '../memory.ts';
import { LimitExceededError } from './bounded-output.ts';
import {
  compressGzip,
  compressLz4,
  compressSnappy,
  decompressGzip,
  decompressLz4,
  decompressSnappy,
  decompressZstd,
} from './codecs.ts';
import { compressZstd } from './zstd/writer.ts';

/** Kafka's codecs by their names in `compression.type`; a codec's place is its number in a batch's attributes. */
export const compressionCodecs = ['none', 'gzip', 'snappy', 'lz4', 'zstd'] as const;

export type CompressionCodec = (typeof compressionCodecs)[number];

/**
 * The bytes, compressed as Kafka's Java client does it, and the same on every host.
 *
 * @param level as `compression.gzip.level` and `compression.zstd.level`; lz4 and snappy know one only
 * @throws ZstdWriterNotLoadedError where `loadZstdWriter()` was not awaited before zstd is written
 */
export function compress(codec: CompressionCodec, bytes: Uint8Array, level?: number): Uint8Array {
  switch (codec) {
    case 'none':
      return bytes;
    case 'gzip':
      return compressGzip(bytes, level);
    case 'snappy':
      return compressSnappy(bytes);
    case 'lz4':
      return compressLz4(bytes);
    case 'zstd':
      return compressZstd(bytes, level);
  }
}

/**
 * What the compressed bytes hold. Memory is taken as it is really written, whatever a header declares.
 *
 * @param limitBytes how much that may be at most
 * @param memory where it is kept: unless the codec is `none`, who is done with it may give it back there
 * @throws DecodeError where they are not what the codec writes; LimitExceededError, one of those, where they hold more
 */
export function decompress(
  codec: CompressionCodec,
  bytes: Uint8Array,
  limitBytes: number,
  memory?: Memory,
): Uint8Array {
  switch (codec) {
    case 'none':
      if (bytes.length > limitBytes)
        throw new LimitExceededError(`${bytes.length} bytes, where ${limitBytes} are allowed`);
      return bytes;
    case 'gzip':
      return decompressGzip(bytes, limitBytes, memory);
    case 'snappy':
      return decompressSnappy(bytes, limitBytes, memory);
    case 'lz4':
      return decompressLz4(bytes, limitBytes, memory);
    case 'zstd':
      return decompressZstd(bytes, limitBytes, memory);
  }
}
