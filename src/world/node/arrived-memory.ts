import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** So much may have arrived before the memory in which it lies is looked after. */
const patienceBytes = 8 * 1024 * 1024;

type Collect = (options: { readonly type: 'minor' }) => void;

/**
 * Node reads every piece from a socket into fresh memory outside the heap, and V8 answers its growth by going through the
 * whole heap, again and again: at 100 MB/s that takes a third of the processor's time. Nearly all of it is dead as soon as it
 * has been handled, so going through what is young is enough, and takes a tenth as long. Where V8 cannot be asked for that,
 * nothing is lost but speed.
 */
export class ArrivedMemory {
  #bytes = 0;
  #collect: Collect | undefined;

  note({ buffer }: Uint8Array): void {
    this.#bytes += buffer.byteLength;
    if (this.#bytes < patienceBytes) return;
    this.#bytes = 0;
    this.#collect ??= findCollector();
    this.#collect({ type: 'minor' });
  }
}

/** V8 shows its collector to contexts that are made while a flag is set; only this one is. */
function findCollector(): Collect {
  try {
    setFlagsFromString('--expose-gc');
    const found: unknown = runInNewContext('gc');
    setFlagsFromString('--no-expose-gc');
    if (typeof found === 'function') return found as Collect;
  } catch {
    // Another runtime, or flags that may not be changed any more.
  }
  return () => {};
}
