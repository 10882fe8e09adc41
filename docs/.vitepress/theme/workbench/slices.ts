/** A page draws sixty times a second; a slice leaves it room to. */
const sliceMs = 8;

/** Does work in slices, and lets the page do what it must between them. */
export async function inSlices<Result>(work: Generator<undefined, Result>): Promise<Result> {
  let startedMs = performance.now();
  for (;;) {
    const { done, value } = work.next();
    if (done) return value as Result;
    if (performance.now() - startedMs < sliceMs) continue;
    await breath();
    startedMs = performance.now();
  }
}

/** A message to oneself comes behind what waits already; a timer would wait a second in a tab that nobody sees. */
function breath(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}
