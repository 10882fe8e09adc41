import { DiskError, type Random } from '../world/world.ts';
import { admit, type Admitted, type AlreadyWritten } from './admission.ts';
import { type AcceptedAppend, type AppendOptions, type AppendResult, type RefusedAppend, refusal } from './append.ts';
import type { Background } from './background.ts';
import type { StoredBatch } from './batch-walk.ts';
import type { Flusher } from './flusher.ts';
import { indexingOf, type LogState, tellOf } from './log-state.ts';
import { previewsOf } from './previews.ts';
import type { CompletedTransaction } from './producer-states.ts';
import { attempt } from './safe-file.ts';
import { Segment } from './segment.ts';

/**
 * Appends. Each append is one step that nothing can come between: judged, stamped with offset and epoch, written, indexed,
 * remembered. Where it is refused, the log is as it was.
 */
export class Appender {
  readonly #state: LogState;
  readonly #flusher: Flusher;
  readonly #background: Background;
  readonly #notice: (error: DiskError) => void;
  readonly #random: Random;
  /** What is taken off `segment.ms` for the active segment. */
  #jitterMs: number;

  /** @param notice is told of each refusal of the disk */
  constructor(state: LogState, flusher: Flusher, background: Background, notice: (error: DiskError) => void) {
    this.#state = state;
    this.#notice = notice;
    this.#flusher = flusher;
    this.#background = background;
    this.#random = state.surroundings.world.random.stream(`segment jitter of ${state.partition}`);
    this.#jitterMs = this.#drawJitter();
  }

