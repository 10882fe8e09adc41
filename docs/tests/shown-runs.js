import './mirror.js';

const { Hash } = await import('../../src/world/simulated/hash.ts');

/**
 * A script that a page runs before its own: it notes what page and worker say to each other, so that a test can see the very
 * events of which the page makes its picture.
 */
export function listenToWorker() {
  globalThis.calls = new Map();
  globalThis.Worker = class extends Worker {
    constructor(...given) {
      super(...given);
      this.addEventListener('message', ({ data }) => {
        const call = globalThis.calls.get(data.call);
        if (data.kind === 'events') (call.events[data.run] ??= []).push(...data.events);
        if (data.kind === 'outcome') call.runs = data.outcome.runs.map(({ kept }) => kept);
      });
    }

    postMessage(message, ...more) {
      const { kind, call, session, line } = message;
      if (kind === 'open' || kind === 'execute') globalThis.calls.set(call, { kind, session, line, events: [] });
      super.postMessage(message, ...more);
    }
  };
}

/** For each run that is shown the hash of its events, counted here as the command line counts it. */
export async function shownHashes(page) {
  const runs = await page.evaluate(() => {
    // Asked for by the page itself, and not shown.
    const calls = [...globalThis.calls.values()].filter(
      ({ session, line }) => !/ judged$/.test(session) && line !== 'link',
    );
    let own = [];
    let shown = [];
    for (const { events, runs = [] } of calls) {
      shown = runs.map((kept, run) => own.slice(0, kept).concat(events[run] ?? []));
      own = shown[0] ?? own;
    }
    return shown;
  });
  return runs.map(hashOf);
}

function hashOf(events) {
  const hash = new Hash();
  for (const { node, atUs, ...event } of events) {
    hash.number(atUs);
    hash.text(node);
    hash.value(event);
  }
  return hash.digits();
}
