import { loadCodecs } from '../../../../src/bytes/compression/codecs.ts';
import type { Outcome } from '../../../../src/terminal/outcome.ts';
import type { FromWorker, ToWorker } from './messages.ts';
import { portionsOf } from './portions.ts';
import { Sessions } from './sessions.ts';
import { createShelf } from './shelf.ts';

/** The worker: the sessions of the page, and for each call that has more to send, what is left of it. */
const shelf = createShelf();
const sessions = new Sessions(shelf);
const unsent = new Map<number, Generator<FromWorker, void, void>>();

/** Calls are answered one after the other: a session does one thing at a time. */
let before: Promise<void> = Promise.resolve();

addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  if (data.kind === 'more') sendNext(data.call);
  else before = before.then(() => answer(data));
});

async function answer(message: Exclude<ToWorker, { kind: 'more' }>): Promise<void> {
  const { call } = message;
  try {
    await respond(message);
  } catch (error) {
    send({ kind: 'failed', call, message: error instanceof Error ? error.message : String(error) });
  }
}

async function respond(message: Exclude<ToWorker, { kind: 'more' }>): Promise<void> {
  const { call } = message;
  switch (message.kind) {
    case 'open': {
      const { outcome, lookAtUs } = await sessions.open(message.session, message.beginning);
      return begin(call, outcome, lookAtUs);
    }
    case 'execute':
      await shelf.fill();
      return begin(call, await sessions.named(message.session).execute(message.line));
    case 'complete': {
      await shelf.fill();
      const completion = sessions.named(message.session).complete(message.line, message.cursor);
      return send({ kind: 'completed', call, completion });
    }
    case 'replay': {
      const [{ runPlan }, { readPlan }] = await Promise.all([
        import('../../../../src/terminal/experiment.ts'),
        import('../../../../src/terminal/plan.ts'),
      ]);
      const { hash } = await runPlan(await readPlan(message.plan));
      return send({ kind: 'replayed', call, hash });
    }
    case 'check': {
      const [{ check }] = await Promise.all([import('./checking.ts'), loadCodecs()]);
      const verdict = await check(message.exercise, message.answer);
      return send({ kind: 'checked', call, verdict });
    }
    case 'inspect': {
      const inspector = await sessions.inspectorOf(message.session);
      const sheet = await inspector.inspect(message.inspection);
      return send({ kind: 'inspected', call, sheet });
    }
    case 'files': {
      const inspector = await sessions.inspectorOf(message.session);
      const files = await inspector.files(message.when);
      return send({ kind: 'files seen', call, files });
    }
  }
}

function begin(call: number, outcome: Outcome, lookAtUs?: number): void {
  unsent.set(call, portionsOf(call, outcome, lookAtUs));
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
