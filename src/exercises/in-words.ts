const mostBytes = 64;
const mostCharacters = 400;

/** A value as a learner would write it down; bytes in hexadecimal. What is too long to be read is cut. */
export function inWords(value: unknown): string {
  const text = write(value);
  return text.length <= mostCharacters ? text : `${text.slice(0, mostCharacters)}…`;
}

function write(value: unknown): string {
  if (value instanceof Uint8Array) return bytesInWords(value);
  if (Array.isArray(value)) return `[${value.map(write).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const parts = Object.entries(value).map(([name, part]) => `${name}: ${write(part)}`);
    return parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`;
  }
  if (typeof value === 'string') return JSON.stringify(value);
  return typeof value === 'function' ? 'a function' : String(value);
}

function bytesInWords(bytes: Uint8Array): string {
  const shown = [...bytes.subarray(0, mostBytes)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
  const rest = bytes.length > mostBytes ? ` … (${bytes.length} bytes)` : '';
  return bytes.length === 0 ? 'no bytes' : `${shown}${rest}`;
}
