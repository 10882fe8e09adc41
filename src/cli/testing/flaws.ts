import { createNodeWorld } from '../../world/node/world.ts';
import type { BatchContent } from '../dump/batches.ts';
import { type Content, filesBelow, isFlawed, showFile } from '../dump/contents.ts';

/**
 * What is wrong in the files below a folder: what cannot be read, checksums, offsets that do not follow one another, and
 * entries of an offset index that lead to another batch than they say.
 */
export async function flawsIn(folder: string): Promise<string[]> {
  const { disk } = createNodeWorld({ node: 'inspector' });
  const flaws: string[] = [];
  const batches = new Map<string, Map<number, BatchContent>>();
  const indexes: Extract<Content, { kind: 'offset index' }>[] = [];
  for (const file of filesBelow(disk, folder)) {
    let nextOffset: number | undefined;
    await showFile(disk, file, undefined, async (content) => {
      if (isFlawed(content)) flaws.push(`${file}: ${JSON.stringify(content).slice(0, 300)}`);
      if (content.kind === 'offset index') indexes.push(content);
      if (content.kind !== 'batch') return;
      if (nextOffset !== undefined && content.baseOffset !== nextOffset) {
        flaws.push(`${file}: ${nextOffset} is followed by ${content.baseOffset}`);
      }
      nextOffset = content.lastOffset + 1;
      const inFile = batches.get(file) ?? new Map<number, BatchContent>();
      batches.set(file, inFile.set(content.position, content));
    });
  }
  for (const { file, entries } of indexes) {
    const inFile = batches.get(file.replace(/\.index$/, '.log'));
    for (const { offset, position } of entries) {
      if (inFile?.get(position)?.lastOffset !== offset) flaws.push(`${file}: offset ${offset} is not at ${position}`);
    }
  }
  return flaws;
}
