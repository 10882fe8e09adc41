/** When Node's event loop turns, every promise has come to rest: how a simulated world settles here. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
