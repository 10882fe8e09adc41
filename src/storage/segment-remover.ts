import type { Appender } from './appender.ts';
import type { Background } from './background.ts';
import { deletedSuffix } from './file-names.ts';
import type { Flusher } from './flusher.ts';
import { indexContextOf, type LogState, tellOf } from './log-state.ts';
import type { Deletable, RetainedSegment, RetentionInputs } from './rules/retention.ts';
import { attempt } from './safe-file.ts';
import type { Segment } from './segment.ts';

/** How many more segments are asked for their age when all that were asked may go. */
const agesAtOnce = 16;
const notOld = Infinity;

/** Takes records away from a log's start: by request, and when retention no longer holds them. */
export class SegmentRemover {
  readonly #state: LogState;
  readonly #appender: Appender;
  readonly #flusher: Flusher;
  readonly #background: Background;
  #removalsUnderWay = 0;

  constructor(state: LogState, appender: Appender, flusher: Flusher, background: Background) {
    this.#state = state;
    this.#appender = appender;
    this.#flusher = flusher;
    this.#background = background;
  }

  /** Segments that were taken out could still come back with a loss of power. */
  get isRemoving(): boolean {
    return this.#removalsUnderWay > 0;
  }

  /** Up to the high watermark. */
  async deleteRecordsTo(offset: number): Promise<void> {
    await this.#startAt(offset);
    const { segments, surroundings } = this.#state;
    const byRequest = { ...this.#retention(), retentionMs: Infinity, retentionBytes: Infinity };
    const retained = segments.all().map((segment) => this.#retained(segment, notOld));
    await this.#remove(surroundings.rules.deletableSegments(retained, byRequest));
  }

  /** Returns how many segments went. */
  async deleteOldSegments(): Promise<number> {
    const { segments, settings, surroundings } = this.#state;
    const needsAges = settings.deletesOldSegments && settings.retentionMs < Infinity;
    for (let asked = agesAtOnce; ; asked += agesAtOnce) {
      const segmentsAsked = needsAges ? segments.all().slice(0, asked) : [];
      for (const segment of segmentsAsked) {
        surroundings.openSegments.use(segment);
        await segment.largestTimestamp(indexContextOf(this.#state, segment));
      }
      // From here on nothing may come between: a record that is appended now must not go with the segment.
      const deletable = this.#deletable(segmentsAsked);
      if (deletable.length < asked || asked >= segments.count) return this.#deleteNow(deletable);
    }
  }

  async #deleteNow(deletable: readonly Deletable[]): Promise<number> {
    const last = deletable[deletable.length - 1];
    if (last === undefined) return 0;
    const { segments, logEndOffset } = this.#state;
    const lastSegment = segments.holding(last.baseOffset);
    if (lastSegment === segments.active) this.#appender.roll(last.because, logEndOffset);
    await this.#startAt(segments.endOffsetOf(lastSegment, logEndOffset));
    await this.#remove(deletable);
    return deletable.length;
  }

  /** Takes a segment out of the log; its files keep their content for those who are reading them. */
  takeOut(segment: Segment, because: string): void {
    const { segments, snapshots, surroundings, settings, partition } = this.#state;
    segments.remove(segment);
    this.#flusher.forget(segment);
    surroundings.openSegments.forget(segment);
    segment.changeSuffix('', deletedSuffix);
    const snapshot = snapshots.markDeleted(segment.baseOffset);
    this.#flusher.namesChanged();
    this.#background.later(settings.fileDeleteDelayMs, () => {
      segment.removeFiles();
      if (snapshot !== undefined) attempt(() => surroundings.world.disk.remove(snapshot));
    });
    tellOf(this.#state, { name: 'segment deleted', partition, baseOffset: segment.baseOffset, because });
  }

  /** The new start is safe before anything is taken away: whatever happens then, what was deleted does not come back. */
  async #startAt(offset: number): Promise<void> {
    const { partition, epochs, surroundings } = this.#state;
    if (offset <= this.#state.logStartOffset) return;
    this.#state.logStartOffset = offset;
    epochs.startAt(offset);
    tellOf(this.#state, { name: 'records deleted', partition, logStartOffset: offset });
    await surroundings.saveLogStartOffsets();
    await this.#flusher.saveEpochs();
  }

  async #remove(deletable: readonly Deletable[]): Promise<void> {
    if (deletable.length === 0) return;
    const { segments, surroundings, folder } = this.#state;
    // Where the disk refuses it stays so: the start offset is then kept in the checkpoint, and the files mean nothing.
    this.#removalsUnderWay++;
    for (const { baseOffset, because } of deletable) {
      const { first } = segments;
      const { logStartOffset, logEndOffset } = this.#state;
      // Another removal may have been quicker, or a compaction has joined it with segments that stay.
      const isWhole = segments.endOffsetOf(first, logEndOffset) <= logStartOffset;
      if (first.baseOffset === baseOffset && isWhole) this.takeOut(first, because);
    }
    await surroundings.world.disk.flushFolder(folder);
    this.#removalsUnderWay--;
  }

  #deletable(withKnownAge: readonly Segment[]): readonly Deletable[] {
    const { segments, surroundings } = this.#state;
    const retained = segments.all().map((segment) => {
      const isKnown = withKnownAge.includes(segment);
      return this.#retained(segment, isKnown ? segment.knownLargestTimestampMs : notOld);
    });
    return surroundings.rules.deletableSegments(retained, this.#retention());
  }

  #retained(segment: Segment, largestTimestampMs: number): RetainedSegment {
    const { baseOffset, sizeBytes, lastWrittenMs } = segment;
    const endOffset = this.#state.segments.endOffsetOf(segment, this.#state.logEndOffset);
    return { baseOffset, endOffset, sizeBytes, largestTimestampMs, lastWrittenMs };
  }

  #retention(): RetentionInputs {
    const { settings, surroundings, logStartOffset, highWatermark } = this.#state;
    const { deletesOldSegments, retentionMs, retentionBytes } = settings;
    return {
      nowMs: surroundings.world.clock.wallMs(),
      retentionMs: deletesOldSegments ? retentionMs : Infinity,
      retentionBytes: deletesOldSegments ? retentionBytes : Infinity,
      logStartOffset,
      highWatermark,
    };
  }
}
