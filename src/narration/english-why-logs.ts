import { amount } from './english-words.ts';

/** Why a log did what it did. */
export const logReasons = {
  openedNew: (node: string, partition: string) =>
    `${node} was given ${partition} to keep, so it made an empty log for it.`,
  openedAgain: (node: string, partition: string) =>
    `${node} starts, and ${partition} is on its disk: it opens what it finds.`,
  recovered: (node: string, partition: string, recoveryPoint: string) =>
    `${node} was not stopped in good order, so what of ${partition} may not have been on the disk is checked: all from offset ${recoveryPoint} on (recovery point).`,
  firstStart: (node: string, partition: string) =>
    `${node} finds no mark of a clean stop, as on every new disk, so it checks ${partition}; there is nothing yet to find.`,

  ownRecords: (node: string, partition: string, offset: number) =>
    `${node} wrote a record of its own, a change of the cluster's metadata, and ${partition} ended at offset ${offset}: no producer sent it, so nobody judges it.`,
  unnumbered: (node: string, offset: number) =>
    `The batch is whole and well formed, and carries no sequence (no idempotence): ${node} cannot tell a repetition from a new record, so it takes it. The log ended at ${offset}, so that is its offset (log end offset).`,
  firstOfProducer: (node: string, producerId: number, offset: number) =>
    `${node} knew nothing of producer ${producerId} in this partition, so its batch is new. The log ended at ${offset}, so that is its offset (log end offset).`,
  nextOfProducer: (node: string, producerId: number, sequence: number, offset: number) =>
    `${node} expected sequence ${sequence} of producer ${producerId} next, and ${sequence} came: the batch is new. The log ended at ${offset}, so that is its offset (log end offset).`,
  byOldRule: (node: string, offset: number) =>
    `Another rule stands in the place of Kafka's, and takes the batch for new; ${node} appends it at the log's end, offset ${offset}.`,
  duplicate: (node: string, producerId: number, sequence: number, offset: number) =>
    `${node} remembers the last five batches of producer ${producerId}, and one with sequence ${sequence} is among them, at offset ${offset}: this is a repetition.`,
  sequenceRefused: (node: string, because: string) => `${node} does not take the batch by its sequence: ${because}.`,
  batchRefused: (node: string, because: string) =>
    `${node} does not take the batch, because it is not as it must be: ${because}.`,
  diskRefused: (node: string, because: string) => `No rule refused it: the disk of ${node} did. ${because}.`,
  otherRefused: (node: string, because: string) => `${node} cannot keep the batch as the topic wants it: ${because}.`,

  rolledBySize: (sizeBytes: string, arrivingBytes: string, segmentBytes: string) =>
    `The segment held ${sizeBytes}, ${arrivingBytes} came, and together that is more than segment.bytes allows, ${segmentBytes}.`,
  rolledByAge: (ageMs: string, segmentMs: string) =>
    `The first batch of the segment is ${ageMs} older than the one that came, by the records' own timestamps, and segment.ms allows ${segmentMs}.`,
  rolledByIndex: 'The index files of the segment have no room for another entry (segment.index.bytes).',
  rolledByDistance: 'The batch is too far from the first offset of the segment: an index counts in four bytes.',
  rolledForRetention:
    'All records of the last file had to go, and a log is never without a file, so a new one was begun first.',

  flushedMetadata: (node: string) =>
    `A change of the cluster's metadata counts only when it is safe on the disk, so ${node} flushes after each.`,
  flushedForAcknowledgement: (unflushed: number, flushMessages: string) =>
    `${amount(unflushed, 'record')} ${unflushed === 1 ? 'was' : 'were'} not on the disk, and flush.messages=${flushMessages}: with so many, the acknowledgement waits for a flush.`,
  flushedForRoll: 'A new segment was begun: the one before takes no more, so it is brought to the disk.',
  flushedInTime: (flushMs: string) => `flush.ms=${flushMs} says how long a record may be in the page cache alone.`,
  flushedForStop: (node: string) => `${node} stops in good order, and leaves nothing in the page cache.`,
  flushedForDelete: (partition: string) =>
    `The beginning of ${partition} moved, and that must be safe before files go.`,

  torn: (node: string, validBytes: string, fileBytes: string, offset: number) =>
    `Of ${fileBytes} that were read, only the first ${validBytes} are whole batches: what follows was torn or damaged, as its length or its checksum says. ${node} keeps what is whole, and the log ends at ${offset}.`,
  hole: (endOffset: number, baseOffset: number) =>
    `One file ends at ${endOffset} and the next begins at ${baseOffset}: records between them are missing, so what lies behind was never promised.`,
  truncatedOtherwise: (offset: number) => `What lies from offset ${offset} on is not what the partition's leader has.`,

  deletedByRequest: (offset: number) =>
    `Somebody asked for it (DeleteRecords): all before offset ${offset} shall be gone.`,
  deletedByAge: (retentionMs: string) =>
    `The newest record in it is older than retention.ms, ${retentionMs}, and the broker had come to look (log.retention.check.interval.ms).`,
  deletedBySize: (retentionBytes: string) =>
    `Without it the log still has retention.bytes, ${retentionBytes}, and the broker had come to look (log.retention.check.interval.ms).`,
  deletedBelowStart: (offset: number) =>
    `All its records lie before the log start offset, ${offset}: nobody can read them any more.`,
  advanced: (node: string, partition: string) =>
    `${node} was not stopped in good order, and much of ${partition} may not have been on the disk: it is read batch by batch.`,
  offline: (node: string, because: string) =>
    `What is there cannot be put right from what else is known: ${because}. ${node} leaves the files as they are, and serves the others.`,
  folderFailed: (node: string, because: string) =>
    `${because}. After that nobody knows what is on the disk of ${node}, and one that succeeds later would not say so either: so the folder is offline until it starts again.`,
  mended: (node: string, because: string) =>
    `${node} found that the file says what cannot be true: ${because}. What it says can be worked out from the log, so it was written anew.`,
  removed: (partition: string) => `Its topic was deleted, so the log of ${partition} has nothing to be for.`,
};
