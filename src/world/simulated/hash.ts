/** What stands before a value, so that no two different sequences of values look alike. */
const absent = 0x11;
const integer = 0x22;
const real = 0x33;
const string = 0x44;
const truth = 0x55;
const list = 0x66;
const fields = 0x77;
const end = 0x88;
const large = 0x99;

/**
 * A running hash over plain data, 64 bits in two integers. It depends on the values and on the order of the fields alone,
 * never on the engine; it guards against accidents, not against attackers.
 */
export class Hash {
  #first = 0x2545f491;
  #second = 0x9e3779b9 | 0;
  #fraction: DataView | undefined;

  /**
   * Numbers, strings, truth values, null, big integers, and lists and objects of those. A field that is undefined counts as
   * missing. Throws a `TypeError` for anything else: bytes and functions have no place in a trace.
   */
  value(value: unknown): void {
    switch (typeof value) {
      case 'number':
        return this.number(value);
      case 'string':
        return this.text(value);
      case 'boolean':
        this.#mix(truth);
        return this.#mix(value ? 1 : 0);
      case 'undefined':
        return this.#mix(absent);
      case 'bigint':
        this.#mix(large);
        return this.text(value.toString());
      case 'object':
        return this.#object(value);
      default:
        throw new TypeError(`a ${typeof value} cannot be part of an event`);
    }
  }

  number(value: number): void {
    if (value === (value | 0)) {
      this.#mix(integer);
      this.#mix(value);
      return;
    }
    this.#mix(real);
    this.#fraction ??= new DataView(new ArrayBuffer(8));
    this.#fraction.setFloat64(0, Number.isNaN(value) ? 0 : value);
    this.#mix(Number.isNaN(value) ? 1 : 0);
    this.#mix(this.#fraction.getInt32(0));
    this.#mix(this.#fraction.getInt32(4));
  }

  text(value: string): void {
    const length = value.length;
    this.#mix(string);
    this.#mix(length);
    let position = 1;
    for (; position < length; position += 2) {
      this.#mix((value.charCodeAt(position - 1) << 16) | value.charCodeAt(position));
    }
    if (position === length) this.#mix(value.charCodeAt(position - 1));
  }

  /** Two signed integers of 32 bits, well stirred; the hash can go on. */
  state(): readonly [number, number] {
    return [finish(this.#first ^ Math.imul(this.#second, 0x27d4eb2f)), finish(this.#second + this.#first)];
  }

  /** Sixteen hexadecimal digits. */
  digits(): string {
    return this.state()
      .map((half) => (half >>> 0).toString(16).padStart(8, '0'))
      .join('');
  }

  #object(value: object | null): void {
    if (value === null) return this.#mix(absent);
    if (Array.isArray(value)) {
      this.#mix(list);
      this.#mix(value.length);
      for (const element of value) this.value(element);
      return;
    }
    if (ArrayBuffer.isView(value))
      throw new TypeError('bytes cannot be part of an event: tell their size or their hash');
    this.#mix(fields);
    for (const key in value) {
      const field = (value as Record<string, unknown>)[key];
      if (field === undefined) continue;
      this.text(key);
      this.value(field);
    }
    this.#mix(end);
  }

  #mix(word: number): void {
    const first = Math.imul(this.#first ^ word, 0x9e3779b1);
    this.#first = (first << 13) | (first >>> 19);
    const second = Math.imul((this.#second ^ word) + this.#first, 0x85ebca77);
    this.#second = (second << 17) | (second >>> 15);
  }
}

function finish(half: number): number {
  half = Math.imul(half ^ (half >>> 16), 0x85ebca6b);
  half = Math.imul(half ^ (half >>> 13), 0xc2b2ae35);
  return half ^ (half >>> 16);
}
