const mostBytes = 64;
const mostCharacters = 400;
const mostParts = 64;
const deepest = 8;

/** What is no data, such as a function, could not be told: it is given as what it is in words. */
export function plain(value: unknown): unknown {
  try {
    return structuredClone(value);
  } catch {
    return inWords(value);
  }
}

/** A value as a learner would write it down; bytes in hexadecimal. What is too long or too deep to be read is cut. */
export function inWords(value: unknown): string {
  const text = write(value, 0);
  return text.length <= mostCharacters ? text : `${text.slice(0, mostCharacters)}…`;
}

function write(value: unknown, depth: number): string {
  if (depth > deepest) return '…';
  if (value instanceof Uint8Array) return bytesInWords(value);
  if (Array.isArray(value)) return `[${listed(value, (part) => write(part, depth + 1))}]`;
  if (typeof value === 'object' && value !== null) {
    const parts = Object.entries(value);
    return parts.length === 0 ? '{}' : `{ ${listed(parts, ([name, part]) => `${name}: ${write(part, depth + 1)}`)} }`;
  }
  if (typeof value === 'string') return JSON.stringify(value.slice(0, mostCharacters));
  return typeof value === 'function' ? 'a function' : String(value);
}

function listed<Part>(parts: readonly Part[], inWordsOf: (part: Part) => string): string {
  const shown = parts.slice(0, mostParts).map(inWordsOf).join(', ');
  return parts.length > mostParts ? `${shown}, … (${parts.length})` : shown;
}

function bytesInWords(bytes: Uint8Array): string {
  const shown = [...bytes.subarray(0, mostBytes)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
  const rest = bytes.length > mostBytes ? ` … (${bytes.length} bytes)` : '';
  return bytes.length === 0 ? 'no bytes' : `${shown}${rest}`;
}
