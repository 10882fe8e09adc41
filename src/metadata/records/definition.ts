import { Message, type Versions } from '../../wire/definition.ts';
import type { Shape } from '../../wire/fields.ts';

/** A kind of record in the metadata log: known there by a number, read and written as a message. */
export interface MetadataRecordDefinition<S extends Shape = Shape> {
  /** Kafka calls it the record's API key. */
  readonly number: number;
  readonly message: Message<S>;
}

export function defineMetadataRecord<S extends Shape>(definition: {
  readonly number: number;
  readonly name: string;
  readonly versions: Versions;
  readonly fields: S;
}): MetadataRecordDefinition<S> {
  const { number, name, versions, fields } = definition;
  return { number, message: new Message(name, fields, versions, 0) };
}