  append(records: Uint8Array, options: AppendOptions): AppendResult {
    const nowMs = this.#state.surroundings.world.clock.wallMs();
    const admission = admit(this.#state, records, options, nowMs);
    if (admission.outcome === 'refused') return this.#refused(admission);
    if (admission.outcome === 'already written') return this.#duplicate(admission);
    try {
      this.#write(admission, nowMs);
    } catch (error) {
      if (!(error instanceof DiskError)) throw error;
      const result = this.#refused(refusal('KAFKA_STORAGE_ERROR', error.message));
      this.#notice(error);
      return result;
    }
    for (const batch of admission.batches) this.#remember(batch, admission.bytes);
    return this.#appended(admission, nowMs);
  }

  /** Begins a new segment; throws `DiskError` where the disk refuses. */
  roll(because: string, baseOffset: number): void {
    const { segments, snapshots, producers, surroundings, folder, partition, logEndOffset } = this.#state;
    const { disk, clock } = surroundings.world;
    const segment = Segment.create(disk, folder, baseOffset, clock.wallMs());
    // Nobody needs either now: an index is written with its next entry, and a snapshot only saves reading.
    attempt(() => segments.active.finish());
    attempt(() => snapshots.take(logEndOffset, producers));
    this.#flusher.rolled(segments.active);
    segments.add(segment);
    this.#jitterMs = this.#drawJitter();
    this.#background.later(0, () => this.#flusher.flush());
    tellOf(this.#state, { name: 'segment rolled', partition, baseOffset, because });
  }

  beginEpoch(epoch: number, startOffset: number): void {
    const { epochs } = this.#state;
    if (epoch <= epochs.latest) return;
    epochs.begin(epoch, startOffset);
    this.#background.later(0, () => this.#flusher.saveEpochs());
  }

  #write({ bytes, batches }: Admitted, nowMs: number): void {
    const { segments, surroundings, settings, logEndOffset } = this.#state;
    const { lastOffset } = batches[batches.length - 1]!;
    let maxTimestampMs = -1;
    for (const batch of batches) maxTimestampMs = Math.max(maxTimestampMs, batch.maxTimestampMs);

    const arriving = { sizeBytes: bytes.length, lastOffset, maxTimestampMs };
    const inputs = segments.active.rollInputs(arriving, settings, this.#jitterMs, nowMs);
    const because = surroundings.rules.rollReason(inputs);
    const baseOffset = Math.max(batches[0]!.baseOffset, logEndOffset);
    // Where not even an empty segment would take it, an empty one takes it all the same.
    const isPointless = inputs.sizeBytes === 0 && inputs.baseOffset === baseOffset;
    if (because !== undefined && !isPointless) this.roll(because, baseOffset);

    surroundings.openSegments.use(segments.active);
    segments.active.append(bytes, batches, nowMs, indexingOf(this.#state));
  }

  #remember(batch: StoredBatch, bytes: Uint8Array): void {
    const { producers, epochs, surroundings } = this.#state;
    this.#state.logEndOffset = batch.lastOffset + 1;
    if (batch.leaderEpoch > epochs.latest) this.beginEpoch(batch.leaderEpoch, batch.baseOffset);
    const completed = batch.producerId < 0 ? undefined : producers.update(batch);
    if (completed?.isAborted) this.#rememberAborted(completed);
    if (surroundings.world.tell !== undefined) this.#tellAppended(batch, bytes);
  }

  #rememberAborted(completed: CompletedTransaction): void {
    const { producers, segments } = this.#state;
    const { producerId, firstOffset, lastOffset } = completed;
    const lastStableOffset = producers.lastStableOffsetAfter(completed);
    const isWritten = attempt(() =>
      segments.active.transactions.add({ producerId, firstOffset, lastOffset, lastStableOffset }),
    );
    // A reader would take its records for committed ones. Recovery writes the transaction index anew.
    if (!isWritten) this.#state.failure = 'an aborted transaction could not be written down: restart the broker';
  }

  #appended({ batches }: Admitted, nowMs: number): AcceptedAppend {
    const { settings, logEndOffset } = this.#state;
    return this.#accepted({
      outcome: 'appended',
      baseOffset: batches[0]!.baseOffset,
      lastOffset: logEndOffset - 1,
      logAppendTimeMs: settings.messageTimestampType === 'LogAppendTime' ? nowMs : -1,
    });
  }

  #duplicate({ batch, original }: AlreadyWritten): AcceptedAppend {
    const { partition, settings } = this.#state;
    const { producerId, baseSequence } = batch;
    const { firstOffset, lastOffset, timestampMs } = original;
    tellOf(this.#state, { name: 'duplicate recognised', partition, producerId, baseSequence, baseOffset: firstOffset });
    return this.#accepted({
      outcome: 'duplicate',
      baseOffset: firstOffset,
      lastOffset,
      logAppendTimeMs: settings.messageTimestampType === 'LogAppendTime' ? timestampMs : -1,
    });
  }

  #accepted(append: Pick<AcceptedAppend, 'outcome' | 'baseOffset' | 'lastOffset' | 'logAppendTimeMs'>): AcceptedAppend {
    const { logStartOffset, logEndOffset, settings, surroundings } = this.#state;
    const unflushedRecords = logEndOffset - this.#flusher.flushedOffset;
    const flushDue = surroundings.rules.flushBeforeAcknowledge(unflushedRecords, settings.flushMessages);
    const { outcome, baseOffset, lastOffset, logAppendTimeMs } = append;
    return { outcome, baseOffset, lastOffset, logAppendTimeMs, logStartOffset, flushDue };
  }

  #refused(result: RefusedAppend): RefusedAppend {
    const { partition } = this.#state;
    tellOf(this.#state, { name: 'append refused', partition, error: result.error, because: result.because });
    return result;
  }

  #tellAppended(batch: StoredBatch, bytes: Uint8Array): void {
    const { partition } = this.#state;
    const { baseOffset, lastOffset, sizeBytes, leaderEpoch, producerId, producerEpoch, baseSequence } = batch;
    const records = batch.isControl ? [] : previewsOf(bytes.subarray(batch.position, batch.position + sizeBytes));
    const facts = { baseOffset, lastOffset, sizeBytes, leaderEpoch, producerId, producerEpoch, baseSequence };
    tellOf(this.#state, { name: 'appended', partition, ...facts, records });
  }

  #drawJitter(): number {
    const { segmentJitterMs, segmentMs } = this.#state.settings;
    const most = Math.min(segmentJitterMs, segmentMs, 0xffff_ffff);
    return most > 0 ? this.#random.below(most) : 0;
  }
}
