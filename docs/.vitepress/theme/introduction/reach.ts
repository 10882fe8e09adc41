import type { Outcome } from '../../../../src/terminal/outcome.ts';
import type { Told } from '../stage/told.ts';
import { sayDuration } from '../stage/pacing.ts';

/** What the reader's address is tried with: teller stands on another machine than broker-1. */
export function attempt(address: string): readonly string[] {
  return [
    `create cluster brokers=1 seed=7 listeners=PLAINTEXT://0.0.0.0:9092 advertised.listeners=PLAINTEXT://${address}`,
    'create producer teller request.timeout.ms=1000 delivery.timeout.ms=5000',
    'produce payments "42 EUR to Ada" as teller',
  ];
}

export const isReached = 'expect log of payments-0 holds "42 EUR to Ada"';

/** Addresses that people give, each of them for a reason. */
export const usual: readonly string[] = ['localhost:9092', '0.0.0.0:9092', 'kafka.internal:9092', 'broker-1:9092'];

/** What can be typed into a line without becoming more than one word of it. */
export function asWritten(text: string): string {
  return text
    .trim()
    .replace(/^PLAINTEXT:\/\//i, '')
    .replaceAll(/[\s"'#&,]/g, '');
}

export type Reached =
  | { readonly kind: 'stored'; readonly after: string }
  | { readonly kind: 'own machine' | 'no such host' | 'wrong door'; readonly address: string; readonly after: string }
  /** The broker does not start with this; `because` says why. */
  | { readonly kind: 'refused'; readonly because: string };

/** Why there is nothing to attempt: the line could not be run, or the broker did not start. */
export function problemsIn(line: string, { ok, isRefused, lines }: Omit<Outcome, 'runs'>): readonly string[] {
  const isBroken = isRefused || (!ok && line.startsWith('create cluster'));
  return isBroken ? lines.filter(({ tone }) => tone === 'error').map(({ text }) => text) : [];
}

/** What came of an attempt, read from its trace. */
export function reachedBy(events: readonly Told[], problems: readonly string[]): Reached {
  const [problem] = problems;
  if (problem !== undefined) return { kind: 'refused', because: problem };
  const begun = events.find(({ name }) => name === 'record accepted')?.atUs ?? 0;
  const end = events.find(({ name }) => name === 'record acknowledged' || name === 'record failed');
  const after = sayDuration((end?.atUs ?? begun) - begun);
  const failed = events.find((event) => event.name === 'connection failed' && event.node === 'teller');
  if (end?.name === 'record acknowledged' || failed?.name !== 'connection failed') return { kind: 'stored', after };
  const { to: address, because } = failed;
  if (/no host/.test(because)) return { kind: 'no such host', address, after };
  return { kind: /^(localhost|127\.|\[?::1)/.test(address) ? 'own machine' : 'wrong door', address, after };
}
