/**
 * Kafka's files of settings: Java's properties. A line is `key=value`, `key: value` or `key value`; `#` and `!` begin a
 * comment, and a backslash takes what follows as it is. A value on several lines is not supported: Kafka writes none.
 */
export function parseProperties(text: string): Map<string, string> {
  const properties = new Map<string, string>();
  for (const line of text.split(/\r\n|\n|\r/)) {
    const found = /^\s*((?:\\.|[^\\\s=:#!])(?:\\.|[^\\\s=:])*)\s*[=:]?\s*(.*)$/.exec(line);
    if (found !== null) properties.set(unescape(found[1]!), unescape(found[2]!));
  }
  return properties;
}

/** `key=value` lines, in the order given. */
export function formatProperties(properties: Iterable<readonly [string, string]>): string {
  return [...properties].map(([key, value]) => `${escape(key)}=${escape(value)}\n`).join('');
}

function unescape(text: string): string {
  return text.replace(/\\(u[0-9a-fA-F]{4}|.)/g, (_, escaped: string) => {
    if (escaped.length === 5) return String.fromCharCode(Number.parseInt(escaped.slice(1), 16));
    return { t: '\t', n: '\n', r: '\r', f: '\f' }[escaped] ?? escaped;
  });
}

function escape(text: string): string {
  return text
    .replace(/[\\=:#!]|^ /g, (character) => `\\${character}`)
    .replaceAll('\n', '\\n')
    .replaceAll('\t', '\\t');
}
