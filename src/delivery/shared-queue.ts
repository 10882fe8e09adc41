/**
 * A queue that is never changed: what is put in or taken out makes another queue. Those that grew out of each other share one
 * list, so that one more costs the same however many wait, and every earlier queue still reads as it did.
 */
export interface SharedQueue<Value> {
  /** Only a queue that ends where the list ends may let it grow. */
  readonly list: Value[];
  readonly start: number;
  readonly end: number;
}

export function queueOf<Value>(list: Value[]): SharedQueue<Value> {
  return { list, start: 0, end: list.length };
}

export function lengthOf({ start, end }: SharedQueue<unknown>): number {
  return end - start;
}

/** The first of them, oldest first: so many, or all. */
export function valuesOf<Value>({ list, start, end }: SharedQueue<Value>, most = Infinity): readonly Value[] {
  return list.slice(start, Math.min(end, start + most));
}

/** With one value more, behind the others. */
export function put<Value>(queue: SharedQueue<Value>, value: Value): SharedQueue<Value> {
  const { list, start, end } = queue;
  // What was taken out is kept only while it is less than what waits; an empty queue is nobody's to share.
  if (list.length > end || start >= lengthOf(queue)) return queueOf([...valuesOf(queue), value]);
  list.push(value);
  return { list, start, end: end + 1 };
}

/** Without the first so many. */
export function drop<Value>({ list, start, end }: SharedQueue<Value>, count: number): SharedQueue<Value> {
  return { list, start: Math.min(end, start + count), end };
}

/** Without the oldest that is this value; the same queue where there is none. */
export function without<Value>(queue: SharedQueue<Value>, value: Value): SharedQueue<Value> {
  const place = placeOf(queue, value);
  if (place <= 0) return place < 0 ? queue : drop(queue, 1);
  return queueOf(valuesOf(queue).toSpliced(place, 1));
}

export function holds<Value>(queue: SharedQueue<Value>, value: Value): boolean {
  return placeOf(queue, value) >= 0;
}

function placeOf<Value>({ list, start, end }: SharedQueue<Value>, value: Value): number {
  const place = list.indexOf(value, start);
  return place < end ? Math.max(-1, place - start) : -1;
}
