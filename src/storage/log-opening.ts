import type { Disk } from '../world/world.ts';
import { CheckpointError, parseEpochs } from './checkpoints.ts';
import { leaderEpochFile, parseSegmentFile, partitionName, segmentFile, type TopicPartition } from './file-names.ts';
import { LeaderEpochs } from './leader-epochs.ts';
import { Log } from './log.ts';
import { indexContextOf, type LogState, type LogSurroundings, tellOf } from './log-state.ts';
import { producersAt } from './producer-rebuild.ts';
import { ProducerSnapshots } from './producer-snapshots.ts';
import { ProducerStates } from './producer-states.ts';
import { recoverSegments, type Recovery } from './recovery.ts';
import { readFile } from './safe-file.ts';
import { Segment } from './segment.ts';
import { SegmentList } from './segment-list.ts';
import { endUnfinishedSwap } from './swap-ending.ts';
import type { LogSettings } from './settings.ts';

/** What is known of a log beside its own folder; the defaults are those of one of which nothing is known. */
export interface LogToOpen extends TopicPartition {
  readonly folder: string;
  readonly settings: LogSettings;
  /** Whether everything was flushed when it was last used. */
  readonly wasCleanStop?: boolean;
  /** Below it all was flushed. */
  readonly recoveryPoint?: number;
  readonly logStartOffset?: number;
  readonly highWatermark?: number;
  /** Up to where the cleaner has compacted it. */
  readonly cleanedOffset?: number | undefined;
}

export interface OpenedLog {
  readonly log: Log;
  /** What had to be checked; undefined after a clean stop. */
  readonly recovery: Recovery | undefined;
}

/** A log that was checked when it was opened, and what came of it. */
export interface RecoveredLog {
  readonly log: Log;
  readonly recovery: Recovery;
}

/**
 * Opens the log in a folder, which must be there; an empty folder becomes an empty log. After a clean stop only the last
 * segment's indexes and its last batches are read; else what may not have been flushed is checked batch by batch.
 *
 * @throws LogFileError where a file cannot be what it must be, and `DiskError`
 */
export async function openLog(surroundings: LogSurroundings, asked: LogToOpen): Promise<OpenedLog> {
  await endUnfinishedSwap(surroundings, asked.folder);
  const state = loadState(surroundings, asked);
  try {
    return await bringUp(state, asked);
  } catch (error) {
    for (const segment of state.segments.all()) segment.closeFiles();
    throw error;
  }
}

async function bringUp(state: LogState, asked: LogToOpen): Promise<OpenedLog> {
  const hasEpochs = await loadEpochs(state);
  const { surroundings, segments, epochs, snapshots, partition } = state;
  const { wasCleanStop = false, recoveryPoint = 0 } = asked;
  let recovery = await recoverSegments(state, recoveryPoint, wasCleanStop);
  if (!(await readActive(state))) {
    // Its last batch leads beyond the file: what of it is whole is found as after a crash.
    recovery = await recoverSegments(state, segments.active.baseOffset, false);
    await readActive(state);
  }
  if (state.logEndOffset < state.logStartOffset) beginBehind(state);
  const isNew = segments.active.sizeBytes === 0 && segments.count === 1;
  if (isNew) await surroundings.world.disk.flushFolder(state.folder);
  const { logStartOffset, logEndOffset } = state;
  if (!hasEpochs) await rebuildEpochs(state);
  epochs.truncateTo(logEndOffset);
  epochs.startAt(logStartOffset);
  if (recovery === undefined) state.producers = await producersAt(state, logEndOffset);
  for (const segment of segments.all()) segment.closeFiles();
  snapshots.removeStrays(segments.all().map(({ baseOffset }) => baseOffset));
  state.highWatermark = Math.min(Math.max(asked.highWatermark ?? 0, logStartOffset), logEndOffset);
  state.producers.decideUpTo(state.highWatermark);

  if (recovery !== undefined) tellOf(state, { name: 'recovered', partition, ...recovery, logEndOffset });
  tellOf(state, { name: 'log opened', partition, logStartOffset, logEndOffset });
  const flushed = { offset: Math.min(recoveryPoint, logEndOffset), areNamesSafe: recovery === undefined };
  return { log: new Log(state, flushed), recovery };
}

