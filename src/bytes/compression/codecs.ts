/** The codecs. A host that loads code piece by piece may put another module here that brings them when they are asked for. */
export { compressGzip, decompressGzip } from './gzip.ts';
export { compressLz4, decompressLz4 } from './lz4.ts';
export { compressSnappy, decompressSnappy } from './snappy.ts';
export { decompressZstd } from './zstd/decompress.ts';

/** Resolves when all codecs can be used: here they are there from the beginning. */
export async function loadCodecs(): Promise<void> {}
