import type { DiskErrorCode } from '../../world/world.ts';

/**
 * Whether a data folder is given up because its disk has refused something: it is offline then until the next start, with all
 * logs in it. Nobody knows after a write or a flush that failed what is on the disk, and a disk that fails to read one file may
 * be about to fail altogether (KIP-112).
 *
 * A disk that is *full* is no reason: nothing of it is in doubt. Apache Kafka gives up its folder too; ours refuses what is new
 * and serves readers. And a file that is *missing* when it is read was deleted meanwhile.
 */
export function takesFolderOffline(operation: 'read' | 'write', refusedWith: DiskErrorCode): boolean {
  if (refusedWith === 'full') return false;
  return operation === 'write' || refusedWith !== 'missing';
}
