import type { Told } from '../stage/told.ts';

/** A run as it will be told, written by hand until the session tells it. */
export function fixture({ lose, idempotent }: { lose: boolean; idempotent: boolean }): readonly Told[] {
  const events: Told[] = [];
  let message = 0;
  const tell = (atMs: number, node: string, event: object) =>
    events.push({ ...event, node, atUs: Math.round(atMs * 1000) } as Told);
  const send = (
    atMs: number,
    tookMs: number,
    from: string,
    to: string,
    kind: 'request' | 'response',
    api: string,
    summary: string,
    lost = false,
  ) => {
    const id = message++;
    tell(atMs, from, { name: 'message left', message: id, from, to, label: { kind, api, summary } });
    return () =>
      lost
        ? tell(atMs + tookMs, from, { name: 'message lost', message: id, because: 'as you asked' })
        : tell(atMs + tookMs, to, { name: 'message arrived', message: id });
  };
  const value = '42 EUR to Ada';
  tell(0, 'broker-1', { name: 'node started', kind: 'broker' });
  tell(1, 'broker-1', { name: 'broker started' });
  tell(2, 'teller', { name: 'node started', kind: 'producer' });
  tell(2, 'bank', { name: 'node started', kind: 'consumer' });
  tell(3, 'broker-1', { name: 'log opened', partition: 'payments-0', logStartOffset: 0, logEndOffset: 0 });
  tell(3.1, 'bank', { name: 'records polled', partition: 'payments-0', records: [], position: 0 });
  if (lose) tell(11, 'teller', { name: 'fault armed', fault: 'drop next produce response to teller' });
  tell(12, 'teller', { name: 'record accepted', topic: 'payments', value });
  tell(12.05, 'teller', { name: 'batch sent', partition: 'payments-0', records: 1, attempt: 1 });
  send(12.1, 0.5, 'teller', 'broker-1', 'request', 'Produce', value)();
  tell(12.7, 'broker-1', {
    name: 'appended',
    partition: 'payments-0',
    baseOffset: 0,
    lastOffset: 0,
    records: [{ offset: 0, key: 'ada', value }],
  });
  const answered = send(12.75, 0.5, 'broker-1', 'teller', 'response', 'Produce', 'stored at 0', lose);
  const fetched = send(12.76, 0.4, 'broker-1', 'bank', 'response', 'Fetch', 'offset 0');
  fetched();
  tell(13.17, 'bank', {
    name: 'records polled',
    partition: 'payments-0',
    records: [{ offset: 0, key: 'ada', value }],
    position: 1,
  });
  tell(13.18, 'bank', { name: 'processed', partition: 'payments-0', offset: 0, entry: value });
  answered();
  if (!lose) {
    tell(13.3, 'teller', { name: 'record acknowledged', partition: 'payments-0', offset: 0, value });
    return events;
  }
  tell(1012, 'teller', { name: 'batch will be retried', partition: 'payments-0', because: 'no answer' });
  tell(1112, 'teller', { name: 'batch sent', partition: 'payments-0', records: 1, attempt: 2 });
  send(1112.1, 0.5, 'teller', 'broker-1', 'request', 'Produce', value)();
  if (idempotent) tell(1112.7, 'broker-1', { name: 'duplicate recognised', partition: 'payments-0', baseOffset: 0 });
  else {
    tell(1112.7, 'broker-1', {
      name: 'appended',
      partition: 'payments-0',
      baseOffset: 1,
      lastOffset: 1,
      records: [{ offset: 1, key: 'ada', value }],
    });
  }
  const second = send(
    1112.75,
    0.5,
    'broker-1',
    'teller',
    'response',
    'Produce',
    idempotent ? 'stored at 0' : 'stored at 1',
  );
  if (!idempotent) {
    const third = send(1112.76, 0.4, 'broker-1', 'bank', 'response', 'Fetch', 'offset 1');
    third();
    tell(1113.17, 'bank', {
      name: 'records polled',
      partition: 'payments-0',
      records: [{ offset: 1, key: 'ada', value }],
      position: 2,
    });
    tell(1113.18, 'bank', { name: 'processed', partition: 'payments-0', offset: 1, entry: value });
  }
  second();
  tell(1113.3, 'teller', { name: 'record acknowledged', partition: 'payments-0', offset: idempotent ? 0 : 1, value });
  return events;
}
