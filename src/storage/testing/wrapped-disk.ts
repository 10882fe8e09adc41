import type { Disk, File, World } from '../../world/world.ts';

/** A World in which some of what files do is done otherwise; the rest goes to the disk as it was. */
export function withFiles(world: World, change: (file: File) => Partial<File>): World {
  const { disk } = world;
  const wrapped: Disk = {
    open: (path, options) => wrap(disk.open(path, options), change),
    exists: (path) => disk.exists(path),
    sizeBytesOf: (path) => disk.sizeBytesOf(path),
    list: (folder) => disk.list(folder),
    makeFolder: (path) => disk.makeFolder(path),
    rename: (from, to) => disk.rename(from, to),
    remove: (path) => disk.remove(path),
    flushFolder: (path) => disk.flushFolder(path),
    lock: (folder) => disk.lock(folder),
  };
  const { node, clock, random, network, tell } = world;
  return { node, clock, random, network, tell, disk: wrapped, deferred: () => world.deferred() };
}

function wrap(file: File, change: (file: File) => Partial<File>): File {
  return {
    path: file.path,
    sizeBytes: () => file.sizeBytes(),
    write: (position, buffers) => file.write(position, buffers),
    read: (position, lengthBytes) => file.read(position, lengthBytes),
    flush: () => file.flush(),
    truncate: (sizeBytes) => file.truncate(sizeBytes),
    close: () => file.close(),
    ...change(file),
  };
}
