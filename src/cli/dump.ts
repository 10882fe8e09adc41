import { statSync } from 'node:fs';
import { InspectionError } from '../storage/inspect.ts';
import { createNodeWorld } from '../world/node/world.ts';
import type { Disk } from '../world/world.ts';
import type { Command, Given } from './command.ts';
import { type Content, filesBelow, isFlawed, showFile } from './dump/contents.ts';
import { linesOf } from './dump/lines.ts';
import { print } from './output.ts';

/** `kafka-on-trial dump FILE…`: what is in the files of a data folder, ours or Apache Kafka's, as it is. */
export const dump: Command = {
  name: 'dump',
  summary: 'show what is in segments, indexes, snapshots and checkpoints',
  positionals: { form: 'FILE|FOLDER…', least: 1, most: Infinity },
  options: {
    topic: { form: 'TOPIC', help: "whose records a segment holds, where its folder's name does not say it" },
    json: { help: 'prints a line of JSON for every file, and for every batch' },
  },
  notes:
    'A folder is shown with all that is in it. Nothing is changed, and a running broker is not disturbed.\n' +
    'The exit status is 1 when something is damaged: a wrong checksum, bytes that are no batch, a file that is not what its name says.',
  run,
};

async function run(given: Given): Promise<number> {
  const { disk } = createNodeWorld({ node: 'dump' });
  let isSound = true;
  const show = async (content: Content) => {
    isSound &&= !isFlawed(content);
    await print(given.has('json') ? [JSON.stringify(content)] : linesOf(content));
  };
  for (const file of given.positionals.flatMap((path) => filesAt(disk, path))) {
    try {
      await showFile(disk, file, given.optional('topic'), show);
    } catch (error) {
      if (!(error instanceof InspectionError)) throw error;
      await show({ file, kind: 'flaw', position: 0, because: error.message });
    }
  }
  return isSound ? 0 : 1;
}

function filesAt(disk: Disk, path: string): readonly string[] {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) throw new InspectionError(`${path} does not exist`);
  return found.isDirectory() ? filesBelow(disk, path.replace(/(.)\/+$/, '$1')) : [path];
}
