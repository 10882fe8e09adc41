import type { World } from '../world.ts';

/** What a contract test needs of a world of either kind: two nodes that can reach each other, and a way to let them run. */
export interface Bench {
  readonly server: World;
  readonly client: World;
  /** What a server listens on, and a client connects to. */
  readonly host: string;
  /** An empty folder on the server's disk. */
  readonly folder: string;
  /** Runs code that waits for nothing but promises of its World. */
  run<T>(body: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Makes a bench for one test. */
export type MakeBench = () => Promise<Bench>;

export function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** Runs a body on a bench of its own; what it wants done in the end, it gives to `atEnd`. */
export async function onBench(
  make: MakeBench,
  body: (bench: Bench, atEnd: (tidy: () => unknown) => void) => Promise<void>,
): Promise<void> {
  const bench = await make();
  const tidying: (() => unknown)[] = [];
  try {
    await bench.run(() => body(bench, (tidy) => tidying.push(tidy)));
  } finally {
    await bench.run(async () => {
      for (const tidy of tidying) await tidy();
    });
    await bench.close();
  }
}
