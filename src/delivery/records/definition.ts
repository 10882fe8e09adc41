import { Message, type Versions } from '../../wire/definition.ts';
import type { Shape } from '../../wire/fields.ts';

/**
 * A kind of record in a coordinator's log, which is a compacted topic: the key says what it is about, the newest value of a
 * key counts, and a null value means that there is nothing any more.
 */
export interface CoordinatorRecordDefinition<Key extends Shape = Shape, Value extends Shape = Shape> {
  /** By which the key's first two bytes name it. */
  readonly number: number;
  readonly key: Message<Key>;
  readonly value: Message<Value>;
}

/** Keys have one version each, and are never flexible. */
export function defineCoordinatorRecord<Key extends Shape, Value extends Shape>(definition: {
  readonly number: number;
  /** Without the endings `Key` and `Value`. */
  readonly name: string;
  readonly key: Key;
  /** Of the value. */
  readonly versions: Versions;
  readonly flexibleFrom: number | 'never';
  readonly value: Value;
}): CoordinatorRecordDefinition<Key, Value> {
  const { number, name, key, versions, value } = definition;
  const flexibleFrom = definition.flexibleFrom === 'never' ? Infinity : definition.flexibleFrom;
  return {
    number,
    key: new Message(`${name}Key`, key, [0, 0], Infinity),
    value: new Message(`${name}Value`, value, versions, flexibleFrom),
  };
}
