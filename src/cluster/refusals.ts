import type { Api } from '../wire/definition.ts';
import type { FieldOptions, Shape } from '../wire/fields.ts';
import { type Body, partitionFields, topicFields } from './message-subjects.ts';

/**
 * The answer to a request with this error in every place where an answer can have one: for each topic, partition or resource
 * that the request names, or for the whole where it names none.
 */
export function refusal(api: Api, request: Body, version: number, errorCode: number): Body {
  return new Mirror(version, errorCode).struct(api.response.fields, request);
}

/** Builds an answer in the image of a request: what was said is said again, what was listed is listed, all else is empty. */
class Mirror {
  readonly #version: number;
  readonly #errorCode: number;

  constructor(version: number, errorCode: number) {
    this.#version = version;
    this.#errorCode = errorCode;
  }

  struct(shape: Shape, request: Body): Body {
    const body: Record<string, unknown> = {};
    for (const [name, options] of this.#fieldsOf(shape)) body[name] = this.#value(name, options, request);
    if ('errorCode' in body) {
      const isInside = Object.values(body).some((value) => Array.isArray(value) && value.some(isRefused));
      body['errorCode'] = isInside ? 0 : this.#errorCode;
    }
    return body;
  }

  #value(name: string, options: FieldOptions, request: Body): unknown {
    if (options.kind === 'struct') return this.struct(options.fields!, request);
    if (options.kind !== 'array') {
      return sameValue(name, request) ?? (this.#version >= options.nullableSince ? null : options.default);
    }
    const element = options.element!.options.fields;
    return element === undefined ? [] : this.#list(element, request);
  }

  /** For each element of the list that the request has of the same things; none where it has no such list. */
  #list(element: Shape, request: Body): readonly Body[] {
    const fields = this.#fieldsOf(element);
    for (const list of Object.values(request)) {
      if (!Array.isArray(list) || list.length === 0) continue;
      const entries = list.map((entry: unknown) => asBody(entry, fields));
      if (fields.some(([name]) => sameValue(name, entries[0]!) !== undefined)) {
        return entries.map((entry) => this.struct(element, entry));
      }
    }
    return [];
  }

  #fieldsOf(shape: Shape): readonly (readonly [name: string, options: FieldOptions])[] {
    return Object.entries(shape).flatMap(([name, { options }]) =>
      options.tag === undefined && this.#version >= options.since && this.#version <= options.until
        ? [[name, options] as const]
        : [],
    );
  }
}

/** Whether an error stands in it, or in what it lists. */
function isRefused(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([name, inner]) =>
    name === 'errorCode' ? inner !== 0 : Array.isArray(inner) && inner.some(isRefused),
  );
}

/** Some requests list names or numbers where the answer lists structures: then it is what stands first in those. */
function asBody(entry: unknown, fields: readonly (readonly [name: string, options: FieldOptions])[]): Body {
  if (typeof entry === 'object' && entry !== null) return entry as Body;
  const kind = typeof entry === 'string' ? 'string' : 'int32';
  const [name] = fields.find(([, options]) => options.kind === kind) ?? [];
  return name === undefined ? {} : { [name]: entry };
}

function sameValue(name: string, request: Body): unknown {
  if (name === 'errorCode') return undefined;
  const synonyms = [partitionFields, topicFields].find((fields) => fields.includes(name)) ?? [name];
  const found = synonyms.find((synonym) => isScalar(request[synonym]));
  return found === undefined ? undefined : request[found];
}

function isScalar(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
