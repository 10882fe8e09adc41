/** So much of a text is shown in an event; what was cut off ends in an ellipsis. */
const mostCharacters = 80;
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** Bytes of a record as an event shows them: what is not UTF-8 shows as replacement characters. */
export function previewText(bytes: Uint8Array | null): string | null {
  if (bytes === null) return null;
  // A character of UTF-8 takes at most four bytes: of a longer text more is never needed.
  const text = utf8.decode(bytes.subarray(0, 4 * mostCharacters + 4));
  return text.length <= mostCharacters ? text : `${text.slice(0, mostCharacters - 1)}…`;
}
