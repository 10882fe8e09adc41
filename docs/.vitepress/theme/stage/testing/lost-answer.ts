import type { MessageLabel, Told } from '../told.ts';

/** The fields of an event that are drawn; the others need no values here. */
interface Fields {
  readonly name: Told['name'];
  readonly [field: string]: unknown;
}

/** Writes down what happens, in order, as the implementation would tell it. */
export class Teller {
  readonly events: Told[] = [];
  #messages = 0;

  tell(atMs: number, node: string, event: Fields): void {
    this.events.push({ ...event, node, atUs: Math.round(atMs * 1000) } as unknown as Told);
  }

  /** A message leaves; what is returned is called when it arrives, or gets lost. */
  send(atMs: number, [from, to]: readonly [string, string], label: MessageLabel): (end: 'arrives' | 'is lost') => void {
    const message = this.#messages++;
    this.tell(atMs, from, { name: 'message left', message, from, to, label });
    return (end) => {
      if (end === 'arrives') this.tell(atMs + 0.5, to, { name: 'message arrived', message });
      else this.tell(atMs + 0.5, from, { name: 'message lost', message, because: 'drop next produce response' });
    };
  }
}

export const payment = '42 EUR to Ada';

/** A run in which the answer to a produce request gets lost, and the producer sends again. */
export function lostAnswer({ idempotent }: { idempotent: boolean }): readonly Told[] {
  const story = new Teller();
  const partition = 'payments-0';
  const request: MessageLabel = { kind: 'request', api: 'Produce', summary: partition };
  const response: MessageLabel = { kind: 'response', api: 'Produce', summary: '' };
  const append = (atMs: number, offset: number) =>
    story.tell(atMs, 'broker-1', {
      name: 'appended',
      partition,
      baseOffset: offset,
      lastOffset: offset,
      records: [{ offset, key: 'ada', value: payment }],
    });
  const pay = (atMs: number, offset: number) => {
    const records = [{ offset, key: 'ada', value: payment }];
    story.tell(atMs, 'bank', { name: 'records polled', partition, records, position: offset + 1 });
    story.tell(atMs, 'bank', { name: 'processed', partition, offset, entry: payment });
  };

  story.tell(0, 'broker-1', { name: 'node started', kind: 'broker' });
  story.tell(1, 'teller', { name: 'node started', kind: 'producer' });
  story.tell(1, 'bank', { name: 'node started', kind: 'consumer' });
  story.tell(2, 'broker-1', { name: 'log opened', partition, logStartOffset: 0, logEndOffset: 0 });
  story.tell(11, 'teller', { name: 'fault armed', fault: 'drop next produce response to teller' });
  story.tell(12, 'teller', { name: 'record accepted', topic: 'payments', partition: 0, value: payment });
  story.tell(12, 'teller', { name: 'batch sent', partition, records: 1, attempt: 1 });
  story.send(12, ['teller', 'broker-1'], request)('arrives');
  append(12.5, 0);
  const answered = story.send(13, ['broker-1', 'teller'], response);
  pay(13.2, 0);
  answered('is lost');
  story.tell(1012, 'teller', { name: 'batch will be retried', partition, because: 'no answer' });
  story.tell(1112, 'teller', { name: 'batch sent', partition, records: 1, attempt: 2 });
  story.send(1112, ['teller', 'broker-1'], request)('arrives');
  if (idempotent) story.tell(1112.5, 'broker-1', { name: 'duplicate recognised', partition, baseOffset: 0 });
  else append(1112.5, 1);
  const answeredAgain = story.send(1113, ['broker-1', 'teller'], response);
  if (!idempotent) pay(1113.2, 1);
  answeredAgain('arrives');
  const offset = idempotent ? 0 : 1;
  story.tell(1113.6, 'teller', { name: 'record acknowledged', partition, offset, value: payment });
  return story.events;
}
