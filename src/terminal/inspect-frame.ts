import { DecodeError, Reader } from '../bytes/reader.ts';
import type { MessageLabel } from '../cluster/message-labels.ts';
import { batchesIn } from '../records/batches.ts';
import { findApi } from '../wire/apis.ts';
import { Allowance, type Codec } from '../wire/codec.ts';
import type { Message } from '../wire/definition.ts';
import { errorOf } from '../wire/errors.ts';
import type { AnyField, Shape } from '../wire/fields.ts';
import { RequestHeader, requestHeaderVersion, ResponseHeader, responseHeaderVersion } from '../wire/headers.ts';
import { compactLength, fixedSize, int16Length, int32Length, int64 } from '../wire/scalars.ts';
import { nameBytes, type NamedBytes } from './bytes-view.ts';

/** More pieces than these are not read by anybody. */
const mostPieces = 2000;
/** As many as any frame here can hold; frames are bounded already. */
const mostValues = 4_000_000;
/** A batch of more records is shown with its first one taken apart. */
const mostRecordsApart = 20;

type FrameLabel = Pick<MessageLabel, 'kind' | 'apiKey' | 'version'>;

/** How the message is encoded that is being read. */
interface Encoding {
  readonly version: number;
  readonly flexible: boolean;
}

/**
 * A frame of Kafka's protocol, byte by byte: its length, its header, and the fields of its body by their names in Kafka. What
 * cannot be read, or is too much, is one piece at the end; the pieces together are the frame.
 */
export function nameFrame(frame: Uint8Array, label: FrameLabel): readonly NamedBytes[] {
  const pieces: NamedBytes[] = [];
  let value = 'not taken apart here';
  try {
    for (const piece of walkFrame(new Reader(frame), label)) {
      pieces.push(piece);
      if (pieces.length === mostPieces) break;
    }
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    value = `cannot be read: ${error.message}`;
  }
  const last = pieces.at(-1);
  const end = last === undefined ? 0 : last.position + last.bytes.length;
  if (end === frame.length) return pieces;
  return [...pieces, { position: end, bytes: frame.subarray(end), within: last?.within ?? '', name: 'rest', value }];
}

function* walkFrame(reader: Reader, { kind, apiKey, version }: FrameLabel): Generator<NamedBytes> {
  yield named(reader, 'frame', 'length', () => `${reader.int32()} bytes follow`);
  const api = findApi(apiKey);
  if (api === undefined) return;
  const headerVersion = kind === 'request' ? requestHeaderVersion(api, version) : responseHeaderVersion(api, version);
  const header: Message<Shape> = kind === 'request' ? RequestHeader : ResponseHeader;
  yield* walkMessage(reader, header, headerVersion);
  yield* walkMessage(reader, api[kind], version);
}

function walkMessage(reader: Reader, message: Message<Shape>, version: number): Generator<NamedBytes> {
  return walkStruct(reader, message.fields, message.name, { version, flexible: message.isFlexible(version) });
}

function* walkStruct(reader: Reader, fields: Shape, within: string, encoding: Encoding): Generator<NamedBytes> {
  const there = Object.entries(fields).filter(([, { options }]) => isIn(encoding.version, options));
  for (const [name, field] of there) {
    if (field.options.tag === undefined) yield* walkField(reader, field, { name, within }, encoding);
  }
  if (encoding.flexible) yield* walkTags(reader, new Map(there), within, encoding);
}

function isIn(version: number, { since, until }: AnyField['options']): boolean {
  return version >= since && version <= until;
}

/** What stands behind the other fields: how many tags, and each with its number, its length and its value (KIP-482). */
function* walkTags(
  reader: Reader,
  fields: ReadonlyMap<string, AnyField>,
  within: string,
  encoding: Encoding,
): Generator<NamedBytes> {
  let count = 0;
  yield named(reader, within, 'tagged fields', () => String((count = reader.unsignedVarint())));
  for (; count > 0; count--) {
    let tag = 0;
    let sizeBytes = 0;
    yield named(reader, within, 'tag', () => String((tag = reader.unsignedVarint())));
    yield named(reader, within, 'size', () => inBytes((sizeBytes = reader.unsignedVarint())));
    const [name, field] = [...fields].find(([, { options }]) => options.tag === tag) ?? [];
    if (name !== undefined && field !== undefined) yield* walkField(reader, field, { name, within }, encoding);
    else yield named(reader, within, `tag ${tag}`, () => inBytes(reader.slice(sizeBytes).length));
  }
}

