import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { referenceFolder } from '../../testing/reference.ts';

/** One line of the reference's `.jsonl` files: a message as Apache Kafka encoded it, and what it says. */
export interface ReferenceMessage {
  readonly api: string;
  readonly apiKey: number;
  readonly kind: string;
  readonly version: number;
  readonly headerVersion: number;
  readonly fill: string;
  readonly json: Values;
  readonly hex: string;
  readonly unknownTags?: readonly { readonly tag: number; readonly hex: string }[];
  /** In conversations: the header that went before. */
  readonly headerHex?: string;
  readonly header?: { readonly correlationId: number; readonly clientId: string | null };
  /** In records.jsonl: the definition's name, its folder, and the bytes as they stand in a log. */
  readonly name: string;
  readonly from: string;
  readonly framed?: string;
}

export type Values = { readonly [name: string]: unknown };

/** A message's definition as Apache Kafka has it. */
export interface ReferenceDefinition {
  readonly apiKey?: number;
  readonly type: string;
  readonly name: string;
  readonly validVersions: string;
  readonly flexibleVersions: string;
  readonly fields: readonly ReferenceField[];
  readonly commonStructs?: readonly { readonly name: string; readonly fields: readonly ReferenceField[] }[];
}

export interface ReferenceField {
  readonly name: string;
  readonly type: string;
  readonly versions?: string;
  readonly nullableVersions?: string;
  readonly taggedVersions?: string;
  readonly flexibleVersions?: string;
  readonly tag?: number;
  readonly default?: unknown;
  readonly ignorable?: boolean;
  readonly fields?: readonly ReferenceField[];
}

/** Names of files in a folder of the reference data, without their ending. */
export function referenceFiles(folder: string, ending: string): string[] {
  return readdirSync(join(referenceFolder()!, folder))
    .filter((name) => name.endsWith(ending))
    .map((name) => name.slice(0, -ending.length));
}

export function referenceMessages(file: string): ReferenceMessage[] {
  return readLines(`wire/${file}.jsonl`) as ReferenceMessage[];
}

export function readLines(path: string): unknown[] {
  return readFileSync(join(referenceFolder()!, path), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
}

export function readJson(path: string): unknown {
  return JSON.parse(readFileSync(join(referenceFolder()!, path), 'utf8'));
}

export function referenceDefinition(folder: string, name: string): ReferenceDefinition {
  const text = readFileSync(join(referenceFolder()!, 'kafka-messages', folder, `${name}.json`), 'utf8');
  return JSON.parse(withoutComments(text)) as ReferenceDefinition;
}

/** `//` begins a comment, except within a text. */
function withoutComments(text: string): string {
  return text.replaceAll(/"(?:[^"\\]|\\.)*"|\/\/.*/g, (found) => (found.startsWith('"') ? found : ''));
}

export function fromHex(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}

export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** A record in one of the reference's logs, with what Apache Kafka decoded from it. */
export interface DecodedRecord {
  /** Hex, or null. */
  readonly key: string | null;
  readonly value: string | null;
  readonly decoded: unknown;
}

/** All records of a folder of `kafka-logs` that are of an internal log, snapshots among them. */
export function decodedRecords(folder: string): DecodedRecord[] {
  return recordsWith(folder, 'decoded') as DecodedRecord[];
}

/** A control record, with what Apache Kafka found in it. */
export interface ControlRecord {
  /** Hex. */
  readonly key: string;
  readonly value: string;
  readonly control: { readonly type: string; readonly value: unknown };
}

export function controlRecords(folder: string): ControlRecord[] {
  return recordsWith(folder, 'control').filter(({ control }) => typeof control === 'object') as ControlRecord[];
}

function recordsWith(folder: string, property: 'decoded' | 'control'): Partial<DecodedRecord & ControlRecord>[] {
  const found: Partial<DecodedRecord & ControlRecord>[] = [];
  const search = (within: unknown): void => {
    if (typeof within !== 'object' || within === null) return;
    if (property in within) found.push(within);
    for (const inner of Object.values(within)) search(inner);
  };
  search(readJson(`kafka-logs/${folder}/what.json`));
  return found;
}
