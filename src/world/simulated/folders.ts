import { DiskError } from '../world.ts';
import { FileContent, type Survival } from './content.ts';

export interface Folder {
  /** As the operating system has them now, and as they are on the platter. */
  readonly now: Map<string, Entry>;
  readonly durable: Map<string, Entry>;
}

export type Entry = FileContent | Folder;

/** One change of names: made, renamed or removed, in one folder or from one to another. It survives whole or not at all. */
type NameChange = readonly { readonly folder: Folder; readonly name: string; readonly entry: Entry | undefined }[];

/**
 * The names of a disk: a tree of folders and files, now and on the platter. Changes of names wait in their order until
 * somebody flushes a folder that they touch; a loss of power keeps the first few of them, as a journal does.
 */
export class FolderTree {
  readonly #top: Folder = newFolder();
  #unflushed: NameChange[] = [];

  find(path: string): Entry | undefined {
    let entry: Entry | undefined = this.#top;
    for (const name of namesOf(path)) {
      if (entry === undefined || isFile(entry)) return undefined;
      entry = entry.now.get(name);
    }
    return entry;
  }

  file(path: string): FileContent {
    const entry = this.find(path);
    if (entry === undefined) throw new DiskError('missing', path, `${path} does not exist`);
    if (!isFile(entry)) throw new DiskError('failed', path, `${path} is a folder, not a file`);
    return entry;
  }

  folder(path: string): Folder {
    const entry = this.find(path);
    if (entry === undefined) throw new DiskError('missing', path, `${path} does not exist`);
    if (isFile(entry)) throw new DiskError('failed', path, `${path} is a file, not a folder`);
    return entry;
  }

  makeFile(path: string): FileContent {
    const { folder, name } = this.#place(path);
    const file = new FileContent();
    this.#change([{ folder, name, entry: file }]);
    return file;
  }

  makeFolder(path: string): void {
    let folder = this.#top;
    for (const name of namesOf(path)) {
      let entry = folder.now.get(name);
      if (entry === undefined) {
        entry = newFolder();
        this.#change([{ folder, name, entry }]);
      }
      if (isFile(entry)) throw new DiskError('failed', path, `${name} in ${path} is a file, not a folder`);
      folder = entry;
    }
  }

  /** What had the name before is gone, and returned. */
  rename(from: string, to: string): Entry | undefined {
    const source = this.#place(from);
    const target = this.#place(to);
    const entry = source.folder.now.get(source.name);
    if (entry === undefined) throw new DiskError('missing', from, `${from} does not exist`);
    const replaced = target.folder.now.get(target.name);
    if (replaced === entry) return undefined;
    if (replaced !== undefined) refuseUnlikeReplacement(entry, replaced, to);
    this.#change([
      { ...target, entry },
      { ...source, entry: undefined },
    ]);
    return replaced;
  }

  /** Removes what is in a folder before the folder itself, as `rm` does: the power may go in between. */
  remove(path: string): void {
    const { folder, name } = this.#place(path);
    const entry = folder.now.get(name);
    if (entry !== undefined) this.#removeAll(folder, name, entry);
  }

  /** These names are safe now, and with them all earlier changes that they rest on. */
  flush(folder: Folder): void {
    const touched = new Set([folder]);
    const kept: NameChange[] = [];
    const flushed: NameChange[] = [];
    for (const change of this.#unflushed.toReversed()) {
      if (change.some((part) => touched.has(part.folder))) {
        for (const part of change) touched.add(part.folder);
        flushed.push(change);
      } else kept.push(change);
    }
    flushed.reverse().forEach(makeDurable);
    this.#unflushed = kept.reverse();
  }

  /** All names are safe now. */
  flushAll(): void {
    this.#unflushed.forEach(makeDurable);
    this.#unflushed = [];
  }

  /** What becomes of each file, and of the names, is drawn by itself: a write more to one file moves no other's fate. */
  losePower(survival: Survival): void {
    const survivors = survival === 'nothing' ? 0 : survival.stream('names').below(this.#unflushed.length + 1);
    this.#unflushed.slice(0, survivors).forEach(makeDurable);
    this.#unflushed = [];
    const files = new Map<FileContent, string>();
    restore(this.#top, '', files);
    for (const [file, path] of files) file.losePower(survival === 'nothing' ? survival : survival.stream(`of ${path}`));
  }

  #place(path: string): { folder: Folder; name: string } {
    const names = namesOf(path);
    const name = names.pop();
    if (name === undefined) throw new DiskError('failed', path, 'the top folder has no name');
    return { folder: this.folder(names.join('/')), name };
  }

  #removeAll(folder: Folder, name: string, entry: Entry): void {
    if (!isFile(entry)) {
      for (const [inner, below] of [...entry.now].sort(byName)) this.#removeAll(entry, inner, below);
    }
    this.#change([{ folder, name, entry: undefined }]);
  }

  #change(change: NameChange): void {
    for (const { folder, name, entry } of change) set(folder.now, name, entry);
    this.#unflushed.push(change);
  }
}

export function isFile(entry: Entry): entry is FileContent {
  return entry instanceof FileContent;
}

function newFolder(): Folder {
  return { now: new Map(), durable: new Map() };
}

function namesOf(path: string): string[] {
  return path.split('/').filter((name) => name !== '' && name !== '.');
}

function refuseUnlikeReplacement(entry: Entry, replaced: Entry, path: string): void {
  if (isFile(entry) !== isFile(replaced)) {
    throw new DiskError(
      'failed',
      path,
      `${path} is a ${isFile(replaced) ? 'file' : 'folder'}, and would be replaced by none`,
    );
  }
  if (!isFile(replaced) && replaced.now.size > 0)
    throw new DiskError('failed', path, `${path} is a folder that is not empty`);
}

function makeDurable(change: NameChange): void {
  for (const { folder, name, entry } of change) set(folder.durable, name, entry);
}

function set(names: Map<string, Entry>, name: string, entry: Entry | undefined): void {
  if (entry === undefined) names.delete(name);
  else names.set(name, entry);
}

/** What is on the platter is all there is now. Notes each file, with the first of its names. */
function restore(folder: Folder, path: string, files: Map<FileContent, string>): void {
  folder.now.clear();
  for (const [name, entry] of [...folder.durable].sort(byName)) {
    folder.now.set(name, entry);
    if (!isFile(entry)) restore(entry, `${path}/${name}`, files);
    else if (!files.has(entry)) files.set(entry, `${path}/${name}`);
  }
}

function byName([one]: [string, Entry], [other]: [string, Entry]): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
