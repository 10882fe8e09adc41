import { batchHeaderBytes } from '../records/batch-header.ts';
import { batchesIn } from '../records/batches.ts';
import { parseSegmentFile } from '../storage/file-names.ts';
import type { Platter } from '../world/simulated/platter.ts';
import { type DiskDamage, type DiskOperationFault, faultInWords } from './faults.ts';
import { dataFolder } from './simulated-broker.ts';

/** How much longer a slow disk takes for each read and each flush. */
const slowUs = 500_000;

export function damageDisk(platter: Platter, how: DiskDamage): void {
  switch (how) {
    case 'full':
      platter.trouble.capacityBytes = platter.sizeBytesOf('');
      return;
    case 'slow':
      platter.trouble.slowUs = slowUs;
      return;
    case 'failing':
      Object.assign(platter.trouble, { failingReads: Infinity, failingWrites: Infinity, failingFlushes: Infinity });
      return;
    case 'lost':
      platter.lose();
      return;
  }
}

/**
 * Lets the next operations on a partition's `.log` files go wrong. False where the disk has no such partition.
 *
 * @param struck is told each time that it happens
 */
export function damageNext(platter: Platter, fault: DiskOperationFault, struck: () => void): boolean {
  const { operation, how = 'failed', count = 1, partition } = fault;
  const folder = `${dataFolder}/${partition}`;
  if (platter.tree.find(folder) === undefined) return false;
  const isMeant = (path: string) => path.startsWith(`${folder}/`) && path.endsWith('.log');
  platter.traps.set({ operation, how, label: faultInWords(fault), left: count, isMeant, sprung: struck });
  return true;
}

/** Flips a byte within the records of the batch that holds an offset. False where the disk has no such record. */
export function damageRecord(platter: Platter, partition: string, offset: number): boolean {
  const folder = `${dataFolder}/${partition}`;
  if (platter.tree.find(folder) === undefined) return false;
  for (const name of platter.list(folder)) {
    if (parseSegmentFile(name)?.kind !== 'log') continue;
    const path = `${folder}/${name}`;
    const batch = batchesIn(platter.read(path)).batches.find(
      ({ baseOffset, lastOffset }) => baseOffset <= offset && offset <= lastOffset,
    );
    if (batch === undefined) continue;
    const recordsBytes = batch.sizeBytes - batchHeaderBytes;
    platter.damage(path, batch.bytes.byteOffset + batchHeaderBytes + Math.floor(recordsBytes / 2));
    return true;
  }
  return false;
}
