import type * as Codecs from '../../../../src/bytes/compression/codecs.ts';

/** Code, not state: once it is there, what it does depends on its input alone. */
const loaded: { codecs?: typeof Codecs } = {};

/** Stands in for src/bytes/compression/codecs.ts: 20 KB that a page seldom needs. */
export async function loadCodecs(): Promise<void> {
  loaded.codecs ??= await import('../../../../src/bytes/compression/codecs.ts');
}

function codecs(): typeof Codecs {
  if (loaded.codecs === undefined) throw new Error('a codec was needed before `await loadCodecs()`');
  return loaded.codecs;
}

export const compressGzip: typeof Codecs.compressGzip = (...given) => codecs().compressGzip(...given);
export const decompressGzip: typeof Codecs.decompressGzip = (...given) => codecs().decompressGzip(...given);
export const compressLz4: typeof Codecs.compressLz4 = (...given) => codecs().compressLz4(...given);
export const decompressLz4: typeof Codecs.decompressLz4 = (...given) => codecs().decompressLz4(...given);
export const compressSnappy: typeof Codecs.compressSnappy = (...given) => codecs().compressSnappy(...given);
export const decompressSnappy: typeof Codecs.decompressSnappy = (...given) => codecs().decompressSnappy(...given);
export const decompressZstd: typeof Codecs.decompressZstd = (...given) => codecs().decompressZstd(...given);
