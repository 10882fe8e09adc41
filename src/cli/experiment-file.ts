import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** A file that is read by a command is not there, or is not what it should be; the message says what to do. */
export class FileError extends Error {
  override readonly name = 'FileError';
}

/** Nobody writes more by hand; a wrong file is found out before it is read. */
const longestBytes = 4 * 1024 * 1024;

export function readText(path: string): string {
  if (!existsSync(path)) throw new FileError(`${path} does not exist${nearby(path)}`);
  const { size } = statSync(path);
  if (size > longestBytes)
    throw new FileError(`${path} has ${size} bytes; an experiment or a plan has at most ${longestBytes}`);
  return readFileSync(path, 'utf8');
}

/** Returns why it could not be kept; undefined where it is. What has that name already is not written over. */
export function keepText(path: string, text: string): string | undefined {
  try {
    writeFileSync(path, text, { flag: 'wx' });
    return undefined;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return code === 'EEXIST' ? `${path} is there already; save it under another name.` : message;
  }
}

function nearby(path: string): string {
  const found = experiments().filter((each) => basename(each).startsWith(basename(path).replace(/\..*$/, '')));
  return found.length === 0 ? '' : `; there is ${found.join(', ')}`;
}

/** The experiments of the chapters, where the command is called in a checkout. */
export function experiments(folder = 'chapters'): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.experiment'))
    .map((name) => join(folder, name))
    .sort();
}
