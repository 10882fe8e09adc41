import { DecodeError } from '../bytes/reader.ts';
import { DiskError } from '../world/world.ts';
import { LogError, LogFileError } from './errors.ts';

/** What the disk or a file refuses becomes an error of Kafka's protocol. */
export async function asLogErrors<Result>(folder: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DiskError) throw new LogError('KAFKA_STORAGE_ERROR', error.message);
    if (error instanceof LogFileError) throw new LogError('CORRUPT_MESSAGE', error.message);
    if (error instanceof DecodeError) throw new LogError('CORRUPT_MESSAGE', `${folder}: ${error.message}`);
    throw error;
  }
}

/** What an operator can do about a disk that failed. */
export function offlineBecause({ message }: DiskError): string {
  return `${message}; restart the broker when the disk is well again`;
}
