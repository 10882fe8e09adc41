/** The part of @bokuweb/zstd-wasm that writes: 250 KB of WebAssembly, so it is loaded only where zstd is to be written. */
interface ZstdWriter {
  compress(bytes: Uint8Array, level?: number): Uint8Array;
}

/** Code, not state: once it is there, what it writes depends on its input alone. */
const loaded: { writer?: ZstdWriter } = {};

/** zstd was to be written before `loadZstdWriter()` was awaited. */
export class ZstdWriterNotLoadedError extends Error {
  override readonly name = 'ZstdWriterNotLoadedError';

  constructor() {
    super('zstd can be read at once, but to write it `await loadZstdWriter()` must come first');
  }
}

/** Loads what writes zstd, once; in Node from the package's folder, in a page from the site. */
export async function loadZstdWriter(): Promise<void> {
  if (loaded.writer !== undefined) return;
  const writer = await import('@bokuweb/zstd-wasm');
  await writer.init();
  loaded.writer = writer;
}

/**
 * @param level as `compression.zstd.level`
 * @throws ZstdWriterNotLoadedError
 */
export function compressZstd(bytes: Uint8Array, level = 3): Uint8Array {
  if (loaded.writer === undefined) throw new ZstdWriterNotLoadedError();
  return loaded.writer.compress(bytes, level);
}
