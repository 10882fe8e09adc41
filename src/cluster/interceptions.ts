import { Reader } from '../bytes/reader.ts';
import { concatenate } from '../bytes/writer.ts';
import { codeOf } from '../wire/errors.ts';
import { encodeFrame } from '../wire/framing.ts';
import { readRequestHeader, writeResponseHeader } from '../wire/headers.ts';
import type { Message, Verdict } from '../world/simulated/messages.ts';
import type { MessageFault } from './faults.ts';
import { refusal } from './refusals.ts';
import { frameIn, type MessageLabel } from './message-labels.ts';

/** A fault that waits for messages, and for how many more. */
export interface ArmedFault {
  readonly fault: MessageFault;
  readonly left: number;
}

/** So many faults may wait at once. */
const mostArmed = 1000;

/** The faults that wait for their messages: each strikes the next ones that it was meant for, the oldest fault first. */
export class Interceptions {
  readonly #struck: (fault: MessageFault, message: Message) => void;
  #armed: ArmedFault[] = [];

  constructor(struck: (fault: MessageFault, message: Message) => void) {
    this.#struck = struck;
  }

  get armed(): readonly ArmedFault[] {
    return this.#armed;
  }

  arm(fault: MessageFault): void {
    if (this.#armed.length >= mostArmed) throw new RangeError(`${mostArmed} faults wait for messages already`);
    this.#armed.push({ fault, left: fault.count ?? 1 });
  }

  disarmAll(): void {
    this.#armed = [];
  }

  intercept(message: Message): Verdict {
    const label = message.label as MessageLabel | undefined;
    const found = this.#armed.findIndex(({ fault }) => isMeant(fault, message, label));
    if (found < 0) return 'deliver';
    const { fault, left } = this.#armed[found]!;
    if (left === 1) this.#armed.splice(found, 1);
    else this.#armed[found] = { fault, left: left - 1 };
    this.#struck(fault, message);
    return verdictOf(fault, message);
  }
}

function isMeant(fault: MessageFault, { from, to }: Message, label: MessageLabel | undefined): boolean {
  if (fault.from !== undefined && fault.from !== from) return false;
  if (fault.to !== undefined && fault.to !== to) return false;
  if (fault.do === 'fail' && label?.kind !== 'request') return false;
  if (fault.direction !== undefined && fault.direction !== label?.kind) return false;
  return fault.api === undefined || (label !== undefined && plain(fault.api) === plain(label.api));
}

/** `end-txn` and `EndTxn` are one. */
function plain(api: string): string {
  return api.replaceAll('-', '').toLowerCase();
}

function verdictOf(fault: MessageFault, message: Message): Verdict {
  switch (fault.do) {
    case 'break':
      return 'abort';
    case 'delay':
      return { delayUs: fault.byMs * 1000 };
    case 'fail':
      return refuse(message, codeOf(fault.error));
    default:
      return fault.do;
  }
}

/** As a broker would that does not do it. Where no answer is expected (acks 0) it closes the connection, as Kafka does. */
function refuse(message: Message, errorCode: number): Verdict {
  const frame = new Reader(frameIn(message.bytes)!);
  const read = readRequestHeader(frame);
  if (read.outcome !== 'known') return 'abort';
  const { api, version, header } = read;
  const request = api.request.read(frame, version) as { readonly acks?: number };
  if (api.name === 'Produce' && request.acks === 0) return 'abort';
  const parts = encodeFrame((writer) => {
    writeResponseHeader(writer, api, version, header.correlationId);
    api.response.write(writer, version, refusal(api, request, version, errorCode));
  });
  return { answer: concatenate(parts) };
}
