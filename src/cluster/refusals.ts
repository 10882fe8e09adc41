import type { Api } from '../wire/definition.ts';
import type { AnyField, Shape } from '../wire/fields.ts';
import { type Body, partitionFields, topicFields } from './message-subjects.ts';

/**
 * The answer to a request with this error in every place where an answer can have one: for each topic, partition or resource
 * that the request names, or for the whole where it names none.
 */
export function refusal(api: Api, request: Body, version: number, errorCode: number): Body {
  return mirror(api.response.fields, request, version, errorCode).body;
}

/** Builds a body of this shape: what the request says too is said again, what it lists is listed, all else is empty. */
function mirror(shape: Shape, request: Body, version: number, errorCode: number): { body: Body; hasError: boolean } {
  const body: Record<string, unknown> = {};
  let hasError = false;
  for (const [name, { options }] of Object.entries(shape)) {
    if (options.tag !== undefined || name === 'errorCode') continue;
    if (options.kind !== 'array') {
      body[name] = sameValue(name, request) ?? (version >= options.nullableSince ? null : options.default);
      continue;
    }
    const element = options.element!.options.fields;
    const elements = element === undefined ? [] : mirrorList(element, request, version, errorCode);
    hasError ||= elements.length > 0 && hasErrorCode(element!);
    body[name] = elements;
  }
  return { body: withErrorCode(shape, body, hasError ? 0 : errorCode), hasError };
}

function mirrorList(element: Shape, request: Body, version: number, errorCode: number): readonly Body[] {
  const names = Object.keys(element);
  for (const list of Object.values(request)) {
    if (!Array.isArray(list) || list.length === 0) continue;
    const entries = list.map((entry: unknown) => asBody(entry, names));
    if (names.some((name) => sameValue(name, entries[0]!) !== undefined)) {
      return entries.map((entry) => mirror(element, entry, version, errorCode).body);
    }
  }
  return [];
}

/** Old requests list names or numbers where newer ones list structures. */
function asBody(entry: unknown, names: readonly string[]): Body {
  if (typeof entry === 'object' && entry !== null) return entry as Body;
  const fields = typeof entry === 'string' ? topicFields : partitionFields;
  return Object.fromEntries(names.filter((name) => fields.includes(name)).map((name) => [name, entry]));
}

function withErrorCode(shape: Shape, body: Record<string, unknown>, errorCode: number): Body {
  return 'errorCode' in shape ? { ...body, errorCode } : body;
}

function hasErrorCode(shape: Shape): boolean {
  return Object.entries(shape).some(
    ([name, field]) => name === 'errorCode' || hasErrorCode((field as AnyField).options.element?.options.fields ?? {}),
  );
}

function sameValue(name: string, request: Body): unknown {
  const synonyms = [partitionFields, topicFields].find((fields) => fields.includes(name)) ?? [name];
  const found = synonyms.find((synonym) => isScalar(request[synonym]));
  return found === undefined ? undefined : request[found];
}

function isScalar(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
