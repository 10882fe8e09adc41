import { parseProperties } from '../../configuration/properties.ts';
import { metadataTopic } from '../../metadata/changes/topics.ts';
import { metaPropertiesFile, parseMetaProperties } from '../../metadata/meta-properties.ts';
import { parseQuorumState, quorumStateFile } from '../../replication/quorum/quorum-state.ts';
import { type Inspection, inspectBatches, inspectFile, InspectionError, isInspected } from '../../storage/inspect.ts';
import { readFile } from '../../storage/safe-file.ts';
import type { Disk } from '../../world/world.ts';
import { type BatchContent, describeBatch } from './batches.ts';

/** What `dump` shows: one object for every file, and behind a file of batches one for every batch. All of it is plain data. */
export type Content =
  | ({ readonly file: string; readonly sizeBytes: number } & FileContent)
  | ({ readonly file: string; readonly kind: 'batch' } & BatchContent)
  /** From here on the file cannot be read. */
  | { readonly file: string; readonly kind: 'flaw'; readonly position: number; readonly because: string };

export type FileContent =
  | Inspection
  | { readonly kind: 'quorum state'; readonly state: unknown }
  | { readonly kind: 'meta properties'; readonly properties: Readonly<Record<string, string>> }
  /** Kafka writes none of this name. */
  | { readonly kind: 'another file' };

/** Whether something is damaged. */
export function isFlawed(content: Content): boolean {
  if (content.kind === 'flaw') return true;
  if (content.kind !== 'batch') return false;
  return (
    !content.isChecksumRight || content.flaw !== undefined || content.records.some(({ flaw }) => flaw !== undefined)
  );
}

/** Takes one content after the other, and resolves when it wants the next. */
export type Show = (content: Content) => Promise<void>;

/** All files below a folder, sorted. */
export function filesBelow(disk: Disk, folder: string): readonly string[] {
  return disk
    .list(folder)
    .flatMap((name) =>
      name.endsWith('/') ? filesBelow(disk, `${folder}/${name.slice(0, -1)}`) : [`${folder}/${name}`],
    );
}

/**
 * Shows what is in a file.
 *
 * @param topic whose records a `.log` holds; left out, the folder's name says it
 * @throws InspectionError where the file is not what its name says
 */
export async function showFile(disk: Disk, file: string, topic: string | undefined, show: Show): Promise<void> {
  const content = await fileContent(disk, file);
  await show({ file, sizeBytes: disk.sizeBytesOf(file), ...content });
  if (content.kind !== 'batches') return;
  const { endPosition, flaw } = await inspectBatches(disk, file, (inspected) =>
    show({ file, kind: 'batch', ...describeBatch(inspected, topic ?? topicOf(file)) }),
  );
  if (flaw !== undefined) await show({ file, kind: 'flaw', position: endPosition, because: flaw });
}

async function fileContent(disk: Disk, path: string): Promise<FileContent> {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (name !== quorumStateFile && name !== metaPropertiesFile) {
    return isInspected(name) ? inspectFile(disk, path) : { kind: 'another file' };
  }
  const text = new TextDecoder().decode(await readFile(disk, path));
  try {
    if (name === metaPropertiesFile) {
      parseMetaProperties(text, path);
      return { kind: 'meta properties', properties: Object.fromEntries(parseProperties(text)) };
    }
    parseQuorumState(text);
    return { kind: 'quorum state', state: JSON.parse(text) as unknown };
  } catch (error) {
    throw new InspectionError(`${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** `/data/__consumer_offsets-2/00000000000000000000.log` → `__consumer_offsets`; a snapshot is always of the metadata. */
function topicOf(file: string): string {
  if (file.endsWith('.checkpoint')) return metadataTopic;
  return /([^/]+)-\d+(\.[0-9a-f]+-delete)?\/[^/]+$/.exec(file)?.[1] ?? '';
}
