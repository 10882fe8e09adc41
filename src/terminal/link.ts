import { compressGzip, decompressGzip } from '../bytes/compression/codecs.ts';
import { DecodeError } from '../bytes/reader.ts';
import { parseHelpfully } from './grammar/index.ts';
import { readInstant, writeInstant } from './grammar/times.ts';

/** What a link to a run carries: enough to see the same again. */
export interface Link {
  /** Lines as they are typed, in order; `at` in front where the instant matters. */
  readonly commands: readonly string[];
  /** The instant at which the reader looks, in µs of the run; its end where it is left out. */
  readonly atUs?: number;
  /** What the stage shows: `cluster`, `logs`. */
  readonly view?: string;
  /** The hash of the outcome, so that a change since can be seen and said. */
  readonly hash?: string;
}

/** What could be read of a link, and what could not. */
export interface ReadLink extends Link {
  readonly problems: readonly LinkProblem[];
}

export interface LinkProblem {
  /** The part that could not be read: `at=31`, or the third command. */
  readonly part: string;
  readonly wrong: WrongInLink;
}

/** What is wrong; the sentence for it is the page's. */
export type WrongInLink =
  /** Written by a later version than this one. */
  | { readonly is: 'version'; readonly understood: number }
  | { readonly is: 'instant' | 'view' | 'hash' | 'commands' | 'unknown' }
  /** One of the commands; `says` is the terminal's sentence, `nearest` what was perhaps meant. */
  | { readonly is: 'command'; readonly says: string; readonly nearest: string | undefined };

/** Links of this version are written; later ones are read as far as they can be understood. */
export const linkVersion = 1;

/** Longer commands are packed: a link that is sent in a chat should stay readable if it is short, and whole if it is long. */
const longestReadable = 600;

/** More text than that is not unpacked. */
const longestCommands = 100_000;

/**
 * The text behind the `#` of an address; the same link gives the same text. `loadCodecs()` must have been awaited: a long one
 * is packed.
 *
 *     v=1&at=31ms&view=logs&run=create+topic+payments;produce+payments+"hello"
 */
export function writeLink({ commands, atUs, view, hash }: Link): string {
  const readable = commands.map(escape).join(';');
  const run = readable.length <= longestReadable ? `run=${readable}` : `packed=${pack(commands.join('\n'))}`;
  return [
    `v=${linkVersion}`,
    ...(atUs === undefined ? [] : [`at=${writeInstant(atUs)}`]),
    ...(view === undefined ? [] : [`view=${escape(view)}`]),
    ...(hash === undefined ? [] : [`hash=${hash}`]),
    run,
  ].join('&');
}

/** Before it is read, `loadCodecs()` must be awaited. */
export function isPacked(link: string): boolean {
  return /(^|[#&])packed=/.test(link);
}

/** Reads a link, with or without its `#`. What cannot be read is said, and the rest is kept. */
export async function readLink(text: string): Promise<ReadLink> {
  const link: { commands: string[]; atUs?: number; view?: string; hash?: string } = { commands: [] };
  const problems: LinkProblem[] = [];
  for (const part of text.replace(/^.*#/s, '').split('&')) {
    if (part === '') continue;
    const [, key, value] = /^([^=]*)=?(.*)$/s.exec(part) as unknown as [string, string, string];
    const wrong = readPart(link, key, value);
    if (wrong !== undefined) problems.push({ part: shortened(part), wrong });
  }
  for (const [index, line] of link.commands.entries()) {
    const parsed = await parseHelpfully(line);
    if (parsed.kind !== 'problem') continue;
    const { says, nearest } = parsed;
    problems.push({ part: `command ${index + 1}: ${shortened(line)}`, wrong: { is: 'command', says, nearest } });
  }
  return { ...link, problems };
}

/** Puts one part of a link into place; returns what is wrong with it. */
function readPart(
  link: { commands: string[]; atUs?: number; view?: string; hash?: string },
  key: string,
  value: string,
): WrongInLink | undefined {
  switch (key) {
    case 'v':
      return /^\d{1,6}$/.test(value) && Number(value) <= linkVersion
        ? undefined
        : { is: 'version', understood: linkVersion };
    case 'at': {
      const atUs = readInstant(value);
      if (atUs === undefined) return { is: 'instant' };
      link.atUs = atUs;
      return undefined;
    }
    case 'view':
      if (!/^[a-z-]{1,40}$/.test(value)) return { is: 'view' };
      link.view = value;
      return undefined;
    case 'hash':
      if (!/^[0-9a-f]{16}$/.test(value)) return { is: 'hash' };
      link.hash = value;
      return undefined;
    case 'run':
      return readCommands(link.commands, value.split(';').map(unescape));
    case 'packed':
      return readCommands(link.commands, unpack(value)?.split('\n') ?? [undefined]);
    default:
      return { is: 'unknown' };
  }
}

function readCommands(commands: string[], lines: readonly (string | undefined)[]): WrongInLink | undefined {
  commands.push(...lines.filter((line): line is string => line !== undefined && line !== ''));
  return lines.includes(undefined) ? { is: 'commands' } : undefined;
}

/** Blanks are `+`; what has a meaning in an address or in a link is written with %; quotes and colons may stay. */
function escape(text: string): string {
  return encodeURIComponent(text)
    .replaceAll('%20', '+')
    .replaceAll('%2F', '/')
    .replaceAll('%40', '@')
    .replaceAll('%3D', '=')
    .replaceAll('%2C', ',');
}

function unescape(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}

function pack(text: string): string {
  const bytes = compressGzip(new TextEncoder().encode(text), 9);
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function unpack(packed: string): string | undefined {
  if (!/^[A-Za-z0-9_-]*$/.test(packed) || packed.length % 4 === 1) return undefined;
  const binary = atob(packed.replaceAll('-', '+').replaceAll('_', '/'));
  const bytes = Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(decompressGzip(bytes, longestCommands));
  } catch (error) {
    // What TextDecoder throws is a TypeError.
    if (error instanceof DecodeError || error instanceof TypeError) return undefined;
    throw error;
  }
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
