import { type Owner, readSetting, SettingError, settingsOf } from '../../configuration/tables.ts';

/** Whose settings a form takes; `any` where only the name says whose they are. */
export type SettingsOf = 'topic' | 'broker' | 'producer' | 'consumer' | 'any';

const everyone = ['topic', 'producer', 'consumer', 'broker'] as const satisfies readonly Owner[];

function ownersOf(whose: SettingsOf): readonly Owner[] {
  return whose === 'any' ? everyone : [whose];
}

export function isSetting(whose: SettingsOf, key: string): boolean {
  return ownersOf(whose).some((owner) => settingsOf[owner].has(key));
}

const keysWithEffect: Readonly<Record<Owner, readonly string[]>> = {
  topic: withEffect('topic'),
  broker: withEffect('broker'),
  producer: withEffect('producer'),
  consumer: withEffect('consumer'),
  admin: [],
};
const keysOfAnybody: readonly string[] = [...new Set(everyone.flatMap((owner) => keysWithEffect[owner]))];

/** The keys that are worth offering: those that do something here. */
export function settingKeys(whose: SettingsOf): readonly string[] {
  return whose === 'any' ? keysOfAnybody : keysWithEffect[whose];
}

function withEffect(owner: Owner): readonly string[] {
  return [...settingsOf[owner]]
    .filter(([, { options }]) => options.hasEffect && !options.isInternal)
    .map(([key]) => key);
}

/** What is wrong with a value, in a sentence; undefined where it can be taken. Whose setting it is must be known. */
export function problemOfSetting(whose: SettingsOf, key: string, text: string): string | undefined {
  const owners = ownersOf(whose).filter((owner) => settingsOf[owner].has(key));
  const problems = owners.map((owner) => problemFor(owner, key, text));
  return problems.includes(undefined) ? undefined : problems[0];
}

function problemFor(owner: Owner, key: string, text: string): string | undefined {
  try {
    readSetting(owner, key, text);
    return undefined;
  } catch (error) {
    if (error instanceof SettingError) return error.message;
    throw error;
  }
}

/** The values that a setting can have, where there are few. */
export function settingValues(whose: SettingsOf, key: string): readonly string[] {
  const setting = ownersOf(whose)
    .map((owner) => settingsOf[owner].get(key))
    .find((found) => found !== undefined);
  if (setting === undefined) return [];
  return setting.type === 'boolean' ? ['true', 'false'] : (setting.options.choices ?? []);
}
