import type { NamedBytes } from './bytes-view.ts';
import type { Companion, Comparison, Counterpart } from './inspect-compare.ts';
import type { WhyAnswer } from './why-answer.ts';

/** What was looked at, by its name in the run. */
export type Subject =
  /** `payments-0@1`, on one broker: replicas may differ. */
  | { readonly is: 'record'; readonly record: string; readonly broker: string }
  /** By the number that the network gave it. */
  | { readonly is: 'message'; readonly message: number }
  | { readonly is: 'node'; readonly node: string }
  /** `payments-0/00000000000000000000.index`, on one broker. */
  | { readonly is: 'file'; readonly file: string; readonly broker: string }
  /** Such a file, and another one beside it. */
  | { readonly is: 'comparison'; readonly file: string; readonly broker: string; readonly with: Counterpart }
  /** By its index in the whole run; where only some of the run's events are known, by what was told when and where. */
  | { readonly is: 'event'; readonly event: number; readonly like?: EventLike };

export interface EventLike {
  readonly name: string;
  readonly node: string;
  readonly atUs: number;
}

/** Everything that can be said of a thing at an instant: plain data of bounded size, so that it can cross to a page. */
export interface Sheet {
  readonly title: string;
  /** One sentence or two: what it is, and how it stands. */
  readonly says: string;
  readonly sections: readonly Section[];
  readonly bytes: BytesSeen | undefined;
  /** Undefined where there is nothing to ask about. */
  readonly why: WhyAnswer | undefined;
  /** What could have become of it instead. */
  readonly futures: readonly Future[];
  /** Of a file: with what it may be compared. */
  readonly companions?: readonly Companion[];
  readonly comparison?: Comparison;
}

export interface Section {
  readonly title: string;
  readonly facts: readonly Fact[];
}

export interface Fact {
  readonly name: string;
  readonly value: string;
  /** A remark beside the value. */
  readonly note?: string;
  /** What the value names, where it can be looked at too. */
  readonly opens?: Subject;
}

/** Bytes that lie one behind the other, each within one named piece. */
export interface BytesSeen {
  /** Where the first of them lies: a file and a position, or nothing where they were sent. */
  readonly where: string | undefined;
  readonly sizeBytes: number;
  readonly pieces: readonly Piece[];
}

export interface Piece {
  readonly position: number;
  readonly sizeBytes: number;
  /** The first of its bytes. */
  readonly bytes: readonly number[];
  /** What it is a part of. */
  readonly within: string;
  readonly name: string;
  readonly value: string;
}

/** Another future, made by ordinary commands, one after the other: a message's other fate, or a fault of a disk. */
export interface Future {
  readonly does: 'drop' | 'delay' | 'repeat' | 'flip' | 'fail' | 'tear';
  readonly label: string;
  readonly commands: readonly string[];
}

/** A thing of which nothing more can be said than this. */
export function bareSheet(title: string, says: string): Sheet {
  return { title, says, sections: [], bytes: undefined, why: undefined, futures: [] };
}

/** So many bytes of one piece, and so many in all, cross to the page. */
const mostOfPiece = 256;
const mostBytes = 4096;

export function bytesSeen(named: readonly NamedBytes[], where?: string): BytesSeen {
  const pieces: Piece[] = [];
  let shownBytes = 0;
  for (const { position, bytes, within, name, value } of named) {
    const shown = bytes.subarray(0, Math.min(mostOfPiece, Math.max(0, mostBytes - shownBytes)));
    shownBytes += shown.length;
    pieces.push({ position, sizeBytes: bytes.length, bytes: [...shown], within, name, value });
    if (shownBytes >= mostBytes) break;
  }
  const last = named.at(-1);
  return { where, sizeBytes: last === undefined ? 0 : last.position + last.bytes.length, pieces };
}
