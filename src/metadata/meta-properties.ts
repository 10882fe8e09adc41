import { formatProperties, parseProperties } from '../configuration/properties.ts';

/** `meta.properties`: to which node of which cluster a data folder belongs. */
export interface MetaProperties {
  readonly clusterId: string;
  readonly nodeId: number;
  /** Which of all data folders it is. */
  readonly directoryId: string;
}

export const metaPropertiesFile = 'meta.properties';

/** A data folder that this node cannot use; the message is a sentence that says what to do. */
export class DataFolderError extends Error {
  override readonly name = 'DataFolderError';
}

/** In the form and the order in which Kafka writes them, under a line with the time. */
export function formatMetaProperties({ clusterId, nodeId, directoryId }: MetaProperties, wallMs: number): string {
  const lines = formatProperties([
    ['node.id', String(nodeId)],
    ['directory.id', directoryId],
    ['version', '1'],
    ['cluster.id', clusterId],
  ]);
  return `#\n#${dateAsJavaWrites(wallMs)}\n${lines}`;
}

/** @param path for the message. Throws `DataFolderError`. */
export function parseMetaProperties(text: string, path: string): MetaProperties {
  const properties = parseProperties(text);
  const version = properties.get('version');
  if (version !== '1') {
    const found = version === undefined ? 'no version' : `version ${version}`;
    throw new DataFolderError(`${path} has ${found}; only version 1, of a cluster with KRaft, can be read`);
  }
  const [clusterId, nodeId, directoryId] = ['cluster.id', 'node.id', 'directory.id'].map((key) => properties.get(key));
  if (clusterId === undefined || nodeId === undefined || !/^\d{1,10}$/.test(nodeId)) {
    throw new DataFolderError(`${path} names no cluster.id and node.id; restore it, or begin with an empty folder`);
  }
  return { clusterId, nodeId: Number(nodeId), directoryId: directoryId ?? '' };
}

const weekdays = ['Thu', 'Fri', 'Sat', 'Sun', 'Mon', 'Tue', 'Wed'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `Sun Nov 22 10:43:30 UTC 2026` */
function dateAsJavaWrites(wallMs: number): string {
  const seconds = Math.floor(wallMs / 1000);
  const days = Math.floor(seconds / 86_400);
  const clock = [Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60, seconds % 60].map(twoDigits).join(':');
  const { year, month, day } = civilDate(days);
  return `${weekdays[days % 7]} ${months[month]} ${twoDigits(day)} ${clock} UTC ${year}`;
}

/** The date so many days after 1 January 1970. Years are counted from 1 March, so that a leap day is the last of one. */
function civilDate(days: number): { readonly year: number; readonly month: number; readonly day: number } {
  const fromMarch = days + 719_468;
  const era = Math.floor(fromMarch / 146_097);
  const dayOfEra = fromMarch % 146_097;
  const leaps = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leaps) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = (monthFromMarch + 2) % 12;
  return { year: yearOfEra + era * 400 + (month < 2 ? 1 : 0), month, day };
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
