import type * as pako from 'pako';

/** Code, not state: once it is there, what it does depends on its input alone. */
const loaded: { library?: typeof pako } = {};

/** Stands in for src/bytes/compression/gzip-library.ts: 15 KB that a page seldom needs. */
export async function loadGzip(): Promise<void> {
  loaded.library ??= await import('pako');
}

function library(): typeof pako {
  if (loaded.library === undefined) throw new Error('gzip was needed before `await loadGzip()`');
  return loaded.library;
}

export class Deflate {
  constructor(options: pako.DeflateOptions) {
    return new (library().Deflate)(options) as unknown as Deflate;
  }
}

export class Inflate {
  constructor(options: pako.InflateOptions) {
    return new (library().Inflate)(options) as unknown as Inflate;
  }
}
