import { executeFixture } from './fixture-session.ts';
import type { FromWorker, ToWorker } from './messages.ts';
import { portionsOf } from './portions.ts';

/** The worker: sessions by name, and for each call that has more to send, what is left of it. */
const unsent = new Map<number, Generator<FromWorker, void, void>>();

addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  if (data.kind === 'more') sendNext(data.call);
  else answer(data).catch((error: unknown) => send({ kind: 'failed', call: data.call, message: String(error) }));
});

async function answer(message: Exclude<ToWorker, { kind: 'more' }>): Promise<void> {
  const { call } = message;
  switch (message.kind) {
    case 'open':
      return begin(call, executeFixture(''));
    case 'execute':
      return begin(call, executeFixture(message.line));
    case 'complete':
      return send({ kind: 'completed', call, completion: { from: 0, to: 0, candidates: [], forms: [] } });
    case 'replay':
      return send({ kind: 'replayed', call, hash: '' });
  }
}

function begin(call: number, executed: Parameters<typeof portionsOf>[1]): void {
  unsent.set(call, portionsOf(call, executed));
  sendNext(call);
}

function sendNext(call: number): void {
  const next = unsent.get(call)?.next();
  if (next === undefined || next.done) return;
  send(next.value);
  if (next.value.kind === 'outcome') unsent.delete(call);
}

function send(message: FromWorker): void {
  postMessage(message);
}
