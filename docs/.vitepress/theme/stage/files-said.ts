import { fileKinds, type FileKind, type FilesLayout, placeOf, type SegmentPlace } from './files-layout.ts';
import type { Words } from '../words/english.ts';
import type { Thing } from './things.ts';

/** Every file as a thing that can be opened, with a name that says how it stands. */
export function thingsInFiles({ rows }: FilesLayout, { stage }: Words): readonly Thing[] {
  return rows.flatMap(({ log: { partition, broker }, segments }) =>
    segments.flatMap((place) =>
      fileKinds.map((kind) => {
        const file = stage.fileName(place.segment.baseOffset, kind);
        return {
          key: `file ${broker} ${partition}/${file}`,
          subject: { is: 'file', file: `${partition}/${file}`, broker },
          name: stage.file(file, partition, broker, sayFile(place, kind, stage)),
          place: placeOf(place, kind),
        } satisfies Thing;
      }),
    ),
  );
}

/** How a file stands, in a line. */
export function sayFile(place: SegmentPlace, kind: FileKind, stage: Words['stage']): string {
  if (kind !== 'log') return stage.entries(place[kind].count);
  const { segment, unflushedBytes } = place;
  return stage.bytes(segment.sizeBytes, unflushedBytes);
}

/** All that the view shows, as sentences. */
export function describeFiles({ rows }: FilesLayout, { stage }: Words): readonly string[] {
  return rows.flatMap(({ log, segments }) => [
    stage.files(log.partition, log.broker, log.segments.length, log.startOffset, log.endOffset),
    ...segments.map((place) => {
      const { segment, isActive } = place;
      const files = fileKinds.map((kind) => `.${kind} ${sayFile(place, kind, stage)}`.trim());
      return stage.segmentFiles(segment.baseOffset, isActive, segment.pieces.length, files);
    }),
  ]);
}