/** What follows the last index entry. False where the file does not end with a whole batch. */
async function readActive(state: LogState): Promise<boolean> {
  const { active } = state.segments;
  await active.indexes({ ...indexContextOf(state, active), endOffset: Infinity });
  const { endOffset, endPosition } = await active.readTail();
  state.logEndOffset = endOffset;
  return endPosition === active.sizeBytes;
}

/** What lies in the folder, before anything of it is believed. */
function loadState(surroundings: LogSurroundings, asked: LogToOpen): LogState {
  const { world, rules } = surroundings;
  const { folder, settings } = asked;
  const names = world.disk.list(folder);
  removeLeftovers(world.disk, folder, names);
  const segments = findSegments(surroundings, asked, names);
  return {
    surroundings,
    partition: partitionName(asked),
    folder,
    settings,
    segments,
    snapshots: new ProducerSnapshots(world.disk, folder, names),
    epochs: new LeaderEpochs(),
    producers: new ProducerStates(rules.rememberBatch),
    logStartOffset: Math.max(asked.logStartOffset ?? 0, segments.first.baseOffset),
    logEndOffset: segments.active.baseOffset,
    cleanedOffset: asked.cleanedOffset,
    truncations: 0,
    highWatermark: 0,
    failure: undefined,
    isOffline: false,
  };
}

function findSegments(
  { world }: LogSurroundings,
  { folder, logStartOffset = 0 }: LogToOpen,
  names: readonly string[],
): SegmentList {
  const nowMs = world.clock.wallMs();
  const baseOffsets = names
    .map(parseSegmentFile)
    .flatMap((file) => (file?.kind === 'log' ? [file.offset] : []))
    .sort((one, other) => one - other);
  const found = baseOffsets.map((baseOffset) => Segment.found(world.disk, folder, baseOffset, nowMs));
  return new SegmentList(found.length > 0 ? found : [Segment.create(world.disk, folder, logStartOffset, nowMs)]);
}

/** Files that mean nothing without another, or nothing any more. */
function removeLeftovers(disk: Disk, folder: string, names: readonly string[]): void {
  for (const name of names) {
    const file = parseSegmentFile(name);
    const hasNoLog = file !== undefined && file.kind !== 'snapshot' && !names.includes(segmentFile(file.offset, 'log'));
    if (hasNoLog || leftover.test(name)) disk.remove(`${folder}/${name}`);
  }
}

const leftover = /\.(deleted|tmp)$/;

/** False where the file is missing or torn. */
async function loadEpochs(state: LogState): Promise<boolean> {
  const path = `${state.folder}/${leaderEpochFile}`;
  const bytes = await readFile(state.surroundings.world.disk, path);
  if (bytes === undefined) return false;
  try {
    for (const { epoch, startOffset } of parseEpochs(bytes)) state.epochs.begin(epoch, startOffset);
    state.epochs.beginSaving()();
    return true;
  } catch (error) {
    if (!(error instanceof CheckpointError)) throw error;
    tellOf(state, { name: 'file mended', path, because: error.message });
    return false;
  }
}

/** The batches say the same as the file. */
async function rebuildEpochs({ segments, epochs }: LogState): Promise<void> {
  for (const segment of segments.all()) {
    await segment.walk(0, (batch) => epochs.begin(batch.leaderEpoch, batch.baseOffset));
  }
}

/** The log start offset is known, and the records up to it are lost: the log goes on from there, empty. */
function beginBehind(state: LogState): void {
  const { segments, surroundings, folder, logStartOffset } = state;
  const { disk, clock } = surroundings.world;
  const lost = segments.all();
  segments.add(Segment.create(disk, folder, logStartOffset, clock.wallMs()));
  for (const segment of lost) {
    segments.remove(segment);
    segment.removeFiles();
  }
  state.logEndOffset = logStartOffset;
}
