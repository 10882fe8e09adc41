import { brokerRows, clientRows } from './accepted-rows.ts';
import { described, type Setting, type Settings, type SettingType, type Update } from './setting.ts';

const updates: readonly string[] = ['read-only', 'per-broker', 'cluster-wide'] satisfies readonly Update[];

/** What is taken without anything being done about it; `accepted-rows.ts` lists it. */
export const acceptedBrokerSettings: Settings = parseRows(brokerRows);
export const acceptedClientSettings: Settings = parseRows(clientRows);

function parseRows(rows: string): Settings {
  return Object.fromEntries(rows.trim().split('\n').map(parseRow));
}

function parseRow(row: string): [string, Setting<unknown>] {
  const [key, type, ...rest] = row.split(' ') as [string, SettingType, ...string[]];
  const update = updates.includes(rest[0]!) ? (rest.shift() as Update) : 'read-only';
  const [text, range] = rest as [string, string?];
  const initial = text === 'null' ? null : described(type, null as unknown).parse(text === "''" ? '' : text);
  const setting = described(type, initial).dynamic(update).withoutEffect();
  if (range === undefined) return [key, setting];
  const [minimum, maximum] = range.split('..') as [string, string];
  return [key, maximum === '' ? setting.atLeast(Number(minimum)) : setting.between(Number(minimum), Number(maximum))];
}
