/** Settings as a program gives them: Kafka's keys, with values as texts or as what they are. */
export type Settings = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** As `configuration/` reads them. */
export function settingTexts(settings: Settings): Readonly<Record<string, string>> {
  const texts: Record<string, string> = {};
  for (const [key, value] of Object.entries(settings)) {
    texts[key] = typeof value === 'object' ? value.join(',') : String(value);
  }
  return texts;
}
