import { lengthOf } from '../../../../src/delivery/shared-queue.ts';
import { ledgerRows } from '../stage/ledger.ts';
import type { Picture } from '../stage/picture.ts';
import type { Place, Reel } from '../stage/reel.ts';
import type { Run } from '../workbench/run.ts';

/** The home page's story, as commands. With this seed the bank has paid when the answer is half way. */
export const setUp: readonly string[] = [
  'create cluster brokers=1 seed=58',
  'create topic payments partitions=1',
  'create producer teller enable.idempotence=false request.timeout.ms=1000',
  'create consumer bank topics=payments loop=auto auto.offset.reset=earliest',
];
export const loseAnswer = 'drop next produce response to teller';
export const pay = 'produce payments "42 EUR to Ada" key=ada as teller';
/** The bank reads what is there. */
export const settle = 'wait until quiet';
/** The run of the first picture. */
export const firstCommands: readonly string[] = [...setUp, pay, settle];
export const cure = 'again set teller enable.idempotence=true';

/** What else can be done to the same payment, and does no harm. `seen`: what of it is played. */
export const harmless = {
  kill: {
    unseen: [`${pay} &`, 'wait until end of payments-0 is 1'],
    seen: ['kill broker-1', 'wait 2s', 'start broker-1', settle],
  },
  freeze: { unseen: [], seen: ['pause bank', pay, 'wait 10s', 'resume bank', settle] },
} as const satisfies Record<string, { readonly unseen: readonly string[]; readonly seen: readonly string[] }>;

export type Harmless = keyof typeof harmless;

/** The task at the end: so many commands are enough. */
export const par = 3;

/** One way to pay Ada nothing, for those who ask; there are others. */
export const payNothing: readonly string[] = ['set teller acks=0', 'drop next produce request from teller', pay];

/** The first picture: Ada has her money, and the answer is half way back to teller. */
export function beforeTheLoss({ film }: Run): Place {
  const place = film.nearest(({ flying, picture }) => {
    const answer = flying.find(({ from, label }) => from === 'broker-1' && label.api === 'Produce');
    if (answer === undefined) return Infinity;
    return Math.abs(answer.way - 0.5) + (lengthOf(picture.ledger.done) > 0 ? 0 : 1);
  });
  return place === undefined ? { step: film.lastBeat, share: 0 } : { step: place.beat, share: place.share };
}

/** In another future of the same run: the instant at which the first picture stood. */
export function atInstant(atUs: number): (reel: Reel) => Place {
  return ({ films }) => ({ step: films[0]?.beatAt(atUs) ?? 0, share: 0 });
}

/** Where the payment begins, in two runs side by side. */
export function fromThePayment({ films, steps }: Reel): Place {
  const [film] = films;
  const sent = film?.beats.findIndex(({ event }) => film.events[event]?.name === 'batch sent') ?? 0;
  return {
    step: Math.max(
      0,
      steps.findIndex(({ beats }) => beats[0] === sent),
    ),
    share: 0,
  };
}

export type Ending = 'nobody knows' | 'teller knows';

/** How far the task is: Ada was paid nothing when there is an ending. */
export type Standing = Ending | 'not begun' | 'paid' | 'stored' | 'still trying';

/**
 * As long as a log holds the record, or teller still tries, Ada may be paid. Where nobody sent anything, nothing was tried.
 */
export function standingOf({ ledger, logs, clients, inFlight }: Picture): Standing {
  const ada = ledgerRows(ledger).find(({ who }) => who === 'Ada');
  if (ada !== undefined && ada.done > 0) return 'paid';
  if (logs.some(({ cells }) => cells.some(({ value }) => value?.endsWith('to Ada')))) return 'stored';
  const states = clients.flatMap(({ sending }) => (sending?.value?.endsWith('to Ada') ? [sending.state] : []));
  if (states.length === 0) return 'not begun';
  const isOver = states.every((state) => ['acknowledged', 'left', 'failed', 'died'].includes(state));
  if (!isOver || inFlight.some(({ label }) => label.api === 'Produce')) return 'still trying';
  return states.every((state) => state === 'failed') ? 'teller knows' : 'nobody knows';
}

export function isEnding(standing: Standing): standing is Ending {
  return standing === 'nobody knows' || standing === 'teller knows';
}

/** These change nothing by themselves: time passes, or a question is asked. */
const idle = /^(?:at \S+ )?(?:wait|expect|step)\b/;

/**
 * How many commands stand in the answer to `show history` behind those that were there before the task. Looks, and lines that
 * were refused, are not in it; waiting is, and does not count.
 */
export function commandsIn(history: readonly string[]): number {
  const lines = history.flatMap((line) => /^#\d+\s+(.*)$/.exec(line)?.[1] ?? []);
  return lines.slice(setUp.length).filter((line) => !idle.test(line)).length;
}
