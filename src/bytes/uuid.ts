const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const values = new Map(Array.from(alphabet, (character, value) => [character, value]));

/** What stands where there is no id. */
export const zeroUuid = 'AAAAAAAAAAAAAAAAAAAAAA';

/** Sixteen bytes as Kafka writes an id: 22 characters of base64url, without padding. */
export function uuidToText(bytes: Uint8Array): string {
  let text = '';
  for (let index = 0; index < 15; index += 3) {
    const group = (bytes[index]! << 16) | (bytes[index + 1]! << 8) | bytes[index + 2]!;
    text +=
      alphabet[group >>> 18]! + alphabet[(group >>> 12) & 63]! + alphabet[(group >>> 6) & 63]! + alphabet[group & 63]!;
  }
  return text + alphabet[bytes[15]! >>> 2]! + alphabet[(bytes[15]! & 3) << 4]!;
}

/** The sixteen bytes of an id; undefined where the text is not one. */
export function uuidFromText(text: string): Uint8Array | undefined {
  if (text.length !== 22) return undefined;
  const bytes = new Uint8Array(16);
  let bits = 0;
  let bitCount = 0;
  let position = 0;
  for (const character of text) {
    const value = values.get(character);
    if (value === undefined) return undefined;
    bits = ((bits << 6) | value) & 0xffff;
    bitCount += 6;
    if (bitCount >= 8 && position < 16) {
      bitCount -= 8;
      bytes[position++] = (bits >>> bitCount) & 0xff;
    }
  }
  return bytes;
}
