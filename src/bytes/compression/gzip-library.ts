/** What does the work for gzip. A host that loads code piece by piece may put another module here that brings it when asked. */
export { Deflate, Inflate } from 'pako';

/** Resolves when gzip can be written and read: here it is there from the beginning. */
export async function loadGzip(): Promise<void> {}
