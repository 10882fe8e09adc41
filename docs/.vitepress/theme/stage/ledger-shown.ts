import { inject, type InjectionKey, provide } from 'vue';
import { hasLedger } from './ledger.ts';
import type { Picture } from './picture.ts';

const key: InjectionKey<() => boolean> = Symbol('whether the ledger waits until something is done');

/** On a page that is about something else, the ledger is not there before anybody has done anything outside Kafka. */
export function provideLedgerWaits(waits: () => boolean): void {
  provide(key, waits);
}

/** Whether the page of this component shows the ledger of a picture. */
export function useLedgerShown(): (picture: Pick<Picture, 'ledger' | 'nodes'>) => boolean {
  const waits = inject(key, () => false);
  return (picture) => hasLedger(picture, waits());
}
