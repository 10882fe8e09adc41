/** Settings as they stand in an answer: one `key=value` a line. */
export function settingsIn(text: string): ReadonlyMap<string, string> {
  const lines = text.split('\n').filter((line) => line.includes('='));
  return new Map(
    lines.map((line) => {
      const place = line.indexOf('=');
      return [line.slice(0, place).trim(), line.slice(place + 1).trim()];
    }),
  );
}

/** A setting without a value is left out: it is then as Kafka has it. */
export function linesOf(settings: ReadonlyMap<string, string>): string {
  return [...settings]
    .filter(([, value]) => value !== '')
    .map(([setting, value]) => `${setting}=${value}`)
    .join('\n');
}
