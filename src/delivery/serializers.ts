import { putUtf8, utf8LengthBytes } from '../bytes/utf8.ts';

/** What becomes of a key or value on its way into a record. The topic's name is given because formats may differ by topic. */
export type Serializer<T> = (value: T, topic: string) => Uint8Array;

/** The way back. The bytes are a view: what keeps them copies them. May throw. */
export type Deserializer<T> = (bytes: Uint8Array, topic: string) => T;

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

export const stringSerializer: Serializer<string> = (text) => {
  const bytes = new Uint8Array(utf8LengthBytes(text));
  putUtf8(text, bytes, 0);
  return bytes;
};
export const stringDeserializer: Deserializer<string> = (bytes) => decoder.decode(bytes);

export const bytesSerializer: Serializer<Uint8Array> = (bytes) => bytes;
export const bytesDeserializer: Deserializer<Uint8Array> = (bytes) => bytes.slice();