interface Place {
  readonly name: string;
  readonly within: string;
}

function* walkField(reader: Reader, field: AnyField, place: Place, encoding: Encoding): Generator<NamedBytes> {
  const { kind, element, fields, nullableSince, tag, compact } = field.options;
  const { name, within } = place;
  const isNullable = encoding.version >= nullableSince;
  const isCompact = encoding.flexible && compact;
  const inside = within.endsWith('Request') || within.endsWith('Response') ? name : `${within}.${name}`;
  switch (kind) {
    case 'string':
    case 'bytes':
    case 'records': {
      const length = isCompact ? compactLength : kind === 'string' ? int16Length : int32Length;
      let sizeBytes = -1;
      yield named(reader, within, `${name} length`, () => counted((sizeBytes = length.read(reader, isNullable))));
      if (sizeBytes <= 0) return;
      if (kind === 'records') yield* walkRecords(reader, sizeBytes, { name, within: inside });
      else if (kind === 'string') yield named(reader, within, name, () => reader.text(sizeBytes));
      else yield named(reader, within, name, () => inBytes(reader.slice(sizeBytes).length));
      return;
    }
    case 'array': {
      const length = isCompact ? compactLength : int32Length;
      let count = -1;
      yield named(reader, within, `${name} count`, () => counted((count = length.read(reader, isNullable))));
      for (let index = 0; index < count; index++) {
        const one = `${name}[${index}]`;
        if (element!.options.kind !== 'struct') yield* walkField(reader, element!, { name: one, within }, encoding);
        else yield* walkStruct(reader, element!.options.fields!, `${inside}[${index}]`, encoding);
      }
      return;
    }
    case 'struct': {
      let isThere = true;
      const readMark = () => (tag === undefined ? reader.int8() >= 0 : reader.unsignedVarint() > 0);
      if (isNullable) yield named(reader, within, `${name} is there`, () => yesOrNo((isThere = readMark())));
      if (isThere) yield* walkStruct(reader, fields!, inside, encoding);
      return;
    }
    case 'int64': {
      const codec = int64('number', field.options.default === Infinity);
      yield named(reader, within, name, () => readScalar(codec, reader, name));
      return;
    }
    default:
      yield named(reader, within, name, () => readScalar(fixedSize[kind], reader, name));
  }
}

function readScalar(codec: Codec<unknown>, reader: Reader, name: string): string {
  const value = codec.read(reader, new Allowance(mostValues));
  if (typeof value === 'boolean') return yesOrNo(value);
  if (name === 'errorCode' || name === 'error') return `${String(value)}: ${errorOf(value as number).name}`;
  if (name === 'requestApiKey') return `${String(value)}: ${findApi(value as number)?.name ?? 'unknown'}`;
  return value === Infinity ? 'no limit' : String(value);
}

/** Record batches, one behind the other; the last may be cut. */
function* walkRecords(reader: Reader, sizeBytes: number, { name, within }: Place): Generator<NamedBytes> {
  const start = reader.position;
  const bytes = reader.slice(sizeBytes);
  let position = 0;
  for (const [index, batch] of batchesIn(bytes).batches.entries()) {
    if (batch.magic !== 2 || batch.recordsCount < 0) break;
    const named = nameBytes(batch, batch.recordsCount > mostRecordsApart ? batch.baseOffset : 'every');
    const where = batch.bytes.byteOffset - bytes.byteOffset;
    for (const piece of named) {
      yield { ...piece, position: start + where + piece.position, within: `${within} batch ${index}, ${piece.within}` };
    }
    position = where + batch.bytes.length;
  }
  const rest = bytes.subarray(position);
  if (rest.length > 0) {
    yield { position: start + position, bytes: rest, within, name, value: inBytes(rest.length) };
  }
}

function named(reader: Reader, within: string, name: string, read: () => string): NamedBytes {
  const position = reader.position;
  const value = read();
  return { position, bytes: reader.bytes.subarray(position, reader.position), within, name, value };
}

function counted(count: number): string {
  return count < 0 ? 'null' : String(count);
}

function inBytes(count: number): string {
  return count === 1 ? '1 byte' : `${count} bytes`;
}

function yesOrNo(value: boolean): string {
  return value ? 'yes' : 'no';
}
